package io.github.fallline.descent.newton;

/**
 * What the interior point method keeps of one row, and its step: the slope s between low and high,
 * and the multipliers of both bounds, whose difference is the residual less inverseCurvature times
 * slope. Products of multiplier and distance to the bound go down to the barrier.
 */
final class BoxedRow {
  private final double width;
  private final double low;
  private final double high;
  private final double inverseCurvature;

  /** Distances of the slope from its bounds, and their multipliers. */
  private double below;

  private double above;
  private double lowMultiplier;
  private double highMultiplier;
  private double slope;

  /** What the slope is divided by on its way along a step: the inverse curvature of the row. */
  private double stiffness;

  private double lag;

  /** The affine step, and the step. */
  private double slopeStep;

  private double lowStep;
  private double highStep;

  BoxedRow(BoxLoss loss) {
    low = loss.low();
    high = loss.high();
    inverseCurvature = loss.inverseCurvature();
    width = high - low;
  }

  /**
   * Begins with slope 0.
   *
   * @param state [3 a row], written from {@code at} on
   * @param deviation by which the multipliers are off the bounds
   */
  void begin(double residual, double deviation, double[] state, int at) {
    state[at] = -low <= high ? -low : -high;
    state[at + 1] = Math.max(-residual, 0) + deviation;
    state[at + 2] = Math.max(residual, 0) + deviation;
  }

  /** Reads the row's state. */
  void read(double residual, double[] state, int at) {
    double slack = state[at];
    lowMultiplier = state[at + 1];
    highMultiplier = state[at + 2];
    below = slack > 0 ? slack : width + slack;
    above = slack > 0 ? width - slack : -slack;
    slope = slack > 0 ? low + slack : high + slack;
    stiffness = inverseCurvature + lowMultiplier / below + highMultiplier / above;
    lag = residual - inverseCurvature * slope;
  }

  double slope() {
    return slope;
  }

  double stiffness() {
    return stiffness;
  }

  /** The slope that the affine step leads to where the prediction stays. */
  double ahead() {
    return slope + lag / stiffness;
  }

  /** The sum of the products of multiplier and distance. */
  double complementarity() {
    return below * lowMultiplier + above * highMultiplier;
  }

  /**
   * The step without barrier.
   *
   * @param change of the prediction
   */
  void stepAffine(double change) {
    slopeStep = (change + lag) / stiffness;
    lowStep = -lowMultiplier - lowMultiplier / below * slopeStep;
    highStep = -highMultiplier + highMultiplier / above * slopeStep;
  }

  /** What the barrier adds to the slope ahead, for each unit of it. */
  double centring() {
    return (1 / below - 1 / above) / stiffness;
  }

  /** What the second order of the affine step adds to the slope ahead. */
  double correction() {
    return -(slopeStep * lowStep / below + slopeStep * highStep / above) / stiffness;
  }

  /**
   * The step with barrier and correction, after the affine one.
   *
   * @param change of the prediction
   * @param corrects 1 to correct by the second order of the affine step, 0 not to
   */
  void step(double change, double barrier, double corrects) {
    double towardsLow = (barrier - corrects * slopeStep * lowStep) / below;
    double towardsHigh = (barrier + corrects * slopeStep * highStep) / above;
    slopeStep = (change + lag + towardsLow - towardsHigh) / stiffness;
    lowStep = towardsLow - lowMultiplier - lowMultiplier / below * slopeStep;
    highStep = towardsHigh - highMultiplier + highMultiplier / above * slopeStep;
  }

  /** The share of the step at which the slope meets a bound. */
  private double slopeLimit() {
    return slopeStep < 0
        ? -below / slopeStep
        : slopeStep > 0 ? above / slopeStep : Double.POSITIVE_INFINITY;
  }

  /** The share of the step at which a multiplier is 0. */
  private double multiplierLimit() {
    double limit = lowStep < 0 ? -lowMultiplier / lowStep : Double.POSITIVE_INFINITY;
    return highStep < 0 ? Math.min(limit, -highMultiplier / highStep) : limit;
  }

  /** Lowers the limits that are found from {@code at} on: of slopes, and of multipliers. */
  void limit(double[] limits, int at) {
    limits[at] = Math.min(limits[at], slopeLimit());
    limits[at + 1] = Math.min(limits[at + 1], multiplierLimit());
  }

  /**
   * Adds the complementarity after shares of the step: the part without them, and the factors of
   * the multipliers' share, of the slope's and of their product.
   */
  void addComplementarity(double weight, double[] sums, int at) {
    sums[at] += weight * complementarity();
    sums[at + 1] += weight * (below * lowStep + above * highStep);
    sums[at + 2] += weight * (slopeStep * (lowMultiplier - highMultiplier));
    sums[at + 3] += weight * (slopeStep * (lowStep - highStep));
  }

  /** Takes shares of the step and writes the state. */
  void applyStep(double slopeShare, double multiplierShare, double[] state, int at) {
    double newBelow = below + slopeShare * slopeStep;
    double newAbove = above - slopeShare * slopeStep;
    state[at] = newBelow <= newAbove ? newBelow : -newAbove;
    state[at + 1] = lowMultiplier + multiplierShare * lowStep;
    state[at + 2] = highMultiplier + multiplierShare * highStep;
  }
}
