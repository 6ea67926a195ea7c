package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;

/** The best of the points that the objective was evaluated at. */
public final class BestPoint {
  private final double[] point;
  private Evaluation evaluation = new Evaluation(Double.POSITIVE_INFINITY, 0, 0);

  private double lastLoss = Double.POSITIVE_INFINITY;

  /** False after the point was loaded. */
  private boolean isEvaluated = true;

  /**
   * @param start the best point until there is one; copied
   */
  public BestPoint(double[] start) {
    point = start.clone();
  }

  /** Evaluates the objective at a candidate; returns the evaluation of the best point. */
  public Evaluation evaluate(double[] candidate, ObjectiveFunction function) {
    if (!isEvaluated) {
      evaluation = function.at(point);
      isEvaluated = true;
    }
    Evaluation now = function.at(candidate);
    lastLoss = now.loss();
    if (now.loss() < evaluation.loss()) {
      evaluation = now;
      System.arraycopy(candidate, 0, point, 0, point.length);
    }
    return evaluation;
  }

  /** The loss of the last candidate. */
  double lastLoss() {
    return lastLoss;
  }

  /** The best point; a copy. */
  public double[] point() {
    return point.clone();
  }

  /** Saves or restores the best point. */
  public void serialize(StateArchive archive) {
    archive.array("best", point);
    isEvaluated &= !archive.isLoading();
  }
}
