package io.github.fallline.stats;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileSize;

/**
 * How the Poisson loss of counts y with exposures E and weights w follows from that of their rates
 * y/E of weights wE.
 *
 * <p>With r the rate that is predicted, the mean loss of the counts is that of the rates times the
 * mean exposure, less the mean of y log E:
 *
 * <pre>{@code
 * sum w (E r - y log(E r)) / sum w
 *   = (sum w E / sum w) (sum w E (r - y/E log r) / sum w E) - sum w y log E / sum w
 * }</pre>
 *
 * @param meanExposure weighted
 * @param meanLogTerm the weighted mean of y log E
 */
public record ExposedCounts(double meanExposure, double meanLogTerm) {
  /**
   * Sums over rows, in one pass.
   *
   * @param counts rows of counts
   * @param exposures one a row, above 0
   */
  public static ExposedCounts of(RowStream counts, double... exposures) {
    double weights = 0;
    double exposure = 0;
    double logTerm = 0;
    int row = 0;
    int tileRows = TileSize.rows(counts.featureNames().size());
    try (Tile tile = counts.newTile(tileRows);
        RowStream.Pass pass = counts.pass(tileRows)) {
      while (pass.next(tile)) {
        for (int i = 0; i < tile.rows(); i++, row++) {
          weights += tile.weight(i);
          exposure += tile.weight(i) * exposures[row];
          logTerm += tile.weight(i) * tile.targets()[i] * Math.log(exposures[row]);
        }
      }
    }
    return new ExposedCounts(exposure / weights, logTerm / weights);
  }

  /** The objective of rates whose minimum is that of an objective of counts. */
  public Objective objective(Objective ofCounts) {
    double l1 = ofCounts.penalty().l1() / meanExposure;
    double l2 = ofCounts.penalty().l2() / meanExposure;
    return l1 == 0 && l2 == 0
        ? ofCounts
        : new Objective(ofCounts.loss(), Penalty.elasticNet(l1, l2));
  }

  /**
   * The loss of the counts, with its penalty.
   *
   * @param ofRates that of {@link #objective}
   */
  public double loss(double ofRates) {
    return ofRates * meanExposure - meanLogTerm;
  }
}
