package io.github.fallline.descent.newton;

import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.QuantileLoss;
import java.util.Optional;

/**
 * A loss of the residual r = p - y whose slopes lie in a box: the largest s r - inverseCurvature
 * s^2 / 2 for slopes s from low to high. Huber's loss has low = -2 delta, high = 2 delta and
 * inverseCurvature 1/2, the pinball loss low = -level, high = 1 - level and inverseCurvature 0.
 *
 * @param low the least slope, below 0
 * @param high the largest slope, above 0
 * @param inverseCurvature the inverse of the curvature between them; 0 for a kink
 */
public record BoxLoss(double low, double high, double inverseCurvature) {
  /** The loss as one of this kind, if it is one. */
  public static Optional<BoxLoss> of(Loss loss) {
    if (loss instanceof HuberLoss huber) {
      return Optional.of(new BoxLoss(-2 * huber.delta(), 2 * huber.delta(), 0.5));
    }
    if (loss instanceof QuantileLoss pinball) {
      return Optional.of(new BoxLoss(-pinball.level(), 1 - pinball.level(), 0));
    }
    return Optional.empty();
  }

  /** Whether slopes change with the residual other than at a kink. */
  boolean isCurved() {
    return inverseCurvature > 0;
  }

  /** The slope at a residual; at a kink 0. */
  double slope(double residual) {
    if (inverseCurvature == 0) {
      return residual > 0 ? high : residual < 0 ? low : 0;
    }
    return Math.max(low, Math.min(high, residual / inverseCurvature));
  }

  /** The loss of a residual whose slope is known. */
  double loss(double residual, double slope) {
    return slope * residual - 0.5 * inverseCurvature * slope * slope;
  }

  /**
   * How much a slope in the box falls short of being one at a residual (Fenchel and Young): the
   * loss, plus the conjugate of the slope, less slope times residual. At least 0, and 0 at the
   * residual's own slope. A product of differences, so that nothing cancels.
   *
   * @param own the slope at the residual
   */
  double excess(double residual, double own, double slope) {
    double difference = own - slope;
    return difference * (residual - 0.5 * inverseCurvature * (own + slope));
  }
}
