package io.github.fallline.descent.certificate;

import io.github.fallline.data.RowStream;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import java.util.Arrays;

/**
 * Squared errors with an L2 penalty as a {@link Refinement} sees them: the quadratic from moments,
 * the rows, and what rounding may do to both. Arrays have the intercept behind the features.
 */
final class RefinedProblem {
  static final double UNIT = Math.ulp(0.5);

  /** Axes are known well whose curvature is this many times what rounding may have made of it. */
  private static final double KNOWN_WELL = 100;

  final QuadraticObjective quadratic;
  final ColumnStatistics columns;
  final int features;

  /** Parameters: one a feature, and the intercept. */
  final int size;

  /** What the square of each parameter costs in standardized coordinates, [features + 1]. */
  final double[] ridge;

  /** What parameters are divided by to be weights, [features + 1]. */
  final double[] scales;

  /** Of the features, where there is an intercept: [features]. */
  final double[] centres;

  /** The roots of the mean squares of the features, [features]. */
  final double[] sizes;

  /** A bound on the error of the second moments. */
  final double momentError;

  /** What rounding makes of sums over the rows, in shares of the sum of their sizes. */
  final double sumError;

  /** The same of sums of products with residuals. */
  final double slopeError;

  /** Axes before this one are not known well. */
  final int firstKnown;

  private final ResidualPass pass;

  RefinedProblem(
      RowStream rows,
      QuadraticObjective quadratic,
      FeatureScaling standard,
      double[] ridge,
      ColumnStatistics columns,
      TileExecutor executor) {
    this.quadratic = quadratic;
    this.columns = columns;
    features = standard.features();
    size = standard.size();
    this.ridge = Arrays.copyOf(ridge, features + 1);
    momentError = MomentRounding.of(columns, standard);
    scales = new double[features + 1];
    centres = new double[features];
    sizes = new double[features];
    for (int j = 0; j < features; j++) {
      centres[j] = standard.hasIntercept() ? standard.shift(j) : 0;
      sizes[j] = Math.sqrt(columns.meanSquare(j));
      scales[j] = standard.scale(j);
    }
    scales[features] = 1;
    pass = new ResidualPass(rows, executor);
    double tiles = Math.ceil((double) columns.rows() / pass.tileRows());
    double most = Math.min(columns.rows(), pass.tileRows());
    sumError = UNIT * (8 + most + tiles);
    // Within a tile, sums of products with residuals have twice the digits.
    slopeError = UNIT * (tiles > 1 ? 2 + tiles : 0) + UNIT * UNIT * 4 * most * most;
    firstKnown = quadratic.axesBelow(KNOWN_WELL * momentError);
  }

  boolean hasIntercept() {
    return size > features;
  }

  /** The residuals of a model and the values of combinations, by a pass over the rows. */
  ResidualPass.Sums at(double[] weights, double constant, NearDependences directions) {
    return pass.at(weights, constant, centres, directions);
  }

  /** How far from independent of axes that are known well rounding may make some directions. */
  double noise(int directions) {
    return size * sumError * directions / Math.sqrt(KNOWN_WELL * momentError);
  }
}
