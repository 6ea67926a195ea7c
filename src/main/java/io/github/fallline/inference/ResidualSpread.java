package io.github.fallline.inference;

import org.jspecify.annotations.Nullable;

/** Residuals of a tile or of all rows, for their spread. */
final class ResidualSpread {
  final double[] residuals;
  final double[] weights;
  int rows;
  private @Nullable WeightedQuantiles quantiles;
  private double weight;
  private double mean;
  private double squares;

  ResidualSpread(int capacity) {
    residuals = new double[capacity];
    weights = new double[capacity];
  }

  /** Adds the residuals of the next tile. */
  void add(ResidualSpread tile) {
    for (int i = 0; i < tile.rows; i++) {
      double w = tile.weights[i];
      double residual = tile.residuals[i];
      if (w > 0) {
        if (quantiles == null) {
          quantiles = new WeightedQuantiles(residual == 0 ? 1 : Math.abs(residual));
        }
        quantiles.add(residual, w);
        weight += w;
        double shift = residual - mean;
        mean += shift * (w / weight);
        squares += w * shift * (residual - mean);
      }
    }
  }

  /** The lesser of the standard deviation and the interquartile range / 1.34. */
  double scale(double n) {
    if (quantiles == null) {
      return Double.NaN;
    }
    double range = quantiles.quantile(0.75) - quantiles.quantile(0.25);
    return Math.min(Math.sqrt(squares / (n - 1)), range / 1.34);
  }
}
