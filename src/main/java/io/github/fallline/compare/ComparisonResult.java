package io.github.fallline.compare;

import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.leastsquares.LeastSquares;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a race ended.
 *
 * @param optimum the exact optimum, by least squares
 * @param results one for each candidate; copied
 */
public record ComparisonResult(LeastSquares optimum, List<CandidateResult> results) {
  public ComparisonResult {
    results = List.copyOf(results);
  }

  /**
   * The runs of one method.
   *
   * @param candidate the method
   * @param runs its repetitions in the form of reports, at least one; copied
   * @param curves the same with their models; copied
   */
  public record CandidateResult(
      Candidate candidate, List<TimedRun> runs, List<ConvergenceRun.ConvergenceCurve> curves) {
    public CandidateResult {
      runs = List.copyOf(runs);
      curves = List.copyOf(curves);
    }

    /** The median over the repetitions of the seconds to a gap; infinite if half never came. */
    public double secondsTo(double gap) {
      double[] seconds = runs.stream().mapToDouble(run -> run.secondsTo(gap)).sorted().toArray();
      return seconds[seconds.length / 2];
    }

    /** The median over the repetitions of the decades of the gap closed a second. */
    public double decadesPerSecond() {
      double[] decades = runs.stream().mapToDouble(TimedRun::decadesPerSecond).sorted().toArray();
      return decades[decades.length / 2];
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

  /** The fastest method to a gap, by the median; empty if none reached it. */
  public Optional<CandidateResult> winner(double gap) {
    return results.stream()
        .filter(result -> Double.isFinite(result.secondsTo(gap)))
        .min(Comparator.comparingDouble(result -> result.secondsTo(gap)));
  }

  /** All runs, for a report. */
  public Convergence convergence(Environment environment) {
    return new Convergence(
        environment, rules(), results.stream().flatMap(result -> result.runs().stream()).toList());
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
            + " iterate of"
            + " each");
    return settings;
  }
}
