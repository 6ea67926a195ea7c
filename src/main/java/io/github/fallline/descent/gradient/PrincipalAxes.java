package io.github.fallline.descent.gradient;

/** The eigenbasis of half a second derivative. */
final class PrincipalAxes {
  private final double[] axes;
  private final double[] curvatures;

  /**
   * @param axes axis by axis, each of length 1: [size, size]; not copied
   * @param curvatures in ascending order, with 0 for rounding: [size]; not copied
   */
  PrincipalAxes(double[] axes, double[] curvatures) {
    this.axes = axes;
    this.curvatures = curvatures;
  }

  /** The axes, one after the other; not a copy. */
  double[] axes() {
    return axes;
  }

  /** The curvatures along the axes; not a copy. */
  double[] curvatures() {
    return curvatures;
  }

  int size() {
    return curvatures.length;
  }

  /** The largest curvature. */
  double largest() {
    return curvatures[curvatures.length - 1];
  }

  /** The number of axes that are flat. */
  int nullity() {
    int count = 0;
    while (count < size() && curvatures[count] == 0) {
      count++;
    }
    return count;
  }

  /** The number of axes with a curvature below this. */
  int countBelow(double curvature) {
    int count = 0;
    while (count < size() && curvatures[count] < curvature) {
      count++;
    }
    return count;
  }

  /** An element of an axis. */
  double element(int axis, int element) {
    return axes[axis * size() + element];
  }

  /** The component of a vector along an axis. */
  double along(int axis, double[] vector) {
    double sum = 0;
    int first = axis * size();
    for (int j = 0; j < size(); j++) {
      sum += axes[first + j] * vector[j];
    }
    return sum;
  }

  /**
   * Returns an upper bound on a function of at least this curvature minus its minimum, from one of
   * its subgradients: its square over four times the curvature, axis by axis.
   *
   * @param slope a subgradient, [size]
   * @param uncertain a bound on the error of each of its elements, [size]
   * @param reach the largest distance of the minimizer, used where the function is flat
   */
  double gapOfSlope(double[] slope, double[] uncertain, double reach) {
    int size = size();
    double noise = Math.max(10, size) * Math.ulp(0.5) * largest();
    double gap = 0;
    for (int k = 0; k < size; k++) {
      double along = 0;
      double off = 0;
      for (int j = 0; j < size; j++) {
        along += axes[k * size + j] * slope[j];
        off += Math.abs(axes[k * size + j]) * uncertain[j];
      }
      double most = Math.abs(along) + off;
      if (most > 0) {
        gap += curvatures[k] == 0 ? most * reach : most * most / (4 * (curvatures[k] - noise));
      }
    }
    return gap;
  }
}
