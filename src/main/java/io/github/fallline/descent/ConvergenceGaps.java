package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import java.util.Locale;

/**
 * The gaps at which a fit has converged, in units of the loss.
 *
 * @param converged the certified gap at which training has converged; negative infinity for never
 * @param target the gap to which training continues once it has converged, as long as each
 *     evaluation is nearer; as {@code converged} where it does not continue
 * @param lossShare the gap is to be below this share of the loss beyond {@code leastLoss}, too; 0
 *     where it need not
 * @param leastLoss what the loss is never below; not finite where that is not known
 */
record ConvergenceGaps(double converged, double target, double lossShare, double leastLoss) {
  /** The share of {@code converged} that is small enough however small the loss. */
  private static final double LEAST_SHARE = 0.01;

  /** The gap at which training has converged at a point of this loss. */
  double enough(double loss) {
    if (lossShare == 0 || !Double.isFinite(leastLoss)) {
      return converged;
    }
    return Math.max(Math.min(converged, lossShare * (loss - leastLoss)), LEAST_SHARE * converged);
  }

  /** The gap to which training continues where {@code enough} is that at which it has converged. */
  double aim(double enough) {
    return enough == converged ? target : enough * (target / converged);
  }

  /**
   * The certified gap at which training has converged by the tolerance, in units of the loss;
   * negative infinity for never.
   */
  static double tolerated(FitContext fit) {
    StopRule stop = fit.config().stop();
    double tolerance = stop.toleranceFor(fit.config());
    double stored = fit.problem().storageGap();
    double gap = tolerance * fit.problem().targetScale().gapUnit();
    if (tolerance == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (stop.tolerance().isEmpty()) {
      return stored == 0 ? gap : Math.max(gap, stored) + stored;
    }
    if (stored > 0 && gap <= stored) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %.1e cannot be certified on numbers stored as floats, at best %.1e; use %s",
              Setting.TOLERANCE,
              tolerance,
              2 * stored / fit.problem().targetVariance(),
              Setting.DOUBLE_PRECISION));
    }
    return gap;
  }

  /** The gap at which training has converged where rounding allows no step beyond. */
  static double ofRounding(FitContext fit) {
    double gap = tolerated(fit);
    return fit.config().stop().tolerance().isPresent() || !(gap > 0)
        ? gap
        : Math.max(gap, StopRule.LARGEST_ROUNDING * fit.problem().targetScale().gapUnit());
  }
}
