package io.github.fallline.inference;

import org.jspecify.annotations.Nullable;

/** What is made of the residuals row by row, in the order of the rows. */
final class ResidualCollector {
  private static final int BINS = 128;
  private static final int BINS_PER_UNIT = 32;

  private final ResidualScale scale;
  private final int parameters;
  private final boolean tests;
  private final @Nullable ClusterScores clusters;
  final WeightedQuantiles residuals;
  final WeightedQuantiles studentized;
  final InfluenceRanking ranking;

  /** Null where there are no pictures. */
  final @Nullable ResidualPoints points;

  final DensityGrid againstFitted;
  final DensityGrid scaleLocation;
  final DensityGrid againstLeverage;
  private boolean begun;
  private double previous;
  private double differences;
  private long fullLeverageRow = -1;

  ResidualCollector(ResidualScale scale, int parameters, AnalysisOptions options) {
    this.scale = scale;
    this.parameters = parameters;
    tests = options.tests();
    clusters = options.clusters().map(each -> new ClusterScores(each, parameters)).orElse(null);
    residuals = new WeightedQuantiles(scale.residuals());
    studentized = new WeightedQuantiles(1);
    ranking = new InfluenceRanking(options.influentialRows());
    points = options.influentialRows() > 0 ? new ResidualPoints() : null;
    againstFitted = new DensityGrid(fitted(), aroundZero(scale.residuals()));
    scaleLocation = new DensityGrid(fitted(), fromZero(1));
    againstLeverage = new DensityGrid(fromZero(scale.leverage()), aroundZero(1));
  }

  private GridAxis fitted() {
    return new GridAxis(scale.fittedMean(), scale.fitted() / BINS_PER_UNIT, BINS / 2, BINS);
  }

  private static GridAxis aroundZero(double unit) {
    return new GridAxis(0, unit / BINS_PER_UNIT, BINS / 2, BINS);
  }

  private static GridAxis fromZero(double unit) {
    return new GridAxis(0, unit / BINS_PER_UNIT, 0, BINS);
  }

  /** Adds the rows of the next tile. */
  void add(ResidualTile tile) {
    double sum = 0;
    for (int i = 0; i < tile.rows; i++) {
      double weight = tile.weights[i];
      if (weight == 0) {
        continue;
      }
      if (tests) {
        double residual = tile.residuals[i];
        double difference = begun ? residual - previous : 0;
        begun = true;
        previous = residual;
        sum += difference * difference;
        residuals.add(residual, weight);
      }
      if (tile.leverages[i] == 1 && fullLeverageRow < 0) {
        fullLeverageRow = tile.firstRow + i;
      }
      if (clusters != null) {
        clusters.add(tile.firstRow + i, tile.scores, i * parameters);
      }
      if (points != null) {
        addPoint(points, tile, i);
      }
    }
    differences += sum;
  }

  private void addPoint(ResidualPoints points, ResidualTile tile, int i) {
    double residual = tile.residuals[i];
    double weight = tile.weights[i];
    double leverage = tile.leverages[i];
    double fitted = tile.fitted[i];
    double left = 1 - leverage;
    boolean defined = left > 0 && scale.sigma() > 0;
    double ratio = defined ? residual / (scale.sigma() * Math.sqrt(left)) : Double.NaN;
    studentized.add(ratio, weight);
    points.add(fitted, residual, leverage, ratio);
    againstFitted.add(fitted, residual, weight);
    scaleLocation.add(fitted, Math.sqrt(Math.abs(ratio)), weight);
    againstLeverage.add(leverage, ratio, weight);
    double cook = ratio * ratio * leverage / left / parameters;
    if (ranking.takes(cook)) {
      ranking.add(new InfluentialRow(tile.firstRow + i, fitted, residual, leverage, ratio, cook));
    }
  }

  /** Whether there are quartiles and tests. */
  boolean hasTests() {
    return tests;
  }

  /** The sum of squared differences of successive residuals. */
  double differences() {
    return differences;
  }

  /** The first row of leverage 1; -1 without such. */
  long fullLeverageRow() {
    return fullLeverageRow;
  }

  /**
   * The sums over clusters.
   *
   * @throws IllegalStateException if the covariance is not by clusters
   */
  ClusterScores clusters() {
    if (clusters == null) {
      throw new IllegalStateException("clusters: expected a covariance by clusters, got another");
    }
    return clusters;
  }
}
