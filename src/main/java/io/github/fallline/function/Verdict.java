package io.github.fallline.function;

import java.util.Locale;

/**
 * The verdict on a descent. The first three apply if the steps were used up or values became
 * non-finite, the others if it reached a stationary point.
 *
 * <p>While the point moves, the values of the last two quarters of the steps are compared: their
 * means differ by more than the smaller of their standard deviations, or they stand. That sees
 * through values that swing while they fall (momentum), and through cycles and chaos whose values
 * come and go without getting lower. Fewer than 8 steps are judged by their first value and their
 * last.
 */
public enum Verdict {
  /**
   * The values still decreased. Or they were constant, but the point kept its direction: at least
   * half the length of its way in the second half of the steps was progress, on a slope too gentle
   * for the values to show. A point that does not move because its steps drown in rounding counts
   * as well.
   */
  STILL_FALLING,

  /**
   * The values went down no more, and the point came back on its own path: cycles, chaos, noise
   * that never rests. Or they went up while the steps got shorter, as on the upswing of momentum.
   */
  OSCILLATING,

  /**
   * Value, gradient or point left the numbers, or the values went up while the steps got longer. A
   * function without a lower bound, fallen to minus infinity, counts as well.
   */
  DIVERGED,

  /**
   * At rest at a minimum: the gradient is within the tolerance, the last step was short, and the
   * point is no {@link #STUCK} one. Mistaken for it are a plateau or a tail that is flatter than
   * the tolerance, and a stationary point from which only curved ways lead down.
   */
  CONVERGED,

  /**
   * At rest at a stationary point that is no minimum: a saddle, a maximum or a terrace. The
   * curvature is negative along some axis of the second derivative, or the value is lower a little
   * way along one.
   */
  STUCK;

  /** The name in tables and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
