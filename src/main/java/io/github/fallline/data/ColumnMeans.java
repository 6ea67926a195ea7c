package io.github.fallline.data;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Window;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/** The means of the columns of a matrix over the rows in which they are not NaN. */
final class ColumnMeans {
  private static final int BLOCK_ELEMENTS = 1 << 15;

  /** Small enough that no sum of doubles leaves their range. */
  private static final double SMALL = 0x1p-64;

  private ColumnMeans() {}

  /**
   * Puts the mean of its column in place of every NaN, in a matrix [n, d] that is changed.
   *
   * @param lacking which columns have a NaN
   * @return the first column without any value, which is left as it is; -1 if there is none
   */
  static int replaceMissing(Matrix matrix, boolean[] lacking) {
    Window window = matrix.window();
    RowCopies rows = (first, count, target) -> window.readRows(first, count, target, 0);
    double[] means = of(rows, matrix.rows(), lacking);
    for (int j = 0; j < means.length; j++) {
      if (Double.isNaN(means[j])) {
        return j;
      }
    }
    eachBlock(
        rows,
        matrix.rows(),
        means.length,
        (block, first, count) -> {
          if (replaceMissing(block, count, means)) {
            window.moveTo(first, count).write(block);
          }
        });
    return -1;
  }

  /**
   * Puts the mean of its column in place of every NaN among the first rows of an array.
   *
   * @return whether there was one
   */
  static boolean replaceMissing(double[] block, int rows, double[] means) {
    boolean changed = false;
    for (int i = 0; i < rows * means.length; i++) {
      if (Double.isNaN(block[i])) {
        block[i] = means[i % means.length];
        changed = true;
      }
    }
    return changed;
  }

  /**
   * The means of the columns that have a NaN; of those that have nothing else, NaN.
   *
   * @param height how many rows there are
   * @param lacking which columns have a NaN
   */
  static double[] of(RowCopies rows, long height, boolean[] lacking) {
    double[] means = of(rows, height, lacking, 1);
    double[] scaledMeans = null;
    for (int j = 0; j < means.length; j++) {
      if (Double.isInfinite(means[j])) {
        // A sum beyond the range of double; of numbers this large, the smaller size loses nothing.
        scaledMeans = scaledMeans == null ? of(rows, height, lacking, SMALL) : scaledMeans;
        means[j] = scaledMeans[j] / SMALL;
      }
    }
    return means;
  }

  private static double[] of(RowCopies rows, long height, boolean[] lacking, double scale) {
    DoubleSummaryStatistics[] known = new DoubleSummaryStatistics[lacking.length];
    Arrays.setAll(known, j -> new DoubleSummaryStatistics());
    eachBlock(
        rows,
        height,
        lacking.length,
        (block, first, count) -> {
          for (int i = 0; i < count * known.length; i++) {
            if (lacking[i % known.length] && !Double.isNaN(block[i])) {
              known[i % known.length].accept(block[i] * scale);
            }
          }
        });
    double[] means = new double[lacking.length];
    for (int j = 0; j < means.length; j++) {
      boolean none = lacking[j] && known[j].getCount() == 0;
      means[j] = none ? Double.NaN : known[j].getAverage();
    }
    return means;
  }

  /** What is done with a copy of some rows. */
  private interface BlockWork {
    void apply(double[] block, long first, int count);
  }

  private static void eachBlock(RowCopies rows, long height, int columns, BlockWork work) {
    int blockRows = Math.max(1, BLOCK_ELEMENTS / columns);
    double[] block = new double[blockRows * columns];
    for (long first = 0; first < height; first += blockRows) {
      int count = (int) Math.min(blockRows, height - first);
      rows.read(first, count, block);
      work.apply(block, first, count);
    }
  }
}
