package io.github.fallline.report.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one JMH benchmark with one set of parameters.
 *
 * @param benchmark its class and method, without the package
 * @param threads the threads that JMH ran it on
 * @param parameters by name, in order; copied
 * @param measures the primary one first; copied
 * @param jvm the Java that ran
 */
public record JmhResult(
    String benchmark,
    long threads,
    Map<String, String> parameters,
    List<Measure> measures,
    String jvm) {
  /**
   * One quantity.
   *
   * @param name empty for the primary one
   * @param score the mean
   * @param error half of its 99.9 % confidence interval, NaN where JMH has too few values for one
   */
  public record Measure(String name, double score, double error, String unit) {
    /** Whether it is a time, such as ms/op, and not a rate, such as ops/s. */
    boolean isLowerBetter() {
      return unit.endsWith("/op");
    }
  }

  public JmhResult {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    measures = List.copyOf(measures);
  }

  /** The parameters in one line, such as {@code batch 32, shape 1000000x20}. */
  public String parameterText() {
    return String.join(
        ", ",
        parameters.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList());
  }
}
