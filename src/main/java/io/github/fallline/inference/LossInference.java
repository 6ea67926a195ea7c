package io.github.fallline.inference;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowStream;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileSize;
import java.util.Optional;

/**
 * Standard errors and tests of coefficients that minimize a loss other than squared errors, from
 * one pass over the rows at the optimum (two for quantiles). With z the orthonormal rows of the
 * {@link DesignFactor}, e the residuals, sums over rows by their weights:
 *
 * <ul>
 *   <li>Poisson, {@link CovarianceType#HESSIAN}: B^-1, B = sum of mean z z', the inverse Fisher
 *       information with dispersion 1, as R's {@code glm}; {@link CovarianceType#SANDWICH}: B^-1 M
 *       B^-1, M = sum of e^2 z z'. Compared with the normal distribution. Of a count with an
 *       exposure E, a rate of weight E, e is E times the residual of the rate.
 *   <li>Huber, {@link CovarianceType#SANDWICH}: B = sum of z z' over the rows with |e| &lt;= delta,
 *       M = sum of min(|e|, delta)^2 z z' (Huber 1967), without a correction for small n. Compared
 *       with t of n - p degrees of freedom.
 *   <li>Quantile q, {@link CovarianceType#KERNEL}: B = sum of f z z' with f the normal kernel's
 *       density of e in the bandwidth h, M = q (1 - q) I (Powell 1991); h = (N(q + b) - N(q - b))
 *       times the lesser of the deviation and the interquartile range / 1.34 of e, N the normal
 *       quantile, b the bandwidth of Hall and Sheather (1988), as R's {@code quantreg} with se =
 *       "ker". Compared with t of n - p degrees of freedom.
 * </ul>
 */
public final class LossInference {
  private final RowStream rows;
  private final LinearModel model;
  private final DesignFactor design;
  private final Optional<double[]> exposures;
  private final TileExecutor executor;

  private LossInference(
      RowStream rows,
      LinearModel model,
      DesignFactor design,
      Optional<double[]> exposures,
      TileExecutor executor) {
    this.exposures = exposures;
    this.rows = rows;
    this.model = model;
    this.design = design;
    this.executor = executor;
  }

  /** The covariance that fits a loss. */
  public static CovarianceType covarianceOf(Loss loss) {
    return CurvatureScores.of(loss, level -> 0).covariance();
  }

  /**
   * The table of a model.
   *
   * @param rows those that the model was trained on, to be read again, more than once for
   *     quantiles; stay the caller's
   * @param model the optimum of the loss without a penalty
   * @param design of the rows; its target does not matter
   * @param type {@link #covarianceOf} the loss, or SANDWICH of the Poisson loss
   * @param threads threads for the passes; they do not change a bit
   */
  public static CoefficientTable of(
      RowStream rows,
      LinearModel model,
      DesignFactor design,
      Loss loss,
      CovarianceType type,
      int threads) {
    return of(rows, model, design, loss, type, Optional.empty(), threads);
  }

  /**
   * The table of a model, perhaps of rates.
   *
   * @param exposures of the rows, whose targets are rates and whose weights have the exposures as a
   *     factor; empty for none
   * @see #of(RowStream, LinearModel, DesignFactor, Loss, CovarianceType, int)
   */
  public static CoefficientTable of(
      RowStream rows,
      LinearModel model,
      DesignFactor design,
      Loss loss,
      CovarianceType type,
      Optional<double[]> exposures,
      int threads) {
    boolean robustPoisson = loss.equals(Loss.POISSON) && type == CovarianceType.SANDWICH;
    Argument.require(
        type == covarianceOf(loss) || robustPoisson,
        "covariance",
        covarianceOf(loss).label() + " for " + loss.label(),
        type.label());
    try (TileExecutor executor = new TileExecutor(threads)) {
      return new LossInference(rows, model, design, exposures, executor).table(loss, type);
    }
  }

  private CoefficientTable table(Loss loss, CovarianceType type) {
    CurvatureScores scores = CurvatureScores.of(loss, this::bandwidth);
    double[] sums =
        TileReducer.reduce(
            rows,
            tileRows(),
            executor,
            new CurvatureReduction(design, model, scores, exposures, tileRows()));
    double freedom = design.rows() - design.parameters();
    double t = freedom > 0 ? freedom : Double.NaN;
    return new CoefficientTable(
        ModelParameters.names(model, design),
        ModelParameters.estimates(model, design),
        CovarianceRoot.of(design, root(sums, type), design.determined(model.coefficientArray())),
        loss.equals(Loss.POISSON) ? Double.POSITIVE_INFINITY : t,
        type);
  }

  private int tileRows() {
    return TileSize.rows(design.features());
  }

  private double bandwidth(double level) {
    double n = design.rows();
    ResidualSpread spread =
        TileReducer.reduce(
            rows, tileRows(), executor, new SpreadReduction(design, model, tileRows()));
    double quantile = ReferenceDistribution.normalQuantile(level);
    double density = ReferenceDistribution.normalDensity(quantile);
    double ratio = 1.5 * density * density / (2 * quantile * quantile + 1);
    double width =
        Math.pow(n, -1.0 / 3)
            * Math.pow(ReferenceDistribution.normalQuantile(0.975), 2.0 / 3)
            * Math.cbrt(ratio);
    while (level - width < 0 || level + width > 1) {
      width /= 2;
    }
    return spread.scale(n)
        * (ReferenceDistribution.normalQuantile(level + width)
            - ReferenceDistribution.normalQuantile(level - width));
  }

  /** The root of B^-1 or of B^-1 M B^-1. */
  private double[][] root(double[] sums, CovarianceType type) {
    int size = design.parameters();
    double[] curvature = new double[size * size];
    double[] squares = new double[size * size];
    System.arraycopy(sums, 0, curvature, 0, size * size);
    System.arraycopy(sums, size * size, squares, 0, size * size);
    Cholesky inverse = new Cholesky(curvature, size);
    double[][] middle =
        new Cholesky(type == CovarianceType.HESSIAN ? curvature : squares, size).lower();
    double[][] root = new double[size][size];
    double[] column = new double[size];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < size; i++) {
        column[i] = middle[i][j];
      }
      inverse.solve(column);
      for (int i = 0; i < size; i++) {
        root[i][j] = column[i];
      }
    }
    return root;
  }
}
