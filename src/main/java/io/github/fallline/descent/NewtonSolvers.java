package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.gradient.BoundedObjective;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.newton.BoxLoss;
import io.github.fallline.descent.newton.CurvaturePass;
import io.github.fallline.descent.newton.DesignMatrix;
import io.github.fallline.descent.newton.InteriorPointSolver;
import io.github.fallline.descent.newton.NewtonSolver;
import io.github.fallline.descent.newton.Ridge;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.TargetSpread;
import java.util.List;

/** Full-batch steps preconditioned by the curvature of the rows, for losses that have any. */
final class NewtonSolvers {
  /** What the slopes of the rows may take of the heap. */
  private static final long SHARE_OF_HEAP = 4;

  private static final long BYTES_PER_ROW = 24;

  /** The share of the unit of gaps to which the least objective is bounded. */
  private static final double ENOUGH = 1e-9;

  private static final int MOST_EPOCHS = 60;

  private NewtonSolvers() {}

  /**
   * Whether a fit takes such steps: full batch with the automatic learning rate and the plain
   * update, on a loss other than squared errors, of as many features as moments are computed of.
   * Gradients from rows, where asked for by name, are taken as in a textbook.
   *
   * @param executor null where the rows lie elsewhere
   */
  static boolean supports(
      Trainer trainer, RowSource rows, TrainingProblem problem, TileExecutor executor) {
    TrainingConfig config = trainer.config();
    boolean byName =
        config.method() instanceof GradientMethod.FullBatch full
            && full.gradients() == GradientMethod.Gradients.ROWS;
    return executor != null
        && !byName
        && trainer.isFull(rows)
        && config.learningRate() instanceof LearningRate.Automatic
        && config.update() instanceof UpdateRule.Plain
        && canSolve(config.objective(), rows, problem);
  }

  /** Whether such steps can find the optimum of an objective. */
  static boolean canSolve(Objective objective, RowSource rows, TrainingProblem problem) {
    int features = rows.featureNames().size();
    if (objective.loss().equals(Loss.SQUARED)
        || problem.spread() == null
        || features == 0
        || features > TrainingProblem.MOST_FEATURES_FOR_MOMENTS) {
      return false;
    }
    boolean remembers = BoxLoss.of(objective.loss()) != null;
    long bytes = BYTES_PER_ROW * rows.rows();
    return !remembers || bytes <= Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  }

  /**
   * What the objective is never below.
   *
   * @param value negative infinity where nothing proves any
   * @param dependentFeatures that are combinations of each other up to rounding
   * @see BoundedObjective
   */
  record Bound(double value, List<String> dependentFeatures) {}

  /** Bounds the objective by some steps. */
  static Bound bound(
      Trainer trainer, RowSource rows, TrainingProblem problem, TileExecutor executor) {
    Objective objective = trainer.config().objective();
    double enough = ENOUGH * problem.gapUnit();
    double bound = Double.NEGATIVE_INFINITY;
    try (Solver solver = solver(objective, trainer.config().spec(), rows, problem, executor)) {
      for (int epoch = 0; epoch < MOST_EPOCHS; epoch++) {
        Evaluation now = solver.evaluate();
        bound = Math.max(bound, now.loss() - now.gap());
        if (now.gap() <= enough) {
          break;
        }
        solver.advance(1);
      }
      return new Bound(bound, solver.dependentFeatures());
    }
  }

  /** The steps, from the robust place of the targets. */
  static Solver solver(
      Objective objective,
      ModelSpec spec,
      RowSource rows,
      TrainingProblem problem,
      TileExecutor executor) {
    FeatureScaling standard = problem.standardScaling();
    boolean[] constant = new boolean[standard.features()];
    for (int j = 0; j < constant.length && standard.hasIntercept(); j++) {
      constant[j] = problem.isConstant(j);
    }
    DesignMatrix design = new DesignMatrix(rows, standard, constant);
    boolean free = objective.penalty().l2() == 0 && objective.penalty().l1() == 0;
    if (free) {
      design.separate(executor);
    }
    double[] scales = new double[standard.features()];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = spec.standardize() ? 1 : standard.scale(j);
    }
    Ridge ridge = new Ridge(objective.penalty(), design.size(), scales);
    TargetSpread spread = problem.spread();
    BoxLoss box = BoxLoss.of(objective.loss());
    if (box == null) {
      CurvaturePass pass = new CurvaturePass(design, objective.loss(), executor);
      return new NewtonSolver(design, pass, ridge, problem.scaling(), spread);
    }
    double place = standard.hasIntercept() ? spread.place() : 0;
    return new InteriorPointSolver(
        design, box, ridge, problem.scaling(), place, spread.reach(), executor);
  }
}
