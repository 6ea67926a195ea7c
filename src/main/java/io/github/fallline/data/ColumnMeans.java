package io.github.fallline.data;

import io.github.fallline.blas.Window;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  static int replaceMissing(INDArray matrix, boolean[] lacking) {
    double[] means = of(matrix, lacking, 1);
    double[] scaledMeans = null;
    for (int j = 0; j < means.length; j++) {
      if (Double.isNaN(means[j])) {
        return j;
      }
      if (Double.isInfinite(means[j])) {
        // A sum beyond the range of double; of numbers this large, the smaller size loses nothing.
        scaledMeans = scaledMeans == null ? of(matrix, lacking, SMALL) : scaledMeans;
        means[j] = scaledMeans[j] / SMALL;
      }
    }
    replace(matrix, means);
    return -1;
  }

  private static double[] of(INDArray matrix, boolean[] lacking, double scale) {
    DoubleSummaryStatistics[] known = new DoubleSummaryStatistics[lacking.length];
    Arrays.setAll(known, j -> new DoubleSummaryStatistics());
    eachBlock(
        matrix,
        (window, block) -> {
          for (int i = 0; i < window.rows() * known.length; i++) {
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

  private static void replace(INDArray matrix, double[] means) {
    eachBlock(
        matrix,
        (window, block) -> {
          boolean changed = false;
          for (int i = 0; i < window.rows() * means.length; i++) {
            if (Double.isNaN(block[i])) {
              block[i] = means[i % means.length];
              changed = true;
            }
          }
          if (changed) {
            window.write(block);
          }
        });
  }

  /** What is done with a block of rows and a copy of its elements. */
  private interface BlockWork {
    void apply(Window window, double[] block);
  }

  private static void eachBlock(INDArray matrix, BlockWork work) {
    Window window = Window.on(matrix);
    int columns = window.columns();
    int blockRows = Math.max(1, BLOCK_ELEMENTS / columns);
    double[] block = new double[blockRows * columns];
    for (long first = 0; first < matrix.size(0); first += blockRows) {
      window.moveTo(first, (int) Math.min(blockRows, matrix.size(0) - first)).read(block);
      work.apply(window, block);
    }
  }
}
