package io.github.fallline.descent.newton;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.TargetSpread;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Full-batch steps on a smooth loss, preconditioned by the curvature of the rows (Newton's method):
 * each goes along the gradient times the inverse curvature, as far as makes the loss least of
 * several shares of it. It cannot diverge. For Poisson losses the slopes after the step, as the
 * curvature has them, prove a bound on the distance to the optimum.
 *
 * <p>An epoch is one step and takes two passes over the rows.
 */
public final class NewtonSolver extends CurvatureSolver {
  /** The share of the gradient that a solution may leave and count as one. */
  private static final double SOLVED = 1e-9;

  /** The share of the curvature that rounding may leave, for a step of length 1 or more. */
  private static final double ROUNDING = 1e-15;

  /** The least width over which slopes are compared, in deviations of the target. */
  private static final double LEAST_WIDTH = 1e-6;

  private final CurvaturePass rows;
  private final double leastMean;
  private final double deviation;
  private final double[] step;
  private final double[] candidate;
  private double width;
  private double taken = 1;
  private CurvaturePass.@Nullable Line line;

  /**
   * Steps from the constant {@code place}.
   *
   * @param spread of the targets
   */
  public NewtonSolver(
      DesignMatrix design, Loss loss, Ridge ridge, FeatureScaling scaling, TargetSpread spread) {
    super(design, loss, ridge, scaling, ReferenceModel.constant(0));
    rows = new CurvaturePass(design, loss);
    leastMean = spread.leastMean();
    deviation = spread.deviation();
    width = deviation;
    step = new double[size];
    candidate = new double[size];
    if (design.hasOnes()) {
      point[size - 1] = spread.place();
    }
  }

  /** Takes the best of the shares that were tried; none once rounding hides any fall. */
  @Override
  void move() {
    CurvaturePass.Line along = Objects.requireNonNull(line, "the point was evaluated");
    double[] shares = TileLosses.shares();
    double best = 0;
    taken = 0;
    for (int k = 0; k < shares.length; k++) {
      double change = along.change(k) + penalty(shares[k]) - penalty(0);
      if (change < best) {
        best = change;
        taken = shares[k];
      }
    }
    for (int j = 0; j < size; j++) {
      point[j] -= taken * step[j];
    }
    double distance = taken * Math.sqrt(along.squaredDisplacement());
    width = Math.max(LEAST_WIDTH * deviation, Math.min(width, taken > 0 ? distance : width / 8));
  }

  private double penalty(double share) {
    for (int j = 0; j < size; j++) {
      candidate[j] = point[j] - share * step[j];
    }
    return ridge.value(candidate) + ridge.absoluteValue(candidate);
  }

  @Override
  Evaluation evaluatePoint() {
    CurvaturePass.CurvatureEvaluation curvatures = rows.evaluate(point, width);
    double[] left = ridge.step(curvatures, point, step);
    line = rows.line(point, step);
    double loss = curvatures.loss() + ridge.value(point) + ridge.absoluteValue(point);
    double norm = ridge.norm(point, curvatures.gradient());
    double gap = loss - leastMean;
    double rounding = ROUNDING * trace(curvatures.curvature()) * (1 + Vectors.norm(step));
    boolean solved = Vectors.norm(left) <= SOLVED * Vectors.norm(curvatures.gradient()) + rounding;
    if (solved && !Double.isNaN(line.excess())) {
      // The dual objective is concave, and that of slopes of 0 is the mean of the least losses.
      Ridge.Shortfall after = ridge.after(curvatures, point, step);
      double excess = line.excess() + after.excess();
      double beyond = after.share() < 1 ? (1 - after.share()) * (loss - leastMean) : 0;
      gap = Math.min(gap, after.share() * excess + beyond);
    }
    return new Evaluation(loss, norm, Math.max(0, gap));
  }

  private double trace(double[] curvature) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += curvature[j * size + j];
    }
    return sum;
  }

  @Override
  double[] best() {
    return point;
  }

  /** The share of the last step that was taken; 1 before any. */
  @Override
  public double rate() {
    return taken;
  }

  @Override
  void serializeSteps(StateArchive archive) {
    width = archive.real("width", width);
    taken = archive.real("taken", taken);
    serializeEpochs(archive, "epochs");
  }
}
