package io.github.fallline.data;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;

/**
 * Features as floats: each column less an offset of its own, rounded to the nearest float.
 *
 * <p>A float has 24 bits. Where a column's mean is far above its deviation, most of them would hold
 * the mean and few the differences between rows. So such a column is stored less an offset near its
 * mean; other columns have the offset 0. An offset is a multiple of a power of two of about the
 * column's deviation: numbers that floats hold exactly, such as integers, are still held exactly.
 */
public final class FloatFeatures {
  /** Means of fewer deviations than this cost at most two bits and get no offset. */
  private static final double NEAR = 4;

  private final Matrix matrix;
  private final double[] offsets;

  private FloatFeatures(Matrix matrix, double[] offsets) {
    this.matrix = matrix;
    this.offsets = offsets;
  }

  /** The features less their offsets, [n, d], floats; the caller closes it. */
  public Matrix matrix() {
    return matrix;
  }

  /** The offsets to add to each column, [d]; not a copy. */
  public double[] offsets() {
    return offsets;
  }

  /**
   * Rounds a matrix, which is left alone.
   *
   * @param features [n, d], doubles
   */
  static FloatFeatures of(Matrix features) {
    RowView source = features.view();
    int columns = source.columns();
    long height = features.rows();
    RowCopier rows = (first, count, target) -> source.readRows(first, count, target, 0);
    double[] offsets = offsets(rows, height, columns);
    Matrix matrix = Matrix.uninitialized(height, columns, Precision.FLOAT);
    RowView target = matrix.view();
    rows.eachBlock(
        height,
        columns,
        (block, first, count) -> {
          for (int row = 0; row < count * columns; row += columns) {
            for (int j = 0; j < columns; j++) {
              block[row + j] = Precision.toFloat(block[row + j] - offsets[j]);
            }
          }
          target.moveTo(first, count).write(block);
        });
    return new FloatFeatures(matrix, offsets);
  }

  /** Rounds rows in place and takes over their memory: {@code features} is empty afterwards. */
  public static FloatFeatures draining(GrowableMatrix features) {
    double[] offsets = offsets(features::read, features.rows(), features.columns());
    return new FloatFeatures(features.drainFloats(offsets), offsets);
  }

  /**
   * Chooses the offset that is subtracted from each column before it is rounded, [d].
   *
   * @param height how many rows there are
   */
  public static double[] offsets(RowCopier rows, long height, int columns) {
    return new Offsets(columns).of(rows, height);
  }

  /**
   * Means and deviations of the columns where they are not NaN, counted from a first number so that
   * large means lose nothing.
   */
  private static final class Offsets {
    private final double[] first;
    private final double[] sums;
    private final double[] squares;
    private final long[] counts;

    Offsets(int columns) {
      first = new double[columns];
      sums = new double[columns];
      squares = new double[columns];
      counts = new long[columns];
    }

    double[] of(RowCopier rows, long height) {
      rows.eachBlock(
          height,
          first.length,
          (block, row, count) -> {
            for (int i = 0; i < count; i++) {
              add(block, i * first.length);
            }
          });
      double[] offsets = new double[first.length];
      for (int j = 0; j < offsets.length; j++) {
        double mean = sums[j] / counts[j];
        double variance = Math.max(0, squares[j] / counts[j] - mean * mean);
        offsets[j] = offset(first[j] + mean, Math.sqrt(variance));
      }
      return offsets;
    }

    private void add(double[] block, int at) {
      for (int j = 0; j < first.length; j++) {
        double number = block[at + j];
        if (Double.isNaN(number)) {
          continue;
        }
        if (counts[j]++ == 0) {
          first[j] = number;
        }
        double distance = number - first[j];
        sums[j] += distance;
        squares[j] += distance * distance;
      }
    }

    private static double offset(double mean, double deviation) {
      if (!(Math.abs(mean) > NEAR * deviation) || !Double.isFinite(mean)) {
        return 0; // infinities and columns without a number are detected elsewhere
      }
      if (deviation <= Math.ulp(mean)) {
        return mean;
      }
      double grid = Math.scalb(1.0, Math.getExponent(deviation));
      return Math.rint(mean / grid) * grid;
    }
  }
}
