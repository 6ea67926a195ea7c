package io.github.fallline.inference;

/**
 * Bins of one width along an axis, which doubles when a number is beyond them: bins are then joined
 * in pairs, so that their counts remain exact and do not depend on the order of the numbers.
 */
final class GridAxis {
  private final double origin;
  private final int low;
  private final int bins;
  private double width;

  /**
   * @param origin an edge of the bins
   * @param width of a bin at first, above 0
   * @param low bins below the origin, as many as above it, or none
   * @param bins bins in all
   */
  GridAxis(double origin, double width, int low, int bins) {
    this.origin = origin;
    this.width = width;
    this.low = low;
    this.bins = bins;
  }

  int bins() {
    return bins;
  }

  /** The bin of a number, or one outside of 0 to bins - 1. */
  int bin(double number) {
    double place = Math.floor((number - origin) / width) + low;
    return (int) Math.max(-1, Math.min(bins, place));
  }

  boolean contains(double number) {
    int bin = bin(number);
    return bin >= 0 && bin < bins;
  }

  /** Doubles the width of the bins. */
  void widen() {
    width *= 2;
  }

  /** The bin that a bin becomes a part of when the width doubles. */
  int afterWidening(int bin) {
    return ((bin - low) >> 1) + low;
  }

  /** The lower edge of a bin. */
  double edge(int bin) {
    return origin + (bin - low) * width;
  }
}
