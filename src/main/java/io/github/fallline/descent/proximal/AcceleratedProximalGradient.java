package io.github.fallline.descent.proximal;

import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Penalty;
import java.util.function.BiConsumer;

/**
 * Accelerated proximal gradient steps (Beck and Teboulle 2009), restarted where they turn uphill
 * (O'Donoghue and Candes 2015): each costs one gradient and moves all coordinates, which finds most
 * of those that are not 0 at the minimum.
 */
final class AcceleratedProximalGradient {
  private final Penalty penalty;
  private final int features;
  private final double[] ahead;
  private final double[] gradient;
  private double rate;
  private double weight = 1;

  /** Steps from a point at a learning rate of at most 1 over the largest curvature. */
  AcceleratedProximalGradient(Penalty penalty, int features, double rate, double[] point) {
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
   * @param slopes writes the gradient of the smooth part at its first argument over the second
   * @param point the iterate, overwritten with the next one
   */
  void step(BiConsumer<double[], double[]> slopes, double[] point) {
    slopes.accept(ahead, gradient);
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

  /** Saves or loads what steps remember of each other. */
  void serialize(StateArchive archive) {
    archive.array("ahead", ahead);
    rate = archive.real("accelerated rate", rate);
    weight = archive.real("momentum", weight);
  }
}
