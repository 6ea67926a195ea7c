package io.github.fallline.descent;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.newton.BoxLoss;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.newton.DesignMatrix;
import io.github.fallline.descent.newton.InteriorPointSolver;
import io.github.fallline.descent.newton.NewtonSolver;
import io.github.fallline.descent.newton.ReferenceModel;
import io.github.fallline.descent.newton.Ridge;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.stats.TargetSpread;
import java.util.Optional;

/** Full-batch steps preconditioned by the curvature of the rows, for losses that have any. */
final class NewtonSolvers {
  /** What the slopes of the rows may take of the heap. */
  private static final long SHARE_OF_HEAP = 4;

  private static final long BYTES_PER_ROW = 24;

  /** The share of the unit of gaps to which the least objective is bounded. */
  static final double ENOUGH = 1e-9;

  /** The same of refining steps. */
  private static final double NEAREST = 1e-15;

  private static final int MOST_EPOCHS = 60;

  private NewtonSolvers() {}

  /**
   * Whether a fit takes such steps: full batch with the automatic learning rate and the plain
   * update, on a loss other than squared errors, of as many features as moments are computed of.
   * Gradients from rows, where asked for by name, are taken as in a textbook.
   */
  static boolean supports(FitContext fit) {
    TrainingConfig config = fit.config();
    return fit.isLocal()
        && config.method().gradients() != GradientMethod.Gradients.ROWS
        && fit.isFull()
        && fit.isAutomatic()
        && config.takesPlainSteps()
        && canSolve(fit);
  }

  /** Whether such steps can find the optimum of the objective. */
  static boolean canSolve(FitContext fit) {
    Loss loss = fit.config().objective().loss();
    int features = fit.rows().featureNames().size();
    if (loss.equals(Loss.SQUARED)
        || !(fit.problem().targetScale() instanceof TargetScale.Robust)
        || features == 0
        || features > TrainingProblem.MOST_FEATURES_FOR_MOMENTS) {
      return false;
    }
    boolean remembers = BoxLoss.of(loss).isPresent();
    long bytes = BYTES_PER_ROW * fit.rows().rows();
    return !remembers || bytes <= Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  }

  /**
   * Steps towards the optimum until they bound the objective well, for the certificate of others.
   *
   * @return at their last point
   */
  static CurvatureSolver bound(FitContext fit) {
    CurvatureSolver solver = solver(fit);
    lowerBound(solver, ENOUGH * fit.problem().targetScale().gapUnit());
    return solver;
  }

  /** Steps until the gap is small enough; returns a value that the objective is never below. */
  private static double lowerBound(CurvatureSolver steps, double enough) {
    double bound = Double.NEGATIVE_INFINITY;
    for (int epoch = 0; epoch < MOST_EPOCHS; epoch++) {
      Evaluation now = steps.evaluate();
      bound = Math.max(bound, now.loss() - now.gap());
      if (now.gap() <= enough) {
        break;
      }
      steps.advance(1);
    }
    return bound;
  }

  /**
   * A value that the objective is never below, along all that dependent features span, down to
   * their rounding; negative infinity where nothing proves any.
   *
   * @param reference a model near the optimum of the features as far as they are fitted
   */
  static double lowest(FitContext fit, ReferenceModel reference) {
    CurvatureSolver whole = solver(fit, reference, true);
    return lowerBound(whole, ENOUGH * fit.problem().targetScale().gapUnit());
  }

  /**
   * Steps anew, as changes of a model that rounding keeps from the optimum; none for losses whose
   * steps cannot.
   */
  static Optional<CurvatureSolver> refined(FitContext fit, ReferenceModel reference) {
    if (BoxLoss.of(fit.config().objective().loss()).isEmpty()) {
      return Optional.empty();
    }
    CurvatureSolver solver = solver(fit, reference, false);
    lowerBound(solver, NEAREST * fit.problem().targetScale().gapUnit());
    return Optional.of(solver);
  }

  /** The steps, from the robust place of the targets. */
  static CurvatureSolver solver(FitContext fit) {
    TrainingProblem problem = fit.problem();
    double place = problem.standard().hasIntercept() ? problem.targetScale().place() : 0;
    return solver(fit, ReferenceModel.constant(place), false);
  }

  /** The same, along all that the features span if so wanted, down to their rounding. */
  private static CurvatureSolver solver(FitContext fit, ReferenceModel reference, boolean all) {
    Objective objective = fit.config().objective();
    TrainingProblem problem = fit.problem();
    FeatureScaling standard = problem.standard();
    boolean[] constant = new boolean[standard.features()];
    for (int j = 0; j < constant.length && standard.hasIntercept(); j++) {
      constant[j] = problem.summary().isConstant(j);
    }
    DesignMatrix design = new DesignMatrix(fit.source(), standard, constant, fit.executor());
    boolean free = objective.penalty().l2() == 0 && objective.penalty().l1() == 0;
    if (free && all) {
      design.separateAll();
    } else if (free) {
      design.separate();
    } else if (objective.penalty().l2() == 0 && BoxLoss.of(objective.loss()).isPresent()) {
      design.whiten();
    }
    double[] scales = new double[standard.features()];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = fit.config().spec().standardize() ? 1 : standard.scale(j);
    }
    Ridge ridge = new Ridge(objective.penalty(), design.size(), scales);
    TargetSpread spread = ((TargetScale.Robust) problem.targetScale()).spread();
    if (BoxLoss.of(objective.loss()).isEmpty()) {
      return new NewtonSolver(design, objective.loss(), ridge, problem.scaling(), spread);
    }
    return new InteriorPointSolver(
        design, objective.loss(), ridge, problem.scaling(), reference, spread.reach());
  }
}
