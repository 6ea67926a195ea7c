package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.stats.TargetSpread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The sets of {@link AutomaticRunsStressTest} with other losses and penalties, by every method and
 * its automatic settings: none diverges, none takes long, each ends near the optimum, which {@link
 * DualBound} bounds from below, and the stated gap is no less than that found. Gaps are in units of
 * the loss of a residual of one deviation. 300 sets, one objective each; with {@code
 * -Dfallline.stress=full} 300 sets of more rows, every objective by every method on each set.
 */
class ObjectivesStressTest {
  private static final boolean FULL = "full".equals(System.getProperty("fallline.stress"));
  private static final double FULL_BATCH_GAP = 1e-12;
  private static final double BATCHES_GAP = 1e-4;
  private static final double MOST_SECONDS = 5;
  private static final int FIRST = Integer.getInteger("fallline.first", 0);
  private static final int SETS = Integer.getInteger("fallline.sets", 300);

  /** What is said where columns are alike to about 12 digits. */
  private static final String DEPENDENCE = "are linearly dependent to 12 digits or more";

  /** The same, in units of the last place. */
  private static final int DIGITS_LOST = 1 << 13;

  /** How far above the gap of the optimum rounded to doubles a model of doubles may be. */
  private static final double ROUNDED = 16;

  /** What rounding may make of a stated gap: a share of it, and of the unit of gaps. */
  private static final double ROUNDING = 1e-6;

  private static final double LEAST_STATED = 1e-15;

  /** Rounding to doubles of which training says that it keeps the model from the optimum. */
  private static final double MOST_ROUNDING = 1e-6;

  /** Rows of which the oracle's arithmetic takes a second or so. */
  private static final int MOST_ROWS = FULL ? 300 : 100;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(String name, Objective objective, double[] targets) {}

  /** The objectives, scaled to the targets; counts for Poisson's loss. */
  private static List<Case> cases(double[] y) {
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    double median = sorted[y.length / 2];
    double[] distances = Arrays.stream(y).map(t -> Math.abs(t - median)).sorted().toArray();
    double mad = distances[y.length / 2];
    double deviation = mad > 0 ? mad : distances[y.length - 1] > 0 ? distances[y.length - 1] : 1;
    double mean = Arrays.stream(y).average().orElse(0);
    double variance = Arrays.stream(y).map(t -> (t - mean) * (t - mean)).average().orElse(0);
    double sd = variance > 0 ? Math.sqrt(variance) : 1;
    double[] counts =
        Arrays.stream(y)
            .map(t -> Math.rint(Math.exp(Math.max(-2, Math.min(4, (t - median) / deviation)))))
            .toArray();
    return List.of(
        new Case("ridge", new Objective(Loss.SQUARED, Penalty.l2(1e-2)), y),
        new Case("weak ridge", new Objective(Loss.SQUARED, Penalty.l2(1e-8)), y),
        new Case("lasso", new Objective(Loss.SQUARED, Penalty.l1(0.1 * sd)), y),
        new Case("elastic net", new Objective(Loss.SQUARED, Penalty.elasticNet(0.1 * sd, 0.01)), y),
        new Case("huber", new Objective(Loss.huber(0.7 * deviation), Penalty.NONE), y),
        new Case("huber, l2", new Objective(Loss.huber(0.7 * deviation), Penalty.l2(1e-2)), y),
        new Case("median", new Objective(Loss.quantile(0.5), Penalty.NONE), y),
        new Case("quantile, l1", new Objective(Loss.quantile(0.2), Penalty.l1(0.01)), y),
        new Case("poisson, l2", new Objective(Loss.POISSON, Penalty.l2(1e-2)), counts),
        new Case("poisson, l1", new Objective(Loss.POISSON, Penalty.l1(1e-2)), counts));
  }

  private static List<TrainingConfig> methods(int number) {
    List<TrainingConfig> all = new ArrayList<>(List.of(TrainingConfig.of(new FullBatch())));
    if (FULL || number % 2 == 0) {
      all.add(TrainingConfig.of(new MiniBatch()));
    }
    if (FULL || number % 8 == 1) {
      all.add(TrainingConfig.of(new Stochastic()));
    }
    if (FULL || number % 8 == 3) {
      all.add(TrainingConfig.of(new MiniBatch(64)).withUpdate(new Momentum(0.9)));
    }
    return all;
  }

