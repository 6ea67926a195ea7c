package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;

/** Poisson losses, whose curvature is known and whose changes are computed without cancelling. */
final class PoissonTileLosses extends TileLosses {
  /** How far the logarithms that are predicted may be from those at the optimum. */
  private static final double FARTHEST = 700;

  /** The step of a logarithm, downhill, from which a whole step proves nothing. */
  private static final double TOO_FAR = 1.001;

  PoissonTileLosses(DesignMatrix design) {
    super(design);
  }

  @Override
  void differentiate(Tile tile, double width) {
    Loss.POISSON.evaluate(predictions, tile.targets(), tile.rows(), losses, slopes);
    for (int i = 0; i < tile.rows(); i++) {
      curvatures[i] = slopes[i] + tile.targets()[i];
    }
  }

  @Override
  void compare(Tile tile, double[] part) {
    double[] shares = shares();
    Loss.POISSON.evaluate(predictions, tile.targets(), tile.rows(), losses, slopes);
    for (int i = 0; i < tile.rows(); i++) {
      double weight = tile.weight(i);
      if (weight > 0) {
        double mean = Math.exp(predictions[i]);
        part[shares.length] += weight * excess(mean, changes[i]);
        for (int k = 0; k < shares.length; k++) {
          // Slope times change is exact, and the rest does not cancel.
          double change = -shares[k] * changes[i];
          part[k] += weight * (mean * (Math.expm1(change) - change) + slopes[i] * change);
        }
      }
    }
  }

  /**
   * By how much the mean less {@code change} times itself falls short of being the mean (Fenchel
   * and Young).
   */
  private static double excess(double mean, double change) {
    if (change > TOO_FAR) {
      return Double.POSITIVE_INFINITY;
    }
    if (change > 1) {
      // There is no mean below 0: it is 0, and the rest counts as far as it may reach.
      return mean * (1 + FARTHEST * (change - 1));
    }
    if (Math.abs(change) < 1e-4) {
      return mean * change * change * (0.5 + change / 6);
    }
    return mean * (change + (change == 1 ? 0 : (1 - change) * Math.log1p(-change)));
  }
}
