package io.github.fallline.descent.certificate;

import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.stats.ColumnStatistics;

/**
 * By how much the features may have changed when they were stored as floats, and what follows for
 * what can be said of the optimum. Doubles count as exact.
 *
 * <p>A number x changes by at most u |x|, u = 2^-24, so a column changes by at most u times the
 * root of its mean square, as stored.
 */
public final class FloatStorageError {
  /** Squares and products of thousands of such numbers stay in the range of a float. */
  private static final double LEAST_SIZE = 1e-15;

  private static final double LARGEST_SIZE = 1e15;

  /** A column of mere rounding has 1/3 of the largest mean square: it must not seem to be more. */
  private static final double MARGIN = 4;

  private final double[] changes;

  /**
   * The changes of the columns of a source.
   *
   * @param columns of the features as stored
   * @throws InvalidDataException if numbers are too large or too small to compute with
   */
  public FloatStorageError(RowMetadata source, ColumnStatistics columns) {
    changes = new double[columns.columns() - 1];
    if (source.precision() == Precision.DOUBLE) {
      return;
    }
    for (int j = 0; j <= changes.length; j++) {
      double size = Math.sqrt(columns.meanSquare(j));
      boolean feature = j < changes.length;
      requireRange(feature ? source.featureNames().get(j) : source.targetName(), size);
      if (feature) {
        changes[j] = source.precision().rounding() * size;
      }
    }
  }

  private static void requireRange(String name, double size) {
    if (size != 0 && !(size >= LEAST_SIZE && size <= LARGEST_SIZE)) {
      throw new InvalidDataException(
          "column '"
              + name
              + "': numbers of about "
              + (float) size
              + " are beyond what floats compute with ("
              + LEAST_SIZE
              + " to "
              + LARGEST_SIZE
              + "); use "
              + Setting.DOUBLE_PRECISION
              + " or rescale it");
    }
  }

  /** The mean square below which an axis in these coordinates is rounding; 0 for doubles. */
  public double flatSquare(FeatureScaling scaling) {
    return MARGIN * meanSquare(scaling);
  }

  private double meanSquare(FeatureScaling scaling) {
    double sum = 0;
    for (int j = 0; j < changes.length; j++) {
      double change = changes[j] / scaling.scale(j);
      sum += change * change;
    }
    return sum;
  }

  /**
   * How far, at most, the optimum of the stored numbers is above that of the exact ones, in units
   * of the loss; 0 for doubles. To the second order in the changes E of the features X: the
   * predictions X t move by at most |E| |t|, and the optimum by (X'X)^-1 E'r, r the residuals.
   */
  public double gap(QuadraticObjective quadratic, FeatureScaling scaling) {
    double square = meanSquare(scaling);
    if (square == 0) {
      return 0;
    }
    double[] optimum = quadratic.optimum();
    double moved = 0;
    for (int j = 0; j < changes.length; j++) {
      moved += Math.abs(optimum[j]) * changes[j] / scaling.scale(j);
    }
    double turned = quadratic.minimum() * square / quadratic.smallestCurvature();
    return 2 * (moved * moved + turned);
  }
}
