package io.github.fallline.inference;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.SecondPass;
import io.github.fallline.model.LinearModel;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileSize;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a second pass over the rows tells of a least-squares fit: the residuals and their tests, a
 * robust covariance, influential rows, and the densities for the pictures of R's {@code plot.lm}.
 * Immutable. Memory is bounded; threads do not change a bit.
 *
 * <p>Weights repeat rows: a row of weight 3 is three rows beside each other.
 */
public final class ResidualAnalysis {
  private final DesignFactor design;
  private final CovarianceType covariance;
  private final double[] sums;
  private final ResidualCollector collector;
  private final @Nullable Sandwich sandwich;

  private ResidualAnalysis(
      DesignFactor design, CovarianceType covariance, double[] sums, ResidualCollector collector) {
    this.design = design;
    this.covariance = covariance;
    this.sums = sums;
    this.collector = collector;
    sandwich = covariance == CovarianceType.CLASSICAL ? null : makeSandwich();
  }

  /**
   * Makes the pass.
   *
   * @param rows those that the model was trained on, to be read again; stay the caller's
   * @param model the fit that the statistics are about
   * @throws io.github.fallline.data.InvalidDataException if the rows cannot be read again or have
   *     changed, if there are more rows than cluster keys, or too many clusters to be kept in
   *     memory
   */
  public static ResidualAnalysis of(
      RowStream rows, LinearModel model, RegressionStatistics statistics, AnalysisOptions options) {
    DesignFactor design = statistics.design();
    double[] coefficients = model.coefficientArray();
    double constant = model.intercept();
    ResidualScale scale = ResidualScale.of(statistics, design, coefficients, constant);
    ResidualCollector collector = new ResidualCollector(scale, design.parameters(), options);
    int tileRows = TileSize.rows(design.features());
    ResidualReduction reduction =
        new ResidualReduction(design, coefficients, constant, scale, options, tileRows, collector);
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(options.threads())) {
      double[] sums =
          SecondPass.over(rows, all -> TileReducer.reduce(all, tileRows, executor, reduction).sums);
      return new ResidualAnalysis(design, options.covariance(), sums, collector);
    }
  }

  private Sandwich makeSandwich() {
    int size = design.parameters();
    double n = design.rows();
    double freedom = n - size;
    if (covariance.isClustered()) {
      long count = collector.clusters().count();
      double factor =
          covariance == CovarianceType.CR1 ? (double) count / (count - 1) * ((n - 1) / freedom) : 1;
      double[] inner = collector.clusters().products(factor);
      double left = count > 1 ? count - 1.0 : Double.NaN;
      return new Sandwich(covariance, inner, size, left, count);
    }
    double factor = covariance == CovarianceType.HC1 ? n / freedom : 1;
    boolean divides = covariance == CovarianceType.HC2 || covariance == CovarianceType.HC3;
    boolean undefined = divides && collector.fullLeverageRow() >= 0;
    double[] inner = new double[size * size];
    int at = ResidualTile.PRODUCTS + 2 * size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double product = undefined ? Double.NaN : factor * sums[at + j * size + i];
        inner[i * size + j] = product;
        inner[j * size + i] = product;
      }
    }
    return new Sandwich(covariance, inner, size, freedom > 0 ? freedom : Double.NaN, 0);
  }

  /** The sum of squared residuals, of the rows themselves. */
  public double residualSquares() {
    return sums[ResidualTile.SQUARES];
  }

  /** The mean absolute residual. */
  public double meanAbsoluteError() {
    return sums[ResidualTile.ABSOLUTE] / sums[ResidualTile.WEIGHT];
  }

  /**
   * Least, first quartile, median, third quartile and greatest residual, by R's default definition;
   * [5]. Where there are more than 2^20 rows, the three in the middle are within 0.025 % of a
   * residual that has this rank.
   *
   * @throws IllegalStateException if the options were without tests
   */
  public double[] residualQuartiles() {
    requireTests();
    double[] quartiles = new double[5];
    for (int k = 0; k < quartiles.length; k++) {
      quartiles[k] = collector.residuals.quantile(k / 4.0);
    }
    return quartiles;
  }

  /** Whether the quartiles are exact. */
  public boolean hasExactQuartiles() {
    return collector.residuals.isExact();
  }

  private void requireTests() {
    if (!collector.hasTests()) {
      throw new IllegalStateException("the residuals were analysed without tests");
    }
  }

  /**
   * Sum of squared differences of successive residuals over their sum of squares.
   *
   * @throws IllegalStateException if the options were without tests
   */
  public double durbinWatson() {
    requireTests();
    return collector.differences() / residualSquares();
  }

  /**
   * The test of Breusch and Pagan in Koenker's studentized form, as {@code lmtest::bptest}: n times
   * the r2 of the squared residuals on the features.
   *
   * @throws IllegalStateException if the options were without tests
   */
  public TestResult breuschPagan() {
    requireTests();
    int size = design.parameters();
    double n = sums[ResidualTile.WEIGHT];
    double mean = sums[ResidualTile.VARIANCE] / n;
    double total = sums[ResidualTile.VARIANCE_SQUARES] - n * mean * mean;
    double explained = 0;
    for (int k = 0; k < size; k++) {
      double product =
          sums[ResidualTile.PRODUCTS + k] - mean * sums[ResidualTile.PRODUCTS + size + k];
      explained += product * product;
    }
    double statistic = total > 0 ? n * explained / total : Double.NaN;
    return TestResult.chiSquared(statistic, size - 1);
  }

  /**
   * The test of Jarque and Bera that residuals are normal: n/6 (S^2 + (K - 3)^2 / 4).
   *
   * @throws IllegalStateException if the options were without tests
   */
  public TestResult jarqueBera() {
    requireTests();
    double n = sums[ResidualTile.WEIGHT];
    double mean = sums[ResidualTile.POWERS] / n;
    double second = sums[ResidualTile.POWERS + 1] / n;
    double third = sums[ResidualTile.POWERS + 2] / n;
    double fourth = sums[ResidualTile.POWERS + 3] / n;
    double variance = second - mean * mean;
    double skewed = third - 3 * mean * second + 2 * mean * mean * mean;
    double tailed =
        fourth - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * mean;
    double skewness = skewed / (variance * Math.sqrt(variance));
    double kurtosis = tailed / (variance * variance) - 3;
    return TestResult.chiSquared(n / 6 * (skewness * skewness + kurtosis * kurtosis / 4), 2);
  }

  /**
   * The robust covariance that was asked for, for {@link RegressionStatistics#with}. HC2 and HC3
   * are not defined, and NaN, where there is a {@link #fullLeverageRow}.
   */
  public Optional<Sandwich> sandwich() {
    return Optional.ofNullable(sandwich);
  }

  /**
   * The first row of leverage 1, counted from 0: it alone determines a coefficient, so that its
   * residual is 0 and cannot be studentized; -1 where there is none.
   */
  public long fullLeverageRow() {
    return collector.fullLeverageRow();
  }

  /** The rows of the largest Cook's distances, most influential first; of equal ones the first. */
  public List<InfluentialRow> influentialRows() {
    return collector.ranking.rows();
  }

  /**
   * The rows themselves, for pictures of few; empty where there are more than {@link
   * ResidualPoints#MOST}, and without influential rows.
   */
  public Optional<ResidualPoints> points() {
    ResidualPoints points = collector.points;
    return points != null && points.isComplete() ? Optional.of(points) : Optional.empty();
  }

  /** Residuals (y) against predictions (x). */
  public DensityGrid residualsAgainstFitted() {
    return collector.againstFitted;
  }

  /** Roots of absolute studentized residuals (y) against predictions (x). */
  public DensityGrid scaleLocation() {
    return collector.scaleLocation;
  }

  /** Studentized residuals (y) against leverages (x). */
  public DensityGrid residualsAgainstLeverage() {
    return collector.againstLeverage;
  }

  /** Studentized residuals against the normal distribution. */
  public NormalQuantilePlot normalQuantiles() {
    return NormalQuantilePlot.of(collector.studentized);
  }
}
