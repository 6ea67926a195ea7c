package io.github.fallline.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Descents of several methods on several data sets, measured together.
 *
 * @param environment where
 * @param settings what else a reader should know, by name, in order: how learning rates were
 *     chosen, what the seconds leave out; copied
 * @param runs the descents; copied
 */
public record Convergence(
    Environment environment, Map<String, String> settings, List<TimedRun> runs) {
  private static final int BRIEF_DIGITS = 5;

  /** The relative gaps at which methods are compared. */
  public static final List<Double> GAPS = List.of(1e-1, 1e-2, 1e-3, 1e-6);

  public Convergence {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    runs = List.copyOf(runs);
  }

  /** The data sets, in the order in which the runs name them. */
  public List<BenchmarkData> problems() {
    return runs.stream().map(TimedRun::data).distinct().toList();
  }

  /** A gap as it is written, such as {@code 1e-3}. */
  public static String gapText(double gap) {
    return String.format(Locale.ROOT, "1e-%d", Math.round(-Math.log10(gap)));
  }

  /**
   * The same with fewer points and five digits, for files: lines look as before, and the seconds to
   * the compared gaps are the same.
   */
  public Convergence brief() {
    return new Convergence(environment, settings, runs.stream().map(TimedRun::brief).toList())
        .rounded(BRIEF_DIGITS);
  }

  /**
   * The same with points of so many significant digits: half the size, and still the same lines.
   */
  public Convergence rounded(int digits) {
    MathContext rounding = new MathContext(digits);
    return new Convergence(
        environment, settings, runs.stream().map(run -> rounded(run, rounding)).toList());
  }

  private static TimedRun rounded(TimedRun run, MathContext rounding) {
    return run.withPoints(
        run.points().stream()
            .map(
                point ->
                    new TimedRun.Point(
                        rounded(point.seconds(), rounding),
                        rounded(point.epochs(), rounding),
                        rounded(point.rowGradients(), rounding),
                        rounded(point.gap(), rounding)))
            .toList());
  }

  private static double rounded(double number, MathContext rounding) {
    return new BigDecimal(number).round(rounding).doubleValue();
  }
}
