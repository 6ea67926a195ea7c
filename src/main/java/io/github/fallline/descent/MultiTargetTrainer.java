package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Matrix;
import io.github.fallline.data.Dataset;
import io.github.fallline.descent.multitarget.MultiTargetBatchEpochs;
import io.github.fallline.descent.multitarget.MultiTargetEpochs;
import io.github.fallline.descent.multitarget.MultiTargetErrors;
import io.github.fallline.descent.multitarget.MultiTargetFullEpochs;
import io.github.fallline.descent.multitarget.MultiTargetSolver;
import io.github.fallline.descent.multitarget.MultiTargets;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fits the linear models of several targets to the same features at once: squared errors, with or
 * without an L2 penalty.
 *
 * <pre>{@code
 * TrainingConfig config = TrainingConfig.of(new FullBatch());
 * List<Training> trainings = new MultiTargetTrainer(config).fit(features, targets); // [n, d] and [n, k]
 * for (Training training : trainings) { // one a column of the targets
 *   System.out.println(training.model() + ", r2 " + training.metrics().r2());
 * }
 * }</pre>
 *
 * <p>Each model is the one that a {@link Trainer} finds on its target alone, to rounding: the steps
 * use the same rows in the same order, every target stops when it has reason to, and what one does
 * changes nothing for the others. Jointly the rows are passed over once for all targets. Full
 * batches need one pass for the moments of features and targets; steps on rows multiply a tile of
 * rows by the weights of all targets, [rows, d] by [d, k], and its residuals by the rows, in two
 * calls of BLAS.
 *
 * <p>The same settings and data give the same models, bit for bit, on any number of threads.
 */
public final class MultiTargetTrainer {
  private final TrainingConfig config;

  /**
   * A trainer with these settings.
   *
   * @throws IllegalArgumentException when they are for one target only: losses other than squared
   *     errors, an L1 penalty, automatic rates of rules that rescale gradients (they depend on the
   *     target), variance reduction, conjugate gradients on rows
   */
  public MultiTargetTrainer(TrainingConfig config) {
    this.config = config;
    config.requireCompatible();
    CompatibilityRule.require(CompatibilityRule.Use.SEVERAL_TARGETS, config);
  }

  /**
   * Fits a model to each target, with features named x1, x2, ... and targets y1, y2, ...
   *
   * @see #fit(INDArray, INDArray, List, List)
   */
  public List<Training> fit(INDArray features, INDArray targets) {
    return fit(features, targets, names("x", columns(features)), names("y", columns(targets)));
  }

  private static long columns(INDArray matrix) {
    return matrix.rank() == 2 ? matrix.size(1) : 1;
  }

  private static List<String> names(String letter, long count) {
    return IntStream.rangeClosed(1, Math.toIntExact(count)).mapToObj(i -> letter + i).toList();
  }

  /**
   * Fits a model to each target. The arrays stay the caller's and are not changed; they are read in
   * place where they are doubles in 'c' order without gaps, else copied for the time of the call.
   *
   * @param features [n, d], of any float type, d at most 1024
   * @param targets [n, k], of any float type; [n] for one
   * @param featureNames d names, all different
   * @param targetNames k names, all different
   * @return one training a target, in the order of the columns; the seconds are those of all
   * @throws DivergedException naming the target, when a named learning rate was too large
   * @throws io.github.fallline.data.InvalidDataException when a number is not finite or its square
   *     beyond or below the range of a double
   * @throws IllegalArgumentException when shapes or names do not fit each other
   * @throws IllegalStateException when an array was closed
   */
  public List<Training> fit(
      INDArray features, INDArray targets, List<String> featureNames, List<String> targetNames) {
    Matrix.requireOpen("features", features);
    Matrix.requireOpen("targets", targets);
    requireShapes(features, targets, targetNames);
    long startNanos = System.nanoTime();
    try (INDArray numbers = MultiTargets.rowNumbers(features.size(0));
        Dataset rows = Dataset.of(features, numbers, featureNames, "row");
        MultiTargets wanted = new MultiTargets(targets, List.copyOf(targetNames));
        Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(config.threads())) {
      return new MultiTargetFit(rows, wanted, executor, startNanos).trainings();
    }
  }

  private static void requireShapes(INDArray features, INDArray targets, List<String> names) {
    Argument.require(
        features.rank() == 2 && !features.isEmpty(),
        "features",
        "shape [rows, columns]",
        Arrays.toString(features.shape()));
    if (features.size(1) > TrainingProblem.MOST_FEATURES_FOR_MOMENTS) {
      throw new IllegalArgumentException(
          ("features: expected at most %d columns for several targets at once, got %d; train the"
                  + " targets one by one")
              .formatted(TrainingProblem.MOST_FEATURES_FOR_MOMENTS, features.size(1)));
    }
    boolean columns = targets.rank() == 1 || targets.rank() == 2;
    Argument.require(
        columns && !targets.isEmpty() && targets.size(0) == features.size(0),
        "targets",
        "shape [" + features.size(0) + ", targets]",
        Arrays.toString(targets.shape()));
    Argument.require(
        names.size() == columns(targets) && new HashSet<>(names).size() == names.size(),
        "targetNames",
        columns(targets) + " different names",
        names);
  }

