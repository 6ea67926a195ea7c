package io.github.fallline.compare;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.leastsquares.LeastSquares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs several methods on the same rows, one at a time. A short warm-up round comes first, so that
 * no method pays for JIT compilation; then every repetition runs all methods, with a seed of its
 * own.
 *
 * @param name of the data
 * @param rows stay the caller's
 * @param candidates at least one; copied. Their penalty, form and threads are alike
 * @param limits of each run
 * @param repetitions at least 1
 */
public record MethodComparison(
    String name,
    RowSource rows,
    List<Candidate> candidates,
    ConvergenceRun.Limits limits,
    int repetitions) {
  private static final double WARM_UP_SHARE = 0.2;

  public MethodComparison {
    Argument.require(
        !candidates.isEmpty() && repetitions >= 1,
        "comparison",
        "at least 1 candidate and repetition",
        candidates.size() + " and " + repetitions);
    candidates = List.copyOf(candidates);
  }

  /**
   * Runs.
   *
   * @param listener receives the name of the next run
   * @throws IllegalArgumentException if the settings do not fit the rows
   */
  public ComparisonResult run(Consumer<String> listener) {
    TrainingConfig config = candidates.get(0).config();
    double l2 = config.objective().penalty().l2();
    LeastSquares optimum = LeastSquares.of(rows, config.spec(), l2, config.threads());
    ConvergenceRun.Limits brief =
        new ConvergenceRun.Limits(limits.gap(), WARM_UP_SHARE * limits.seconds(), limits.epochs());
    for (Candidate candidate : candidates) {
      listener.accept(candidate.method().label() + ", to warm up");
      ConvergenceRun.run(candidate.config(), rows, brief);
    }
    Map<Candidate, List<ConvergenceRun.ConvergenceCurve>> curves = new LinkedHashMap<>();
    for (int i = 0; i < repetitions; i++) {
      for (Candidate candidate : candidates) {
        listener.accept(candidate.method().label() + ", repetition " + (i + 1));
        TrainingConfig seeded = candidate.config();
        seeded = seeded.withSeed(seeded.shuffling().seed() + i);
        curves
            .computeIfAbsent(candidate, each -> new ArrayList<>())
            .add(ConvergenceRun.run(seeded, rows, limits));
      }
    }
    List<ComparisonResult.CandidateResult> results = new ArrayList<>();
    curves.forEach((each, runs) -> results.add(candidateResult(each, runs)));
    return new ComparisonResult(optimum, results);
  }

  private ComparisonResult.CandidateResult candidateResult(
      Candidate candidate, List<ConvergenceRun.ConvergenceCurve> curves) {
    List<TimedRun> runs = new ArrayList<>();
    for (ConvergenceRun.ConvergenceCurve curve : curves) {
      double condition = Math.max(1, curves.get(0).steps().condition());
      BenchmarkData data =
          new BenchmarkData(name, rows.rows(), rows.featureNames().size(), condition, Double.NaN);
      runs.add(candidate.timedRun(data, curve, runs.size() + 1));
    }
    return new ComparisonResult.CandidateResult(candidate, runs, curves);
  }
}
