package io.github.fallline.descent.newton;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Loss;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Full-batch steps on a loss whose slopes lie in a box (Huber's, quantiles): the primal-dual
 * interior point method (Mehrotra 1992; for quantiles Portnoy and Koenker 1997). Each step is the
 * gradient of the loss, smoothed by a barrier that goes to nothing, preconditioned by the curvature
 * of the rows, and corrected once. The rows' slopes, which stay inside the box, prove a bound on
 * the distance to the optimum at every evaluation.
 *
 * <p>An epoch is one step and takes four passes over the rows. Keeps three numbers a row.
 */
public final class InteriorPointSolver extends CurvatureSolver {
  /** The share of the way to the edge of the box that a step may go. */
  private static final double MOST_OF_THE_WAY = 0.9995;

  /** The share of the barrier that is left by the step after one that could hardly be taken. */
  private static final double TIMID = 0.3;

  private final PenaltyRows penalty;
  private final RowSlopes rows;
  private final InteriorStep step;
  private final double[] best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private double bestRise = Double.POSITIVE_INFINITY;
  private double bestBound = Double.NEGATIVE_INFINITY;
  private @Nullable InteriorEvaluation interior;

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
      double deviation) {
    super(design, loss, ridge, scaling, reference);
    penalty = new PenaltyRows(design, ridge, reference, deviation);
    rows = new RowSlopes(design, BoxLoss.of(loss).orElseThrow(), reference, penalty, deviation);
    step = new InteriorStep(size);
    best = new double[size];
  }

  @Override
  void move() {
    InteriorEvaluation here = Objects.requireNonNull(interior, "the point was evaluated");
    CurvatureFactor factor = new CurvatureFactor(here.curvature(), ridge.squared(), size);
    double[] slope = here.gradient();
    ridge.addGradient(penalty.place(point), slope);
    factor.solve(slope, step.affine());
    Vectors.negate(step.affine());
    PredictorStep predictor = rows.predict(point, step.affine());
    double barrier = here.barrier();
    double share = barrier > 0 ? Math.min(1, predictor.barrier() / barrier) : 0;
    boolean corrects = !step.isShort();
    double aim = barrier * (corrects ? share * share * share : TIMID);
    for (int j = 0; j < size; j++) {
      slope[j] += (corrects ? predictor.correction(j) : 0) + aim * predictor.centring(j);
    }
    factor.solve(slope, step.direction());
    Vectors.negate(step.direction());
    step.aim(aim, corrects);
    rows.limit(point, step, MOST_OF_THE_WAY);
    rows.move(point, step);
    Vectors.addScaled(point, step.ofPoint(), step.direction());
  }

  @Override
  Evaluation evaluatePoint() {
    interior = rows.evaluate(point);
    double[] at = penalty.place(point);
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
    return new Evaluation(bestLoss, ridge.norm(at, interior.slopeSums()), Math.max(0, below));
  }

  @Override
  double[] best() {
    return best;
  }

  @Override
  double[] weights(double[] from) {
    return penalty.weights(from);
  }

  /** The share of the last step that was taken; 1 before any. */
  @Override
  public double rate() {
    return step.ofPoint();
  }

  @Override
  void serializeSteps(StateArchive archive) {
    archive.array("best point", best);
    bestLoss = archive.real("loss at the best point", bestLoss);
    bestRise = archive.real("rise at the best point", bestRise);
    bestBound = archive.real("best bound", bestBound);
    step.serialize(archive);
    serializeEpochs(archive, "epochs");
    rows.serialize(archive);
  }
}
