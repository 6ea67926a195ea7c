package io.github.fallline.descent.newton;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileExecutor;
import java.util.List;

/**
 * Full-batch steps on a loss whose slopes lie in a box (Huber's, quantiles): the primal-dual
 * interior point method (Mehrotra 1992; for quantiles Portnoy and Koenker 1997). Each step is the
 * gradient of the loss, smoothed by a barrier that goes to nothing, preconditioned by the curvature
 * of the rows, and corrected once. The rows' slopes, which stay inside the box, prove a bound on
 * the distance to the optimum at every evaluation.
 *
 * <p>An epoch is one step and takes four passes over the rows. Keeps three numbers a row.
 */
public final class InteriorPointSolver implements CurvatureSolver {
  /** The share of the way to the edge of the box that a step may go. */
  private static final double MOST_OF_THE_WAY = 0.9995;

  /** The share of the barrier that is left by the step after one that could hardly be taken. */
  private static final double TIMID = 0.3;

  private final DesignMatrix design;
  private final RowSlopes rows;
  private final ModelPass modelPass;
  private final Ridge ridge;
  private final FeatureScaling scaling;
  private final ReferenceModel reference;
  private final double[] origin;
  private final double[] place;
  private final int size;
  private final double[] point;
  private final double[] best;
  private final double[] affine;
  private final double[] step;

  private final InteriorPlan plan = new InteriorPlan();

  private double bestLoss = Double.POSITIVE_INFINITY;
  private double bestRise = Double.POSITIVE_INFINITY;
  private double bestBound = Double.NEGATIVE_INFINITY;
  private long epochs;
  private InteriorEvaluation interior;
  private Evaluation evaluation;

  /**
   * Steps from a model.
   *
   * @param scaling of the answers
   * @param loss one that {@link BoxLoss#of} knows
   * @param reference the model to begin with
   * @param deviation of the targets from its predictions, by which the barrier begins
   */
  public InteriorPointSolver(
      DesignMatrix design,
      Loss loss,
      Ridge ridge,
      FeatureScaling scaling,
      ReferenceModel reference,
      double deviation,
      TileExecutor executor) {
    this.design = design;
    this.ridge = ridge;
    this.scaling = scaling;
    this.reference = reference;
    size = design.size();
    origin = ridge.isFree() ? new double[size] : design.standardized(reference::weight);
    place = new double[size];
    modelPass = new ModelPass(design, loss, reference, executor);
    rows = new RowSlopes(design, BoxLoss.of(loss), ridge, reference, origin, deviation, executor);
    point = new double[size];
    best = new double[size];
    affine = new double[size];
    step = new double[size];
  }

  @Override
  public List<String> dependentFeatures() {
    return design.dependent();
  }

  @Override
  public double advance(long count) {
    for (long i = 0; i < count; i++) {
      evaluatePoint();
      step();
      epochs++;
    }
    return 0;
  }

  /** Finds the next step; it is taken with the next evaluation. */
  private void step() {
    CurvatureFactor factor = new CurvatureFactor(interior.curvature(), ridge.squared(), size);
    double[] slope = interior.gradient();
    ridge.addGradient(place(point), slope);
    factor.solve(slope, affine);
    negate(affine);
    PredictorStep predictor = rows.predict(point, affine);
    double barrier = interior.barrier();
    double share = barrier > 0 ? Math.min(1, predictor.barrier() / barrier) : 0;
    boolean corrects = !plan.isShort();
    double aim = barrier * (corrects ? share * share * share : TIMID);
    for (int j = 0; j < size; j++) {
      slope[j] += (corrects ? predictor.correction(j) : 0) + aim * predictor.centring(j);
    }
    factor.solve(slope, step);
    negate(step);
    plan.aim(aim, corrects);
    rows.lengths(point, affine, step, plan, MOST_OF_THE_WAY);
    rows.applyStep(point, affine, step, plan);
    for (int j = 0; j < size; j++) {
      point[j] += plan.ofPoint() * step[j];
    }
    interior = null;
    evaluation = null;
  }

  /** Where a point is with what it changes, which the penalty counts; overwritten by the next. */
  private double[] place(double[] change) {
    for (int j = 0; j < size; j++) {
      place[j] = origin[j] + change[j];
    }
    return place;
  }

  private static void negate(double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = -numbers[j];
    }
  }

  private void evaluatePoint() {
    if (interior != null) {
      return;
    }
    interior = rows.evaluate(point);
    double[] at = place(point);
    double loss = interior.loss() + ridge.value(at);
    double gap = interior.excess() + ridge.excess(at, point, interior.slopeSums());
    double rise = interior.rise() + ridge.value(at);
    bestBound = Math.max(bestBound, rise - gap);
    boolean better = rise <= bestRise;
    if (better) {
      bestLoss = loss;
      bestRise = rise;
      System.arraycopy(point, 0, best, 0, size);
    }
    double below = better ? gap : bestRise - bestBound;
    evaluation = new Evaluation(bestLoss, ridge.norm(at, interior.slopeSums()), Math.max(0, below));
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
    evaluatePoint();
    return design.toWeights(best, reference, weights);
  }

  @Override
  public double lossBeyond(double[] weights, double intercept) {
    evaluatePoint();
    double cost =
        ridge.isFree()
            ? 0
            : ridge.costBeyond(rows.weights(best), design.standardized(j -> weights[j]));
    return Math.max(0, modelPass.lossBeyond(best, weights, intercept) + cost);
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
    return plan.ofPoint();
  }

  @Override
  public long epochsUntilEvaluation() {
    return 1;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    archive.array("best point", best);
    bestLoss = archive.real("loss at the best point", bestLoss);
    bestRise = archive.real("rise at the best point", bestRise);
    bestBound = archive.real("best bound", bestBound);
    plan.serialize(archive);
    epochs = archive.integer("epochs", epochs);
    rows.serialize(archive);
    if (archive.isLoading()) {
      interior = null;
      evaluation = null;
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
