package io.github.fallline.descent.newton;

import io.github.fallline.descent.steps.StateArchive;

/** A step of the interior point method: what it aims at, and how much of it is taken. */
final class InteriorPlan {
  /** A step of which less than this is taken is followed by one without correction. */
  private static final double SHORT = 0.1;

  private double barrier;
  private boolean corrects = true;
  private double ofSlopes = 1;
  private double ofPoint = 1;

  /**
   * Plans a step.
   *
   * @param aim the product of multiplier and distance that it aims at
   * @param correcting whether by the second order of the affine step
   */
  void aim(double aim, boolean correcting) {
    barrier = aim;
    corrects = correcting;
  }

  /** Sets the shares of the step that slopes and the point take. */
  void share(double slopes, double point) {
    ofSlopes = slopes;
    ofPoint = point;
  }

  double barrier() {
    return barrier;
  }

  /** 1 to correct by the second order of the affine step, 0 not to. */
  double corrects() {
    return corrects ? 1 : 0;
  }

  double ofSlopes() {
    return ofSlopes;
  }

  double ofPoint() {
    return ofPoint;
  }

  /** Whether the last step could hardly be taken. */
  boolean isShort() {
    return Math.min(ofSlopes, ofPoint) < SHORT;
  }

  void serialize(StateArchive archive) {
    ofSlopes = archive.real("share of the slopes' step", ofSlopes);
    ofPoint = archive.real("share of the step", ofPoint);
  }
}