  @Test
  void automaticRunsOfEveryObjectiveEndAtItsOptimum() {
    List<String> failures = new ArrayList<>();
    Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
    for (int number = FIRST; number < FIRST + SETS; number++) {
      AutomaticRunsStressTest.Rows rows = AutomaticRunsStressTest.rows(number);
      if (rows.targets().length > MOST_ROWS) {
        continue;
      }
      List<Case> cases = cases(rows.targets());
      for (int c = 0; c < cases.size(); c++) {
        if (!FULL && c != number % cases.size()) {
          continue;
        }
        Case problem = cases.get(c);
        DualBound bound = new DualBound(rows.features(), problem.targets(), problem.objective());
        for (TrainingConfig method : methods(number / cases.size())) {
          TrainingConfig config = method.withObjective(problem.objective());
          if (problem.objective().penalty().l1() > 0) {
            config = config.withUpdate(new PlainUpdate()); // l1 goes with no other
          }
          String name = problem.name() + ", " + config.method() + " " + config.update().label();
          String failure = run(rows, problem, config, bound, counts, name);
          if (!failure.isEmpty()) {
            failures.add(rows.name() + ", " + name + ": " + failure);
          }
        }
      }
    }
    if (FULL) {
      counts.forEach((name, powers) -> System.out.println(name + ", gaps below 10^: " + powers));
    }
    assertEquals("", String.join("\n", failures));
  }

  /** Trains; returns what is wrong with it, or nothing. */
  private static String run(
      AutomaticRunsStressTest.Rows rows,
      Case problem,
      TrainingConfig config,
      DualBound bound,
      Map<String, Map<Integer, Integer>> counts,
      String name) {
    long start = System.nanoTime();
    try (Dataset data = Tables.of(rows.features(), problem.targets())) {
      Training training = new Trainer(config).fit(data);
      double seconds = (System.nanoTime() - start) / 1e9;
      double unit = unit(data, problem);
      double gap = bound.gap(rows.features(), training.model()) / unit;
      double floor =
          gap <= FULL_BATCH_GAP || gap == Double.POSITIVE_INFINITY
              ? 0
              : ROUNDED * bound.gapOfRoundedOptimum() / unit;
      int power = (int) Math.ceil(Math.log10(Math.max(1e-30, gap)) / 3) * 3;
      counts.computeIfAbsent(name, n -> new TreeMap<>()).merge(power, 1, Integer::sum);
      boolean full = config.method() instanceof FullBatch;
      boolean named = training.notes().stream().anyMatch(note -> note.contains(DEPENDENCE));
      double rounding =
          2 * Math.ulp(Arrays.stream(problem.targets()).map(Math::abs).max().orElse(0));
      double constant = problem.objective().loss().equals(Loss.SQUARED) ? rounding * rounding : 0;
      double most = Math.max(full ? FULL_BATCH_GAP : BATCHES_GAP, floor + constant / unit);
      boolean near =
          gap <= most || (named && gap - explainedByRounding(rows, problem, bound) / unit <= most);
      double stated = training.gap() * (1 + ROUNDING) + LEAST_STATED + constant / unit;
      boolean good = isReached(training, floor) && near && gap <= stated && seconds <= MOST_SECONDS;
      return good
          ? ""
          : String.format(
              Locale.ROOT,
              "gap %.1e (rounded optimum %.1e), stated %.1e, %.1f s, %s after %d epochs %s",
              gap,
              floor,
              training.gap(),
              seconds,
              training.stopReason(),
              training.epochs(),
              training.notes());
    } catch (DivergedException e) {
      return e.getMessage();
    }
  }

  /**
   * Whether the run says that it has converged, or that rounding allows no nearer where it does.
   */
  private static boolean isReached(Training training, double floor) {
    return training.stopReason() == StopReason.CONVERGED
        || (training.stopReason() == StopReason.ROUNDING && floor > MOST_ROUNDING);
  }

  /** How much lower the minimum is for the sake of the rounding of dependent columns. */
  private static double explainedByRounding(
      AutomaticRunsStressTest.Rows rows, Case problem, DualBound bound) {
    AutomaticRunsStressTest.Rows less = rows.independent(DIGITS_LOST);
    if (less.features()[0].length == rows.features()[0].length) {
      return 0;
    }
    DualBound other = new DualBound(less.features(), problem.targets(), problem.objective());
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withObjective(problem.objective());
    try (Dataset data = Tables.of(less.features(), problem.targets())) {
      other.gap(less.features(), new Trainer(config).fit(data).model()); // only where to begin
    }
    return other.lowest() - bound.lowest();
  }

  private static double unit(Dataset data, Case problem) {
    if (!problem.objective().loss().equals(Loss.SQUARED)) {
      return TargetSpread.of(data, problem.objective().loss()).unit();
    }
    double mean = Arrays.stream(problem.targets()).average().orElse(0);
    double variance =
        Arrays.stream(problem.targets()).map(t -> (t - mean) * (t - mean)).average().orElse(0);
    return variance > 0 ? variance : mean != 0 ? mean * mean : 1;
  }
}
