package io.github.fallline.inference;

/** The residuals of a tile, and sums over its rows. */
final class ResidualTile {
  /** Places in {@link #sums}: weights, |e|, e^2, powers 1 to 4 of e in units, u and u^2. */
  static final int WEIGHT = 0;

  static final int ABSOLUTE = 1;
  static final int SQUARES = 2;
  static final int POWERS = 3;
  static final int VARIANCE = 7;
  static final int VARIANCE_SQUARES = 8;

  /** The products of z and u begin here, then come the sums of z, then those of z z'. */
  static final int PRODUCTS = 9;

  final double[] residuals;
  final double[] weights;
  final double[] fitted;
  final double[] leverages;

  /** w e z of each row; empty without clusters. */
  final double[] scores;

  final double[] sums;
  long firstRow;
  int rows;

  /**
   * @param parameters elements of z
   */
  ResidualTile(int capacity, int parameters, boolean clustered) {
    residuals = new double[capacity];
    weights = new double[capacity];
    fitted = new double[capacity];
    leverages = new double[capacity];
    scores = new double[clustered ? capacity * parameters : 0];
    sums = new double[PRODUCTS + 2 * parameters + parameters * parameters];
  }
}
