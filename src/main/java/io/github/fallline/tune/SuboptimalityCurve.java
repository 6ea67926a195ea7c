package io.github.fallline.tune;

import io.github.fallline.descent.Trace;
import java.util.List;

/**
 * The gap over the epochs of a run.
 *
 * @param points the way down, the start first
 * @param reference the loss of gap 0
 * @param target the gap at which the run has arrived
 */
record SuboptimalityCurve(List<Trace.Point> points, ReferenceLoss reference, double target) {
  /** Gaps below are rounding. */
  private static final double LEAST_GAP = 1e-15;

  /** The gap at a point; 1 at the start. */
  double gap(int place) {
    double start = points.get(0).loss() - reference.optimum();
    return Math.max(LEAST_GAP, (points.get(place).loss() - reference.optimum()) / start);
  }

  double lastGap() {
    return gap(points.size() - 1);
  }

  double lastLoss() {
    return points.get(points.size() - 1).loss();
  }

  boolean reachesTarget() {
    return lastGap() <= target;
  }

  /**
   * Epochs after which the gap stays at or below the target, interpolated by its logarithm; all
   * epochs if it does not.
   */
  double epochs() {
    int last = points.size() - 1;
    int above = last;
    while (above >= 0 && gap(above) <= target) {
      above--;
    }
    if (above == last || above < 0) {
      return points.get(last).epoch();
    }
    double part = Math.log(gap(above) / target) / Math.log(gap(above) / gap(above + 1));
    long from = points.get(above).epoch();
    return from + part * (points.get(above + 1).epoch() - from);
  }

  /** Powers of ten by which the gap shrank, down to the target and no further; at least 0. */
  double decades() {
    return Math.max(0, -Math.log10(Math.max(target, lastGap())));
  }
}
