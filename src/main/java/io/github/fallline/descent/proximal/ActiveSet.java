package io.github.fallline.descent.proximal;

import java.util.Arrays;

/**
 * Minimizes v'Gv - 2 b'v + R |v|, the sum of the absolute values, by Newton steps on an active set:
 * feature-sign search (Lee, Battle, Raina and Ng 2007).
 *
 * <p>The active set holds the coordinates that are not 0. With their signs fixed the objective is a
 * quadratic, whose minimum one triangular solve finds; the step goes there, or as far as the first
 * coordinate that becomes 0 and leaves the set. At the minimum of a set, the coordinate outside of
 * it with the steepest slope enters. Every step goes down, so no set comes twice and the search
 * ends at the optimum; coordinates outside the set are exactly 0.
 *
 * <p>A column that depends on those of the set enters in exchange for one of them: along the
 * combination of both that changes no prediction, to the first coordinate that becomes 0.
 */
public final class ActiveSet {
  /** How often a coordinate may enter; more than a few times is rounding. */
  private static final int MOST_ENTRIES = 30;

  /** Coordinates that enter one by one as soon as all at once. */
  private static final int LEAST_FOR_APPROACH = 64;

  private static final int APPROACH_STEPS = 100;

  private static final int STEPS_PER_COORDINATE = 20;

  private final SmoothPart smooth;
  private final int size;
  private final ActiveFactor factor;

  /** The square root of G_jj for each coordinate. */
  private final double[] roots;

  /** b - G v: minus half the slope of the smooth part. */
  private final double[] slope;

  private final double[] signs;
  private final double[] direction;
  private final int[] entries;
  private double[] point = new double[0];

  /** R / 2, with which the slopes are compared. */
  private double threshold;

  /** The position of the coordinate that ends a step by becoming 0; -1 where none does. */
  private int first;

  /**
   * A solver for one matrix.
   *
   * @param gram symmetric, positive semidefinite, [size, size]; kept
   */
  public ActiveSet(double[] gram, int size) {
    this.size = size;
    factor = new ActiveFactor(gram, size);
    smooth = new SmoothPart(gram, size);
    roots = smooth.roots();
    slope = smooth.slope();
    signs = new double[size];
    direction = new double[size];
    entries = new int[size];
  }

  /**
   * Goes from a point to the minimum. Slopes are those at the start and what the way from there
   * changes, so that they are as exact as at the start however large the point.
   *
   * @param startSlope b - G v at the start, [size]; read only
   * @param absolute R, more than 0
   * @param start overwritten with the minimum, [size]
   * @return the steps that were taken
   */
  public long minimize(double[] startSlope, double absolute, double[] start) {
    first = -1;
    smooth.start(startSlope, start);
    point = start;
    threshold = absolute / 2;
    Arrays.fill(entries, 0);
    factor.clear();
    approach();
    for (int j = 0; j < size; j++) {
      if (point[j] != 0) {
        signs[j] = Math.signum(point[j]);
        enter(j);
      }
    }
    long steps = 0;
    double before = Double.POSITIVE_INFINITY;
    while (steps < (long) STEPS_PER_COORDINATE * size + STEPS_PER_COORDINATE) {
      steps++;
      double distance = distance();
      if (distance > 1 && distance < before / 2) {
        before = newtonStep() ? distance : Double.POSITIVE_INFINITY;
        continue;
      }
      before = Double.POSITIVE_INFINITY;
      int steepest = steepestOutside();
      if (steepest < 0) {
        return steps;
      }
      entries[steepest]++;
      signs[steepest] = Math.signum(slope[steepest]);
      enter(steepest);
    }
    return steps;
  }

  /** Where many coordinates are to enter, some steps of all at once bring most of them in. */
  private void approach() {
    int entering = 0;
    for (int j = 0; j < size; j++) {
      entering += point[j] == 0 && Math.abs(slope[j]) > threshold + rounding(j) ? 1 : 0;
    }
    if (entering < LEAST_FOR_APPROACH) {
      return;
    }
    if (!smooth.approach(threshold, point, APPROACH_STEPS)) {
      smooth.returnToStart(point);
    }
  }

  /** To how much the slope along a coordinate is known. */
  private double rounding(int j) {
    return smooth.rounding(j, threshold);
  }

