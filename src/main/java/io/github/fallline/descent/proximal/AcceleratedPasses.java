package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Penalty;

/**
 * Accelerated proximal gradient steps (Beck and Teboulle 2009), each by a pass over the rows and
 * restarted where they turn uphill (O'Donoghue and Candes 2015).
 */
final class AcceleratedPasses {
  private final Penalty penalty;
  private final int features;
  private final double[] ahead;
  private final double[] gradient;
  private double rate;
  private double weight = 1;

  /** Steps from a point at a learning rate of at most 1 over the largest curvature. */
  AcceleratedPasses(Penalty penalty, int features, double rate, double[] point) {
    this.penalty = penalty;
    this.features = features;
    this.rate = rate;
    ahead = point.clone();
    gradient = new double[point.length];
  }

  double rate() {
    return rate;
  }

  /**
   * Takes one step.
   *
   * @param point the iterate, overwritten with the next one
   */
  void step(ObjectiveFunction.WithGradient rows, double[] point) {
    rows.gradient(ahead, gradient);
    for (int j = 0; j < point.length; j++) {
      gradient[j] = ahead[j] - rate * gradient[j];
    }
    penalty.proximalStep(gradient, features, rate);
    double next = (1 + Math.sqrt(1 + 4 * weight * weight)) / 2;
    double momentum = (weight - 1) / next;
    double turn = 0;
    for (int j = 0; j < point.length; j++) {
      double after = gradient[j];
      turn += (ahead[j] - after) * (after - point[j]);
      ahead[j] = after + momentum * (after - point[j]);
      point[j] = after;
    }
    weight = next;
    if (turn > 0) {
      weight = 1;
      System.arraycopy(point, 0, ahead, 0, point.length);
    }
  }

  /** Records what is remembered from step to step. */
  void serialize(StateArchive archive) {
    archive.array("ahead", ahead);
    rate = archive.real("accelerated rate", rate);
    weight = archive.real("momentum", weight);
  }
}
