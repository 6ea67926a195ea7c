package io.github.fallline.inference;

import io.github.fallline.data.RowStream;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.stats.Moments;
import java.util.Arrays;

/**
 * The factorized design of a regression: n, means, and R with R'R = X'X of the centred features (of
 * the features themselves without an intercept). All inference on squared errors follows from it.
 * Immutable.
 *
 * <p>A row x becomes z = (1 / sqrt(n), R^-T (x - means)), without its first element where there is
 * no intercept: the columns of Z are orthonormal over the training rows, so that the leverage of a
 * row is z'z, and the covariance of the coefficients is T H T' with H = sigma^2 I, or Z' diag(e^2)
 * Z where it is robust.
 *
 * <p>Features are in their own order. One of which only rounding is left beside those before it is
 * dependent: constant, or a combination of them. It has no part in z, and its coefficient no
 * standard error. Nor has a feature that the caller excludes.
 *
 * <p>n is the sum of the weights: a row of weight 3 is three rows. {@link
 * io.github.fallline.data.WeightedRows} scales weights to the mean 1; {@link #withRows} restores
 * their sum.
 */
public final class DesignFactor {
  private final boolean fromRows;
  private final double rows;
  private final DesignColumns columns;
  private final OrderedFactor factor;

  private DesignFactor(boolean fromRows, double rows, DesignColumns columns, OrderedFactor factor) {
    this.fromRows = fromRows;
    this.rows = rows;
    this.columns = columns;
    this.factor = factor;
  }

  /**
   * The design of rows, by their moments in one pass.
   *
   * @param rows stay the caller's
   * @param intercept whether the model has one
   */
  public static DesignFactor of(RowStream rows, boolean intercept) {
    return of(Moments.of(rows), intercept).withRows(rows.totalWeight());
  }

  /**
   * The design of moments of the features as they are and one target; {@link #digits} says how many
   * digits it has.
   *
   * @param intercept whether the model has one
   */
  public static DesignFactor of(Moments moments, boolean intercept) {
    int features = moments.columns() - 1;
    return of(moments, 0, new double[features], intercept, new boolean[features]);
  }

  /**
   * The design of moments with any of several targets.
   *
   * @param moments features first, then the targets
   * @param target which of the targets, counted from 0
   * @param offsets what is to be added to the means of the features, [features]; their number says
   *     which of the columns are targets
   * @param intercept whether the model has one
   * @param excluded features that the model leaves out because they depend on others, [features]:
   *     their coefficients are 0
   */
  public static DesignFactor of(
      Moments moments, int target, double[] offsets, boolean intercept, boolean[] excluded) {
    int width = offsets.length + 1;
    DesignColumns columns = new DesignColumns(moments.weight(), intercept, excluded);
    double[] products = columns.productsOf(moments, target, offsets);
    double least = DesignColumns.rounding(width);
    OrderedFactor factor = OrderedFactor.ofProducts(products, width, least);
    return new DesignFactor(false, moments.weight(), columns, factor);
  }

  /**
   * The design of a triangular factor of the rows, which has all digits that the rows have.
   *
   * @param rows features first, the target last, as of {@link TriangularFactor#of}
   * @param intercept whether the model has one
   */
  public static DesignFactor of(TriangularFactor rows, boolean intercept) {
    return of(rows, intercept, new boolean[rows.columns() - 1]);
  }

  /**
   * The design of a triangular factor of the rows without some features.
   *
   * @param rows features first, the target last
   * @param intercept whether the model has one
   * @param excluded features that the model leaves out because they depend on others, [features]:
   *     their coefficients are 0
   */
  public static DesignFactor of(TriangularFactor rows, boolean intercept, boolean[] excluded) {
    DesignColumns columns = new DesignColumns(rows.weight(), intercept, excluded);
    double[] triangle = columns.triangleOf(rows);
    OrderedFactor factor =
        OrderedFactor.ofTriangle(triangle, rows.columns(), columns.leastLengths());
    return new DesignFactor(true, rows.weight(), columns, factor);
  }

  /**
   * The same design where the weights of the rows are multiplied so that their sum is another one:
   * standard errors depend on it.
   *
   * @param sum the number of rows that the weights stand for
   */
  public DesignFactor withRows(double sum) {
    return new DesignFactor(fromRows, sum, columns, factor);
  }

  /** Whether the model has an intercept. */
  public boolean hasIntercept() {
    return columns.intercept;
  }

  /** Features, dependent ones included. */
  public int features() {
    return columns.means.length - 1;
  }

  /** Features that are not dependent. */
  public int rank() {
    return factor.rank();
  }

  /** Elements of z: {@link #rank}, and one for the intercept where there is one. */
  public int parameters() {
    return factor.rank() + (columns.intercept ? 1 : 0);
  }

