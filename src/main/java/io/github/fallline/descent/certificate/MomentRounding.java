package io.github.fallline.descent.certificate;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileSize;
import io.github.fallline.stats.ColumnStatistics;

/**
 * How far rounding may have moved second moments.
 *
 * <p>A model of rounding, not a proof: sums of m products in a tile are off by about 2^-53 sqrt(m)
 * of their size, those of T tiles by sqrt(T) more. Four times that is allowed for, and a few
 * roundings of the numbers themselves. Where tiles are merged, the difference of their means
 * carries the rounding of the means, which counts where a column is far from 0 in units of its
 * deviation.
 */
public final class MomentRounding {
  private static final double UNIT = Math.ulp(0.5);
  private static final double SAFETY = 4;
  private static final double NUMBERS = 16;

  private MomentRounding() {}

  /**
   * A bound on the spectral norm of the error of the second moments in standardized coordinates,
   * where their diagonal is 1.
   *
   * @param columns of the features as stored, and a target
   */
  public static double of(ColumnStatistics columns, FeatureScaling standard) {
    int features = standard.features();
    double tile = TileSize.tileRowsForMoments(features);
    double rows = columns.rows();
    double tiles = Math.ceil(rows / tile);
    double sums = NUMBERS + SAFETY * (Math.sqrt(Math.min(rows, tile)) + Math.sqrt(tiles));
    double error = UNIT * sums * standard.size();
    return tiles > 1
        ? error + UNIT * SAFETY * Math.sqrt(features) * offsets(columns, standard)
        : error;
  }

  /** The length of the means in units of the scales. */
  private static double offsets(ColumnStatistics columns, FeatureScaling standard) {
    double sum = 0;
    for (int j = 0; j < standard.features(); j++) {
      double offset = columns.mean(j) / standard.scale(j);
      sum += offset * offset;
    }
    return Math.sqrt(sum);
  }
}
