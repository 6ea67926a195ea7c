package io.github.fallline.compare;

import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a comparison of methods.
 *
 * @param optimum the exact optimum, by least squares
 * @param results one for each candidate; copied
 */
public record ComparisonResult(LeastSquares optimum, List<CandidateResult> results) {
  /** The setting of a convergence that describes its data. */
  public static final String DATA = "data";

  /** The setting of a convergence that describes the optimum of its data. */
  public static final String OPTIMUM = "optimum";

  public ComparisonResult {
    results = List.copyOf(results);
  }

  /**
   * The runs of one method.
   *
   * @param candidate the method
   * @param timed its repetitions in the form of reports
   * @param curves the same with their models; copied
   */
  public record CandidateResult(
      Candidate candidate, MethodRuns timed, List<ConvergenceRun.ConvergenceCurve> curves) {
    public CandidateResult {
      curves = List.copyOf(curves);
    }

    /** The first repetition: the one with the seed asked for. */
    public ConvergenceRun.ConvergenceCurve first() {
      return curves.get(0);
    }

    /** Whether a repetition was given up because its loss rose. */
    public boolean diverged() {
      return curves.stream().anyMatch(ConvergenceRun.ConvergenceCurve::diverged);
    }

    /** Where the first repetition ended. */
    public ConvergenceRun.Point end() {
      return first().points().get(first().points().size() - 1);
    }
  }

  /** The fastest method to a gap, or those that are level. */
  public Verdict verdict(double gap) {
    return Verdict.of(results.stream().map(CandidateResult::timed).toList(), gap);
  }

  /**
   * All runs, for a report.
   *
   * @param target the name of the target
   */
  public Convergence convergence(Environment environment, String target) {
    BenchmarkData data = results.get(0).timed().data();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        DATA,
        String.format(
            Locale.ROOT,
            "%s: %,d rows, %,d features, target %s",
            data.name(),
            data.rows(),
            data.features(),
            target));
    settings.put(
        OPTIMUM,
        "mean squared error %s, r2 %s"
            .formatted(Table.format(optimum.loss()), Table.format(optimum.r2())));
    settings.putAll(rules());
    return new Convergence(
        environment,
        settings,
        results.stream().flatMap(result -> result.timed().runs().stream()).toList());
  }

  /** The rules of the measurements, by name. */
  public static Map<String, String> rules() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "seconds",
        "of training, from when the rows are in memory; includes the pass for standardization and"
            + " learning rates, excludes evaluations of the gap");
    settings.put(
        "learning rates", "automatic, by the same rule for all methods; each is in the table");
    settings.put(
        "gap",
        "from the moments of the rows; of the iterate in the first epoch, then of the output"
            + " iterate of each");
    settings.put(
        "order", "after a warm-up, every repetition runs all methods in an order drawn anew");
    settings.put(
        "intervals",
        "95 %, of the median over the repetitions, by order statistics; a method is fastest only where"
            + " its interval is apart from all others, and of at least "
            + SecondsInterval.LEAST_REPETITIONS
            + " repetitions; otherwise methods are level");
    return settings;
  }
}