  /** A fit for each target, and what they share. */
  private final class MultiTargetFit {
    private final Dataset rows;
    private final MultiTargets wanted;
    private final TileExecutor executor;
    private final long startNanos;
    private final TrainingProblem problem;
    private final List<Fit> fits = new ArrayList<>();

    /** The batches of all targets; empty where steps use all rows. */
    private final Optional<BatchPlan> shared;

    private final List<Solver> solvers = new ArrayList<>();
    private final List<TrainingLoop> loops = new ArrayList<>();

    /**
     * A fit that has taken no step.
     *
     * @param rows each with its number as its target
     */
    MultiTargetFit(Dataset rows, MultiTargets wanted, TileExecutor executor, long startNanos) {
      this.rows = rows;
      this.wanted = wanted;
      this.executor = executor;
      this.startNanos = startNanos;
      problem =
          new TrainingProblem(
              rows, wanted, config.objective(), config.spec(), config.precondition(rows), executor);
      List<FitContext> contexts = new ArrayList<>();
      for (int t = 0; t < wanted.count(); t++) {
        Dataset named =
            Dataset.of(rows.features(), rows.targets(), rows.featureNames(), wanted.name(t));
        TrainingProblem own = problem.ofTarget(named, t);
        contexts.add(new FitContext(config, named, own, Optional.empty(), Optional.of(executor)));
      }
      shared =
          config.usesAllRows(rows)
              ? Optional.empty()
              : Optional.of(BatchesPlan.batches(contexts.get(0)));
      for (FitContext context : contexts) {
        fits.add(
            new Fit(
                shared.isEmpty()
                    ? SolverPlanner.plan(context)
                    : new BatchesPlan(context, shared.get())));
      }
    }

    List<Training> trainings() {
      if (fits.get(0).plan().isOnMoments()) {
        for (Fit fit : fits) {
          add(fit, fit.plan().solver());
        }
        descend();
        return results();
      }
      FeatureScaling scaling = problem.scaling();
      MultiTargetEpochs epochs =
          shared.isEmpty()
              ? new MultiTargetFullEpochs(rows, wanted, scaling, executor)
              : new MultiTargetBatchEpochs(rows, wanted, scaling, shared.get(), config.threads());
      Penalty.L2 penalty = (Penalty.L2) config.objective().penalty();
      try (MultiTargetSolver multiTargetSolver =
          new MultiTargetSolver(epochs, penalty, scaling.features())) {
        for (Fit fit : fits) {
          add(fit, multiTargetSolver.join(fit.plan().stochasticStart()));
        }
        descend();
        return results();
      }
    }

    private void add(Fit fit, Solver own) {
      solvers.add(own);
      loops.add(fit.loop(own, point -> {}, startNanos, CheckpointPolicy.NONE));
    }

    /** Runs the loops of all targets in turns, until all have stopped. */
    private void descend() {
      for (int t = 0; t < loops.size(); t++) {
        loops.get(t).evaluateStart();
        closeIfDone(t);
      }
      boolean more = true;
      while (more) {
        more = false;
        for (int t = 0; t < loops.size(); t++) {
          if (loops.get(t).isRunning()) {
            step(t);
            closeIfDone(t);
            more = true;
          }
        }
      }
    }

    private void closeIfDone(int target) {
      if (!loops.get(target).isRunning()) {
        solvers.get(target).close();
      }
    }

    private void step(int target) {
      try {
        loops.get(target).step();
      } catch (DivergedException e) {
        throw named(target, e);
      }
    }

    private TrainingLoop.LoopResult outcome(int target) {
      try {
        return loops.get(target).outcome();
      } catch (DivergedException e) {
        throw named(target, e);
      }
    }

    private DivergedException named(int target, DivergedException e) {
      return new DivergedException(
          "target '" + wanted.name(target) + "': " + e.getMessage(), e.trace());
    }

    private List<Training> results() {
      List<LinearModel> models = new ArrayList<>();
      List<TrainingLoop.LoopResult> outcomes = new ArrayList<>();
      List<SolverResult> results = new ArrayList<>();
      for (int t = 0; t < fits.size(); t++) {
        outcomes.add(outcome(t));
        results.add(fits.get(t).arrive(solvers.get(t), outcomes.get(t)));
        models.add(fits.get(t).model(results.get(t)));
      }
      List<RegressionMetrics> metrics = new MultiTargetErrors(rows, wanted, executor).of(models);
      List<Training> trainings = new ArrayList<>();
      for (int t = 0; t < fits.size(); t++) {
        trainings.add(
            new TrainingAssembler(fits.get(t).plan())
                .training(
                    solvers.get(t),
                    outcomes.get(t),
                    results.get(t),
                    models.get(t),
                    metrics.get(t),
                    startNanos));
      }
      return trainings;
    }
  }
}
