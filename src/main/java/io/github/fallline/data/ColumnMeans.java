package io.github.fallline.data;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.RowView;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The means of the columns of a matrix over the rows in which they are not NaN, weighted by {@link
 * MeanWeights}.
 */
public final class ColumnMeans {
  /** A factor so small that no sum of doubles leaves their range. */
  private static final double SMALL = 0x1p-64;

  private ColumnMeans() {}

  /**
   * Replaces every NaN of a matrix [n, d] by the mean of its column, in place.
   *
   * @param names of the columns
   * @param lacking which columns have a NaN
   * @throws NoMeanException naming the first column without any value in the rows that count; the
   *     matrix is left as it is
   */
  public static void replaceMissing(
      Matrix matrix, List<String> names, boolean[] lacking, MeanWeights weights) {
    RowView view = matrix.view();
    RowCopier rows = (first, count, target) -> view.readRows(first, count, target, 0);
    double[] means = of(rows, matrix.rows(), names, lacking, weights);
    rows.eachBlock(
        matrix.rows(),
        means.length,
        (block, first, count) -> {
          if (replaceMissing(block, count, means)) {
            view.moveTo(first, count).write(block);
          }
        });
  }

  /**
   * Replaces every NaN among the first rows of an array by the mean of its column, in place.
   *
   * @return whether there was one
   */
  public static boolean replaceMissing(double[] block, int rows, double[] means) {
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
   * The means of the columns that have a NaN. Where no row counts they are NaN: there is nothing to
   * train on then, which a later error reports.
   *
   * @param height how many rows there are
   * @param names of the columns
   * @param lacking which columns have a NaN
   * @throws NoMeanException naming the first column without any value in the rows that count
   */
  public static double[] of(
      RowCopier rows, long height, List<String> names, boolean[] lacking, MeanWeights weights) {
    double[] means = of(rows, height, lacking, weights, 1);
    double[] scaledMeans = null;
    for (int j = 0; j < means.length; j++) {
      if (Double.isInfinite(means[j])) {
        // A sum beyond the range of double; of numbers this large, the smaller size loses nothing.
        scaledMeans = scaledMeans == null ? of(rows, height, lacking, weights, SMALL) : scaledMeans;
        means[j] = scaledMeans[j] / SMALL;
      }
      if (Double.isNaN(means[j]) && weights.haveSome()) {
        throw new NoMeanException(names.get(j), j, weights.restriction());
      }
    }
    return means;
  }

  private static double[] of(
      RowCopier rows, long height, boolean[] lacking, MeanWeights weights, double scale) {
    DoubleSummaryStatistics[] sums = new DoubleSummaryStatistics[lacking.length];
    DoubleSummaryStatistics[] totals = new DoubleSummaryStatistics[lacking.length];
    Arrays.setAll(sums, j -> new DoubleSummaryStatistics());
    Arrays.setAll(totals, j -> new DoubleSummaryStatistics());
    double[] counted = new double[RowCopier.blockRows(lacking.length)];
    rows.eachBlock(
        height,
        lacking.length,
        (block, first, count) -> {
          weights.read(first, count, counted);
          for (int i = 0; i < count * lacking.length; i++) {
            int j = i % lacking.length;
            double weight = counted[i / lacking.length];
            if (lacking[j] && weight > 0 && !Double.isNaN(block[i])) {
              sums[j].accept(block[i] * scale * weight);
              totals[j].accept(weight);
            }
          }
        });
    double[] means = new double[lacking.length];
    for (int j = 0; j < means.length; j++) {
      // 0 / 0 where there is no value.
      means[j] = lacking[j] ? sums[j].getSum() / totals[j].getSum() : 0;
    }
    return means;
  }
}
