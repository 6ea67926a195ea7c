package io.github.fallline.descent.newton;

import io.github.fallline.descent.steps.StateArchive;

/** A step of the interior point method: where it leads, and how much of it is taken. */
final class InteriorStep {
  /** A step of which less than this is taken is followed by one without correction. */
  private static final double SHORT = 0.1;

  private final double[] affine;
  private final double[] direction;
  private double barrier;
  private boolean corrects;
  private double ofSlopes = 1;
  private double ofPoint = 1;

  InteriorStep(int size) {
    affine = new double[size];
    direction = new double[size];
  }

  /** The step without barrier, [size]; not a copy. */
  double[] affine() {
    return affine;
  }

  /** The step with barrier and correction, [size]; not a copy. */
  double[] direction() {
    return direction;
  }

  /**
   * Sets what the step aims at.
   *
   * @param aim the product of multiplier and distance
   * @param correcting whether it is corrected by the second order of the affine step
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

  /**
   * Computes the step of a row.
   *
   * @param affineChange what the affine step changes the prediction by
   * @param change the same of the step
   */
  void of(BoxedRow row, double affineChange, double change) {
    row.stepAffine(affineChange);
    row.step(change, barrier, corrects ? 1 : 0);
  }

  void serialize(StateArchive archive) {
    ofSlopes = archive.real("share of the slopes' step", ofSlopes);
    ofPoint = archive.real("share of the step", ofPoint);
  }
}
