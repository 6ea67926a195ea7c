package io.github.fallline.function;

import io.github.fallline.blas.Vectors;

/** How values and steps went in the last two quarters of a descent that did not come to rest. */
final class ConvergenceDiagnosis {
  /** Fewer steps make no quarters to speak of. */
  private static final long LEAST_STEPS = 8;

  /** Means of values that differ by a smaller share of themselves are the same but for rounding. */
  private static final double ROUNDING = 1e-12;

  private static final double STRAIGHT = 0.5;

  private final long steps;
  private final Quarter third = new Quarter();
  private final Quarter fourth = new Quarter();
  private double[] anchor = {};
  private double[] last = {};
  private double firstValue;
  private double lastValue;

  ConvergenceDiagnosis(long steps) {
    this.steps = steps;
  }

  /** Mean and deviation of the values of some steps, and the length of their way. */
  private static final class Quarter {
    private long count;
    private double mean;
    private double squares;
    private double path;

    void add(double value, double moved) {
      count++;
      double off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
      path += moved;
    }

    double meanStep() {
      return path / count;
    }

    double deviation() {
      return Math.sqrt(squares / count);
    }
  }

  /**
   * Records a point.
   *
   * @param step steps done; 0 at the start, then one more at each call
   * @param moved the distance from the point before
   */
  void add(long step, double value, double[] point, double moved) {
    if (step == 0) {
      firstValue = value;
    }
    lastValue = value;
    last = point;
    if (step == steps / 2) {
      anchor = point.clone();
    } else if (step > steps / 2) {
      (step <= steps - steps / 4 ? third : fourth).add(value, moved);
    }
  }

  /** The verdict when all steps are done. */
  Verdict verdict() {
    double rise = steps < LEAST_STEPS ? lastValue - firstValue : fourth.mean - third.mean;
    double spread = spread();
    if (Math.abs(rise) <= spread && spread < Double.POSITIVE_INFINITY) { // squares may overflow
      return progress() < STRAIGHT * path() ? Verdict.OSCILLATING : Verdict.STILL_FALLING;
    }
    if (rise < 0) {
      return Verdict.STILL_FALLING;
    }
    boolean faster = steps < LEAST_STEPS || fourth.meanStep() > third.meanStep();
    return faster ? Verdict.DIVERGED : Verdict.OSCILLATING;
  }

  private double spread() {
    double least = Math.min(third.deviation(), fourth.deviation());
    double rounding = ROUNDING * Math.abs(steps < LEAST_STEPS ? firstValue : third.mean);
    return steps < LEAST_STEPS ? rounding : Math.max(least, rounding);
  }

  private double path() {
    return third.path + fourth.path;
  }

  /** How far the point is from where it was when half the steps were done. */
  private double progress() {
    return Math.sqrt(Vectors.squaredDistance(last, anchor));
  }

  /** The reason for the verdict. */
  String finding() {
    return switch (verdict()) {
      case STILL_FALLING -> "still decreasing";
      case DIVERGED -> "values and steps grow";
      default -> "oscillates without progress";
    };
  }
}