  /** How far the slopes on the set are from those at its minimum, in units of rounding. */
  private double distance() {
    double most = 0;
    for (int i = 0; i < factor.count(); i++) {
      int j = factor.member(i);
      direction[i] = slope[j] - threshold * signs[j];
      most = Math.max(most, Math.abs(direction[i]) / rounding(j));
    }
    return most;
  }

  /**
   * Steps to the minimum on the set, or to the first coordinate that becomes 0; the right side is
   * in {@link #direction}.
   *
   * @return whether it got to the minimum
   */
  private boolean newtonStep() {
    factor.solve(direction);
    for (int i = factor.count() - 1; i >= 0; i--) {
      int j = factor.member(i);
      if (point[j] == 0 && direction[i] * signs[j] <= 0) {
        entries[j] = MOST_ENTRIES; // it came in by rounding alone
        factor.remove(i);
        return false;
      }
    }
    double share = shareToFirstZero(1);
    move(share);
    return share == 1;
  }

  /** How much of the direction can be gone before a coordinate becomes 0, at most that. */
  private double shareToFirstZero(double most) {
    double share = most;
    first = -1;
    for (int i = 0; i < factor.count(); i++) {
      double at = point[factor.member(i)];
      if (at * direction[i] < 0 && Math.abs(at) < share * Math.abs(direction[i])) {
        share = Math.abs(at) / Math.abs(direction[i]);
        first = i;
      }
    }
    return share;
  }

  /** Goes along the direction; coordinates that get to 0, or beyond by rounding, leave the set. */
  private void move(double share) {
    for (int i = factor.count() - 1; i >= 0; i--) {
      int j = factor.member(i);
      double after = point[j] + share * direction[i];
      if (i == first || after * signs[j] <= 0) {
        point[j] = 0;
        factor.remove(i);
      } else {
        point[j] = after;
      }
    }
    smooth.moveTo(point);
  }

  /** The coordinate outside the set with the steepest slope that is more than rounding, or -1. */
  private int steepestOutside() {
    for (int i = 0; i < factor.count(); i++) {
      direction[factor.member(i)] = Double.NaN;
    }
    int steepest = -1;
    double most = 0;
    for (int j = 0; j < size; j++) {
      boolean member = Double.isNaN(direction[j]);
      direction[j] = 0;
      double excess = Math.abs(slope[j]) - threshold;
      if (!member
          && excess > rounding(j)
          && excess > most * roots[j]
          && entries[j] < MOST_ENTRIES) {
        most = excess / roots[j];
        steepest = j;
      }
    }
    return steepest;
  }

  /** Takes a coordinate into the set, in exchange for another where its column depends on them. */
  private void enter(int j) {
    if (factor.add(j)) {
      return;
    }
    factor.dependence(direction);
    double gain = slope[j] - threshold * signs[j];
    for (int i = 0; i < factor.count(); i++) {
      int k = factor.member(i);
      gain -= direction[i] * (slope[k] - threshold * signs[k]);
    }
    double sense = point[j] == 0 ? signs[j] : Math.signum(gain);
    if (point[j] == 0 && !(sense * gain > 0)) {
      entries[j] = MOST_ENTRIES; // to enter gains nothing
    } else {
      exchange(j, sense == 0 ? -signs[j] : sense);
    }
  }

  /** Moves a coordinate outside the set one way, and those of the set so that predictions stay. */
  private void exchange(int j, double sense) {
    for (int i = 0; i < factor.count(); i++) {
      direction[i] *= -sense;
    }
    double turn = 1;
    double own = sense == signs[j] ? Double.POSITIVE_INFINITY : Math.abs(point[j]);
    double share = shareToFirstZero(own);
    if (Double.isInfinite(share)) { // down for ever: by rounding, as there is a minimum
      if (point[j] == 0) {
        entries[j] = MOST_ENTRIES;
        return;
      }
      turn = -1;
      for (int i = 0; i < factor.count(); i++) {
        direction[i] = -direction[i];
      }
      own = Math.abs(point[j]);
      share = shareToFirstZero(own);
    }
    point[j] = first < 0 ? 0 : point[j] + turn * sense * share;
    move(share);
    if (point[j] != 0 && !factor.add(j)) {
      point[j] = 0; // not seen: the one that left made no room
      smooth.moveTo(point);
    }
  }
}
