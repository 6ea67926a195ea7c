package io.github.fallline.descent.proximal;

/**
 * Accelerated proximal gradient steps (Beck and Teboulle 2009) for v'Gv - 2 b'v + R |v|, restarted
 * where they turn uphill (O'Donoghue and Candes 2015): each costs one product with the matrix and
 * moves all coordinates, which finds most of those that are not 0 at the minimum.
 */
final class AcceleratedProximalGradient {
  private final double[] gram;
  private final int size;
  private final double rate;

  /**
   * Steps at the rate that the matrix allows.
   *
   * @param gram symmetric, positive semidefinite, [size, size]; read only
   */
  AcceleratedProximalGradient(double[] gram, int size) {
    this.gram = gram;
    this.size = size;
    double largest = 0;
    for (int j = 0; j < size; j++) {
      double sum = 0;
      for (int k = 0; k < size; k++) {
        sum += Math.abs(gram[j * size + k]);
      }
      largest = Math.max(largest, sum); // no eigenvalue is above the largest of these sums
    }
    rate = largest > 0 ? 1 / largest : 0;
  }

  /**
   * Takes some steps.
   *
   * @param linear b, [size]
   * @param half R / 2
   * @param point overwritten
   */
  void advance(double[] linear, double half, double[] point, int steps) {
    double[] ahead = point.clone();
    double weight = 1;
    for (int step = 0; step < steps; step++) {
      double turn = 0;
      double next = (1 + Math.sqrt(1 + 4 * weight * weight)) / 2;
      double momentum = (weight - 1) / next;
      double[] from = ahead.clone();
      for (int j = 0; j < size; j++) {
        int row = j * size;
        double slope = linear[j];
        for (int k = 0; k < size; k++) {
          slope -= gram[row + k] * from[k];
        }
        double moved = from[j] + rate * slope;
        double shrunk = Math.abs(moved) - rate * half;
        double after = shrunk <= 0 ? 0 : Math.copySign(shrunk, moved);
        turn += (from[j] - after) * (after - point[j]);
        ahead[j] = after + momentum * (after - point[j]);
        point[j] = after;
      }
      weight = next;
      if (turn > 0) {
        weight = 1;
        System.arraycopy(point, 0, ahead, 0, size);
      }
    }
  }
}
