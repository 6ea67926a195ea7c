package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import io.github.fallline.blas.Window;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features as floats: each column less an origin of its own, rounded to the nearest float.
 *
 * <p>A float has 24 bits. Where a column's mean is far above its deviation, they would go to the
 * mean and leave few to what distinguishes the rows. So such a column is stored less an origin near
 * its mean; other columns have the origin 0. An origin is a multiple of a power of two of about the
 * column's deviation: numbers that floats hold exactly, such as integers, are still held exactly.
 */
final class RoundedFeatures {
  private static final int BLOCK_ELEMENTS = 1 << 15;

  /** Means of fewer deviations than this cost two bits at most and are left. */
  private static final double NEAR = 4;

  private final INDArray matrix;
  private final double[] origins;

  private RoundedFeatures(INDArray matrix, double[] origins) {
    this.matrix = matrix;
    this.origins = origins;
  }

  /** The features less their origins, [n, d], floats in 'c' order; the caller closes it. */
  INDArray matrix() {
    return matrix;
  }

  /** What is to be added to each column, [d]; not a copy. */
  double[] origins() {
    return origins;
  }

  /**
   * Rounds a matrix, which is left alone.
   *
   * @param features [n, d], doubles on which a window fits
   */
  static RoundedFeatures of(INDArray features) {
    Window source = Window.on(features);
    double[] origins = new Origins(source).origins();
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray matrix = Nd4j.createUninitialized(Precision.FLOAT.dataType(), features.shape(), 'c');
      Window target = Window.on(matrix);
      eachBlock(
          source,
          block -> {
            for (int at = 0, end = source.rows() * origins.length; at < end; ) {
              for (double origin : origins) {
                block[at++] -= origin;
              }
            }
            target.moveTo(source.firstRow(), source.rows()).write(block);
          });
      return new RoundedFeatures(matrix, origins);
    }
  }

  /** What is done with the elements of the rows that a window was moved to. */
  private interface BlockWork {
    void apply(double[] block);
  }

  private static void eachBlock(Window window, BlockWork work) {
    int columns = window.columns();
    long height = window.height();
    int blockRows = Math.max(1, BLOCK_ELEMENTS / columns);
    double[] block = new double[blockRows * columns];
    for (long first = 0; first < height; first += blockRows) {
      window.moveTo(first, (int) Math.min(blockRows, height - first)).read(block);
      work.apply(block);
    }
  }

  /** Means and deviations, counted from the first row so that large means lose nothing. */
  private static final class Origins {
    private final double[] first;
    private final double[] sums;
    private final double[] squares;
    private final long rows;

    Origins(Window features) {
      int columns = features.columns();
      first = new double[columns];
      sums = new double[columns];
      squares = new double[columns];
      rows = features.height();
      features.moveTo(0, 1).read(first);
      eachBlock(
          features,
          block -> {
            for (int i = 0; i < features.rows(); i++) {
              add(block, i * columns);
            }
          });
    }

    private void add(double[] block, int at) {
      for (int j = 0; j < first.length; j++) {
        double distance = block[at + j] - first[j];
        sums[j] += distance;
        squares[j] += distance * distance;
      }
    }

    double[] origins() {
      double[] origins = new double[first.length];
      for (int j = 0; j < origins.length; j++) {
        double mean = sums[j] / rows;
        double variance = Math.max(0, squares[j] / rows - mean * mean);
        origins[j] = origin(first[j] + mean, Math.sqrt(variance));
      }
      return origins;
    }

    private static double origin(double mean, double deviation) {
      if (!(Math.abs(mean) > NEAR * deviation) || !Double.isFinite(mean)) {
        return 0; // NaN is for others to find
      }
      if (deviation <= Math.ulp(mean)) {
        return mean;
      }
      double grid = Math.scalb(1.0, Math.getExponent(deviation));
      return Math.rint(mean / grid) * grid;
    }
  }
}
