package io.github.fallline.descent.newton;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.stats.TargetSpread;
import java.util.List;

/**
 * Full-batch steps on a smooth loss, preconditioned by the curvature of the rows (Newton's method):
 * each goes along the gradient times the inverse curvature, as far as makes the loss least of
 * several shares of it. It cannot diverge. For Poisson losses the slopes after the step, as the
 * curvature has them, prove a bound on the distance to the optimum.
 *
 * <p>An epoch is one step and takes two passes over the rows.
 */
public final class NewtonSolver implements CurvatureSolver {
  /** The share of the gradient that a solution may leave and count as one. */
  private static final double SOLVED = 1e-9;

  /** The share of the curvature that rounding may leave, for a step of length 1 or more. */
  private static final double ROUNDING = 1e-15;

  /** The least width over which slopes are compared, in deviations of the target. */
  private static final double LEAST_WIDTH = 1e-6;

  private final DesignMatrix design;
  private final CurvaturePass rows;
  private final ModelPass modelPass;
  private final Ridge ridge;
  private final FeatureScaling scaling;
  private final double leastMean;
  private final double deviation;
  private final int size;
  private final double[] point;
  private final double[] step;
  private final double[] candidate;
  private double width;
  private double taken = 1;
  private long epochs;
  private CurvaturePass.Line line;
  private Evaluation evaluation;

  /**
   * Steps from the constant {@code place}.
   *
   * @param scaling of the answers
   * @param spread of the targets
   */
  public NewtonSolver(
      DesignMatrix design,
      CurvaturePass rows,
      Ridge ridge,
      FeatureScaling scaling,
      TargetSpread spread) {
    this.design = design;
    this.rows = rows;
    modelPass = rows.modelPass();
    this.ridge = ridge;
    this.scaling = scaling;
    leastMean = spread.leastMean();
    deviation = spread.deviation();
    width = deviation;
    size = design.size();
    point = new double[size];
    step = new double[size];
    candidate = new double[size];
    if (design.hasOnes()) {
      point[size - 1] = spread.place();
    }
  }

  @Override
  public List<String> dependentFeatures() {
    return design.dependent();
  }

  @Override
  public double advance(long count) {
    for (long i = 0; i < count; i++) {
      evaluatePoint();
      move();
      epochs++;
    }
    return 0;
  }

  /** Takes the best of the shares that were tried; none once rounding hides any fall. */
  private void move() {
    double[] shares = CurvaturePass.shares();
    double best = 0;
    taken = 0;
    for (int k = 0; k < shares.length; k++) {
      double change = line.changes()[k] + penalty(shares[k]) - penalty(0);
      if (change < best) {
        best = change;
        taken = shares[k];
      }
    }
    for (int j = 0; j < size; j++) {
      point[j] -= taken * step[j];
    }
    double distance = taken * Math.sqrt(line.squaredDisplacement());
    width = Math.max(LEAST_WIDTH * deviation, Math.min(width, taken > 0 ? distance : width / 8));
    line = null;
    evaluation = null;
  }

  private double penalty(double share) {
    for (int j = 0; j < size; j++) {
      candidate[j] = point[j] - share * step[j];
    }
    return ridge.value(candidate) + ridge.absoluteValue(candidate);
  }

  private void evaluatePoint() {
    if (evaluation != null) {
      return;
    }
    CurvaturePass.CurvatureEvaluation curvatures = rows.evaluate(point, width);
    double[] left = ridge.step(curvatures, point, step);
    line = rows.line(point, step);
    double loss = curvatures.loss() + ridge.value(point) + ridge.absoluteValue(point);
    double norm = ridge.norm(point, curvatures.gradient());
    double gap = loss - leastMean;
    double rounding = ROUNDING * trace(curvatures.curvature()) * (1 + length(step));
    boolean solved = length(left) <= SOLVED * length(curvatures.gradient()) + rounding;
    if (solved && !Double.isNaN(line.excess())) {
      // The dual objective is concave, and that of slopes of 0 is the mean of the least losses.
      Ridge.Shortfall after = ridge.after(curvatures, point, step);
      double excess = line.excess() + after.excess();
      double beyond = after.share() < 1 ? (1 - after.share()) * (loss - leastMean) : 0;
      gap = Math.min(gap, after.share() * excess + beyond);
    }
    evaluation = new Evaluation(loss, norm, Math.max(0, gap));
  }

  private double trace(double[] curvature) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += curvature[j * size + j];
    }
    return sum;
  }

  private static double length(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }

  @Override
  public Evaluation evaluate() {
    evaluatePoint();
    return evaluation;
  }

  @Override
  public double[] parameters() {
    double[] weights = new double[scaling.features()];
    double intercept = toWeights(weights);
    return scaling.toParameters(weights, intercept);
  }

  @Override
  public double toWeights(double[] weights) {
    return design.toWeights(point, ReferenceModel.constant(0), weights);
  }

  @Override
  public double lossBeyond(double[] weights, double intercept) {
    double cost =
        ridge.isFree() ? 0 : ridge.costBeyond(point, design.standardized(j -> weights[j]));
    return Math.max(0, modelPass.lossBeyond(point, weights, intercept) + cost);
  }

  @Override
  public long epochs() {
    return epochs;
  }

  @Override
  public long updates() {
    return epochs;
  }

  /** The share of the last step that was taken; 1 before any. */
  @Override
  public double rate() {
    return taken;
  }

  @Override
  public long epochsUntilEvaluation() {
    return 1;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    width = archive.real("width", width);
    taken = archive.real("taken", taken);
    epochs = archive.integer("epochs", epochs);
    if (archive.isLoading()) {
      line = null;
      evaluation = null;
    }
  }

  @Override
  public void close() {
    // Memory of passes is freed with them.
  }
}
