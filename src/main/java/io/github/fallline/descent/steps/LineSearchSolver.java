package io.github.fallline.descent.steps;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.objective.Penalty;

/**
 * Full-batch steps with a backtracking line search: the rate is halved until the objective falls by
 * a quarter of the squared displacement over the rate, as it does for any rate below the inverse
 * curvature along the step, and doubled for the next epoch. For losses without a bound on their
 * curvature; it cannot diverge.
 *
 * <p>An epoch is one step; it takes a pass over the rows for each trial rate.
 */
public final class LineSearchSolver extends StepPerEpochSolver {
  private static final int MOST_HALVINGS = 100;

  private final ObjectiveFunction.WithGradient objective;
  private final Penalty penalty;
  private final int features;
  private final double[] gradient;
  private double[] point;
  private double[] candidate;
  private double rate = 1;
  private double taken = 1;

  /**
   * @param features the number of parameters that are penalized, the first ones
   */
  public LineSearchSolver(
      ObjectiveFunction.WithGradient objective, Penalty penalty, int features, double[] start) {
    this.objective = objective;
    this.penalty = penalty;
    this.features = features;
    point = start.clone();
    candidate = start.clone();
    gradient = new double[start.length];
  }

  /** Takes the longest step that passes the test; none once rounding hides the decrease. */
  @Override
  protected void step() {
    objective.gradient(point, gradient);
    double before = objective.at(point).loss();
    double rounding = 4 * Math.ulp(before);
    for (int i = 0; i < MOST_HALVINGS; i++) {
      double wanted = squaredDisplacement() / (4 * rate);
      if (objective.at(candidate).loss() <= before - wanted + rounding) {
        double[] left = point;
        point = candidate;
        candidate = left;
        taken = rate;
        rate *= 2;
        return;
      }
      rate /= 2;
    }
  }

  /** Moves the candidate one step from the point; returns the squared displacement. */
  private double squaredDisplacement() {
    for (int j = 0; j < point.length; j++) {
      candidate[j] = point[j] - rate * gradient[j];
    }
    penalty.proximalStep(candidate, features, rate);
    return Vectors.squaredDistance(candidate, point);
  }

  @Override
  public Evaluation evaluate() {
    return objective.at(point);
  }

  @Override
  public double[] parameters() {
    return point.clone();
  }

  /** The rate of the last step. */
  @Override
  public double rate() {
    return taken;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    rate = archive.real("rate", rate);
    taken = archive.real("taken", taken);
    serializeEpochs(archive, "epochs");
  }
}
