package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.objective.Penalty;

/**
 * Full-batch steps with a learning rate that is searched for: halved until the objective falls by a
 * quarter of the squared way over the rate, as it must for any rate below the inverse curvature on
 * the way, and tried twice as large in the next epoch. For losses without a bound on their
 * curvature; it cannot diverge.
 *
 * <p>An epoch is one step; it takes a pass over the rows for each rate that is tried.
 */
public final class LineSearchSolver implements Solver {
  private static final int MOST_HALVINGS = 100;

  private final ObjectiveFunction.WithGradient objective;
  private final Penalty penalty;
  private final int features;
  private final double[] gradient;
  private double[] point;
  private double[] candidate;
  private double rate = 1;
  private double taken = 1;
  private long epochs;

  /**
   * Steps from a starting point.
   *
   * @param features how many parameters are penalized, the first ones
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

  @Override
  public double advance(long count) {
    for (long i = 0; i < count; i++) {
      step();
      epochs++;
    }
    return 0;
  }

  /** Takes the longest step that the objective allows; none once rounding hides its fall. */
  private void step() {
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

  /** Moves the candidate a step away from the point. */
  private double squaredDisplacement() {
    for (int j = 0; j < point.length; j++) {
      candidate[j] = point[j] - rate * gradient[j];
    }
    penalty.proximalStep(candidate, features, rate);
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      double stepLength = candidate[j] - point[j];
      sum += stepLength * stepLength;
    }
    return sum;
  }

  @Override
  public Evaluation evaluate() {
    return objective.at(point);
  }

  @Override
  public double[] parameters() {
    return point.clone();
  }

  @Override
  public long epochs() {
    return epochs;
  }

  @Override
  public long updates() {
    return epochs;
  }

  /** The rate of the last step. */
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
    rate = archive.real("rate", rate);
    taken = archive.real("taken", taken);
    epochs = archive.integer("epochs", epochs);
  }

  @Override
  public void close() {
    // The evaluator is the caller's.
  }
}
