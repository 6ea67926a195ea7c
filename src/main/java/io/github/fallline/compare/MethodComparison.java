package io.github.fallline.compare;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.ConvergenceRun.ConvergenceCurve;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.leastsquares.LeastSquares;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs several methods on the same rows, one at a time. A warm-up comes first, in which every
 * method runs again and again until its code is compiled; then every repetition runs all methods in
 * an order of its own, drawn from the seed, with a seed of its own, and watches the load that other
 * processes put on the machine.
 *
 * @param name of the data
 * @param rows stay the caller's
 * @param candidates at least one; copied. Their penalty, form and threads are alike
 * @param limits of each run
 * @param repetitions how often each method runs
 */
public record MethodComparison(
    String name,
    RowSource rows,
    List<Candidate> candidates,
    ConvergenceRun.Limits limits,
    Repetitions repetitions) {
  /** Seconds for which a method warms up, at least one run; compilation takes no longer. */
  private static final double WARM_UP_SECONDS = 0.5;

  /** The limit of a run of the warm-up, as a share of that of other runs. */
  private static final double WARM_UP_SHARE = 0.2;

  public MethodComparison {
    Argument.require(!candidates.isEmpty(), "candidates", "at least 1", candidates.size());
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
    warmUp(listener);
    Map<Candidate, List<ConvergenceCurve>> curves = new LinkedHashMap<>();
    candidates.forEach(candidate -> curves.put(candidate, new ArrayList<>()));
    List<Double> load = new ArrayList<>();
    long start = System.nanoTime();
    while (repetitions.goOn(load.size(), (System.nanoTime() - start) / 1e9)) {
      MachineLoad others = MachineLoad.start();
      repetition(load.size(), listener)
          .forEach(
              (each, curve) -> curves.computeIfAbsent(each, k -> new ArrayList<>()).add(curve));
      load.add(others.others());
    }
    double condition = Math.max(1, curves.values().iterator().next().get(0).steps().condition());
    BenchmarkData data =
        new BenchmarkData(name, rows.rows(), rows.featureNames().size(), condition, Double.NaN);
    List<ComparisonResult.CandidateResult> results = new ArrayList<>();
    curves.forEach((each, runs) -> results.add(candidateResult(data, each, runs, load)));
    return new ComparisonResult(optimum, results);
  }

  /**
   * Runs all methods again and again, in turns, until their code is compiled: each for half a
   * second, or half the time of a run if that is less.
   *
   * @param listener receives the name of the next run
   */
  public void warmUp(Consumer<String> listener) {
    double most = WARM_UP_SHARE * limits.seconds();
    double enough = WARM_UP_SECONDS * Math.min(1, limits.seconds());
    ConvergenceRun.Limits brief = new ConvergenceRun.Limits(limits.gap(), most, limits.epochs());
    double[] spent = new double[candidates.size()];
    boolean warm = false;
    while (!warm) {
      warm = true;
      for (int i = 0; i < spent.length; i++) {
        if (spent[i] < enough) {
          listener.accept(candidates.get(i).method().label() + ", to warm up");
          long start = System.nanoTime();
          ConvergenceRun.run(candidates.get(i).config(), rows, brief);
          spent[i] += (System.nanoTime() - start) / 1e9;
          warm = false;
        }
      }
    }
  }

  /**
   * Runs every method once, in a drawn order.
   *
   * @param repetition which one, from 0: decides the order and the seeds
   * @param listener receives the name of the next run
   */
  public Map<Candidate, ConvergenceCurve> repetition(int repetition, Consumer<String> listener) {
    long seed = candidates.get(0).config().shuffling().seed() + repetition;
    List<Candidate> order = new ArrayList<>(candidates);
    Collections.shuffle(order, new Random(seed));
    Map<Candidate, ConvergenceCurve> curves = new LinkedHashMap<>();
    for (Candidate candidate : order) {
      listener.accept(candidate.method().label() + ", repetition " + (repetition + 1));
      curves.put(
          candidate,
          ConvergenceRun.run(
              candidate.config().withSeed(candidate.config().shuffling().seed() + repetition),
              rows,
              limits));
    }
    return curves;
  }

  private static ComparisonResult.CandidateResult candidateResult(
      BenchmarkData data, Candidate candidate, List<ConvergenceCurve> curves, List<Double> load) {
    List<TimedRun> runs = new ArrayList<>();
    for (ConvergenceCurve curve : curves) {
      int repetition = runs.size();
      runs.add(
          candidate.timedRun(data, curve, repetition + 1).withOthersLoad(load.get(repetition)));
    }
    MethodRuns timed = new MethodRuns(data, candidate.method(), candidate.config().threads(), runs);
    return new ComparisonResult.CandidateResult(candidate, timed, curves);
  }
}
