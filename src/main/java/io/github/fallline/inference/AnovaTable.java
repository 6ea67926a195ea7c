package io.github.fallline.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The sequential analysis of variance, as R's {@code anova}: what each feature explains beyond
 * those before it, then the residuals. Dependent features have no row. Immutable.
 *
 * @param rows the features in their order; the last row is that of the residuals
 */
public record AnovaTable(List<Row> rows) {
  /** The name of the last row. */
  public static final String RESIDUALS = "Residuals";

  /** Copies the rows. */
  public AnovaTable {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param name of the feature, or {@link #RESIDUALS}
   * @param degreesOfFreedom 1 for a feature
   * @param sumOfSquares explained beyond the features before it, or left
   * @param meanSquare sum of squares divided by degrees of freedom
   * @param fStatistic the mean square divided by that of the residuals; NaN for the residuals
   * @param pValue the probability of a larger F; NaN for the residuals
   */
  public record Row(
      String name,
      double degreesOfFreedom,
      double sumOfSquares,
      double meanSquare,
      double fStatistic,
      double pValue) {}

  static AnovaTable of(
      DesignFactor design, List<String> features, double residualSquares, double residualFreedom) {
    double variance = residualFreedom > 0 ? residualSquares / residualFreedom : Double.NaN;
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < design.rank(); k++) {
      double squares = design.sequentialSquares(k);
      double f = squares / variance;
      double p = ReferenceDistribution.f(f, 1, residualFreedom);
      rows.add(new Row(features.get(design.column(k)), 1, squares, squares, f, p));
    }
    rows.add(
        new Row(RESIDUALS, residualFreedom, residualSquares, variance, Double.NaN, Double.NaN));
    return new AnovaTable(rows);
  }
}