  /** The number of rows, n: the sum of their weights. */
  public double rows() {
    return rows;
  }

  /** What the weight of a row is multiplied by: 1 unless {@link #withRows} changed their sum. */
  public double weightScale() {
    return rows == columns.weight ? 1 : rows / columns.weight;
  }

  /** The mean of a feature, or of the target as the last column. */
  public double mean(int column) {
    return columns.means[column];
  }

  /** The sum of squared deviations of a feature from its mean, or of the target's. */
  public double centredSquares(int column) {
    return columns.squares[column] * weightScale();
  }

  /** Whether the target is constant. */
  public boolean hasConstantTarget() {
    return columns.isConstant(features());
  }

  /** The target's sum of squares: of its deviations, or of itself without an intercept. */
  double totalSquares() {
    double length = columns.lengths[features()];
    return length * length * weightScale();
  }

  /** The residual sum of squares as the last diagonal element of the factor of (X y). */
  public double residualSquares() {
    return factor.rest() * totalSquares();
  }

  /** The sum of squares that a kept feature explains beyond those before it. */
  double sequentialSquares(int place) {
    return factor.effect(place) * factor.effect(place) * totalSquares();
  }

  /** An element of Q'y, of the kept features. */
  double effect(int place) {
    return factor.effect(place) * Math.sqrt(totalSquares());
  }

  /** The feature at a place among the kept ones. */
  int column(int place) {
    return factor.column(place);
  }

  /** Whether a feature was excluded by the caller. */
  boolean isExcluded(int feature) {
    return columns.excluded[feature];
  }

  OrderedFactor factor() {
    return factor;
  }

  /** The length of a column, of its deviations from the mean where there is an intercept. */
  double length(int column) {
    return columns.lengths[column] * Math.sqrt(weightScale());
  }

  /** An element of R^-1 of the kept features, scaled to length 1. */
  double inverse(int row, int column) {
    return factor.inverse().at(row, column);
  }

  /**
   * About how many digits of the worst standard error rounding leaves: 15.6 less those of the
   * condition number; made of moments, 14.6 less twice those.
   */
  public double digits() {
    return digitsAfter(Math.log10(factor.inverse().greatest()));
  }

  private double digitsAfter(double lost) {
    double all = -Math.log10(Math.ulp(1.0));
    return Math.max(0, fromRows ? all - lost / 2 : all - 1 - lost);
  }

  /**
   * About how many digits of {@link #residualSquares} rounding leaves: made of moments, it is a
   * difference of sums that agree to as many digits as 1 - r2 has zeros; made of rows, half of
   * those digits are lost.
   */
  public double residualDigits() {
    double share = factor.rest();
    return digitsAfter(share > 0 ? -Math.log10(share) : Double.POSITIVE_INFINITY);
  }

  /** The variance inflation of each feature; see {@link RegressionStatistics#vif}. */
  double[] vif() {
    int rank = factor.rank();
    double[] inflation = new double[features()];
    Arrays.fill(inflation, Double.NaN);
    for (int k = 0; k < rank; k++) {
      inflation[factor.column(k)] = Math.max(1, factor.inverse().squaredLength(k));
    }
    return inflation;
  }

  /** See {@link RegressionStatistics#conditionNumber}. */
  double conditionNumber() {
    int rank = factor.rank();
    double[][] triangle = new double[rank][rank];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i <= k; i++) {
        triangle[k][i] = factor.at(i, factor.column(k));
      }
    }
    return SingularValues.conditionNumber(triangle);
  }

  /** See {@link RegressionStatistics#predictionInterval}. */
  PredictionInterval predictionInterval(double variance, double degreesOfFreedom) {
    int rank = factor.rank();
    int[] kept = new int[rank];
    double[] means = new double[rank];
    double[] triangle = new double[rank * (rank + 1) / 2];
    int at = 0;
    for (int k = 0; k < rank; k++) {
      kept[k] = factor.column(k);
      means[k] = hasIntercept() ? mean(kept[k]) : 0;
      for (int l = k; l < rank; l++, at++) {
        triangle[at] = factor.at(k, factor.column(l)) * length(factor.column(l));
      }
    }
    double n = hasIntercept() ? rows : Double.POSITIVE_INFINITY;
    return new PredictionInterval(kept, means, triangle, n, variance, degreesOfFreedom);
  }

  /**
   * Which coefficients the rows determine; the intercept's first where there is one. A dependent
   * feature's is not determined. Where its coefficient is not 0, those of the features that make it
   * up are not, either: another choice gives the same predictions.
   *
   * @param coefficients [features]
   */
  public boolean[] determined(double[] coefficients) {
    return new DeterminedCoefficients(this, coefficients).flags();
  }
}
