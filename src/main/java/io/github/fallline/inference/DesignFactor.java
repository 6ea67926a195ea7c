package io.github.fallline.inference;

import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;

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
 * standard error.
 *
 * <p>n is the sum of the weights: a row of weight 3 is three rows. {@link
 * io.github.fallline.data.WeightedRows} scales weights to the mean 1; {@link #withRows} restores
 * their sum.
 */
public final class DesignFactor {
  /** Rounding of products and factors, in units of 2^-52 and of the width. */
  private static final double ROUNDING = 16;

  private static final int LEAST_WIDTH = 10;

  /** Rounding of the features as they came and of their means, in units of 2^-52. */
  private static final double NUMBER_ROUNDING = 8;

  private final boolean intercept;
  private final boolean fromRows;
  private final double weight;
  private final double rows;
  private final double[] means;
  private final double[] squares;
  private final double[] lengths;
  private final OrderedFactor factor;
  private final double[] inverse;

  private DesignFactor(
      boolean intercept,
      boolean fromRows,
      double weight,
      double rows,
      double[] means,
      double[] squares,
      double[] lengths,
      OrderedFactor factor,
      double[] inverse) {
    this.intercept = intercept;
    this.fromRows = fromRows;
    this.weight = weight;
    this.rows = rows;
    this.means = means;
    this.squares = squares;
    this.lengths = lengths;
    this.factor = factor;
    this.inverse = inverse;
  }

  /**
   * The design of moments: exact to about the square of the condition number, and enough where
   * {@link #digits} says so.
   *
   * @param moments of the features as they are and one target
   * @param intercept whether the model has one
   */
  public static DesignFactor of(Moments moments, boolean intercept) {
    return of(moments, 0, new double[moments.columns() - 1], intercept);
  }

  /**
   * The design of moments with any of several targets.
   *
   * @param moments features first, then the targets
   * @param target which of the targets, counted from 0
   * @param offsets what is to be added to the means of the features, [features]; their number says
   *     which of the columns are targets
   * @param intercept whether the model has one
   */
  public static DesignFactor of(Moments moments, int target, double[] offsets, boolean intercept) {
    int features = offsets.length;
    int width = features + 1;
    double[] means = new double[width];
    int[] columns = new int[width];
    for (int j = 0; j < width; j++) {
      columns[j] = j < features ? j : features + target;
      means[j] = moments.mean(columns[j]) + (j < features ? offsets[j] : 0);
    }
    double n = moments.weight();
    double[] products = new double[width * width];
    double[] squares = new double[width];
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width && n > 0; j++) {
        double centred = n * moments.covariance(columns[i], columns[j]);
        products[i * width + j] = centred + (intercept ? 0 : n * means[i] * means[j]);
        squares[i] = i == j ? centred : squares[i];
      }
    }
    double[] lengths = new double[width];
    for (int j = 0; j < width; j++) {
      double square = Math.max(0, products[j * width + j]);
      lengths[j] = isConstant(squares[j], means[j], n) && intercept ? 0 : Math.sqrt(square);
    }
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        boolean zero = lengths[i] == 0 || lengths[j] == 0;
        double scaled = zero ? 0 : products[i * width + j] / lengths[i] / lengths[j];
        products[i * width + j] = i == j && !zero ? 1 : scaled;
      }
    }
    double least = ROUNDING * Math.ulp(1.0) * Math.max(LEAST_WIDTH, features);
    OrderedFactor factor = OrderedFactor.ofProducts(products, width, least);
    return new DesignFactor(
        intercept, false, n, n, means, squares, lengths, factor, factor.inverse());
  }

  /**
   * The design of a triangular factor of the rows, which has all digits that the rows have.
   *
   * @param rows features first, the target last, as of {@link TriangularFactor#of}
   * @param intercept whether the model has one
   */
  public static DesignFactor of(TriangularFactor rows, boolean intercept) {
    int width = rows.columns();
    double n = rows.weight();
    double[] means = new double[width];
    double[] squares = new double[width];
    double[] lengths = new double[width];
    double[] least = new double[width - 1];
    double[] triangle = rows.factor(intercept);
    ColumnStatistics statistics = rows.columnStatistics();
    for (int j = 0; j < width; j++) {
      means[j] = rows.mean(j);
      squares[j] = statistics.isConstant(j) ? 0 : n * statistics.smallVariance(j);
      double square = 0;
      for (int i = 0; i <= j; i++) {
        square += triangle[i * width + j] * triangle[i * width + j];
      }
      boolean none = isConstant(squares[j], means[j], n) && intercept;
      lengths[j] = none ? 0 : Math.sqrt(square);
      for (int i = 0; i < width; i++) {
        triangle[i * width + j] = none || square == 0 ? 0 : triangle[i * width + j] / lengths[j];
      }
      if (j < width - 1 && lengths[j] > 0) {
        double uncentred = Math.sqrt(squares[j] + n * means[j] * means[j]);
        double share = ROUNDING * Math.max(LEAST_WIDTH, width - 1);
        least[j] = Math.ulp(1.0) * (share + NUMBER_ROUNDING * uncentred / lengths[j]);
      }
    }
    OrderedFactor factor = OrderedFactor.ofTriangle(triangle, width, least);
    return new DesignFactor(
        intercept, true, n, n, means, squares, lengths, factor, factor.inverse());
  }

  /** Whether deviations from a mean are only its rounding. */
  private static boolean isConstant(double squares, double mean, double n) {
    double rounding = 1e-14 * mean;
    return !(squares / n > rounding * rounding);
  }

  /**
   * The same design where the weights of the rows are multiplied so that their sum is another one:
   * standard errors depend on it.
   *
   * @param sum the number of rows that the weights stand for
   */
  public DesignFactor withRows(double sum) {
    return new DesignFactor(
        intercept, fromRows, weight, sum, means, squares, lengths, factor, inverse);
  }

  /** Whether the model has an intercept. */
  public boolean hasIntercept() {
    return intercept;
  }

  /** Features, dependent ones included. */
  public int features() {
    return means.length - 1;
  }

  /** Features that are not dependent. */
  public int rank() {
    return factor.rank();
  }

  /** Elements of z: {@link #rank}, and one for the intercept where there is one. */
  public int parameters() {
    return factor.rank() + (intercept ? 1 : 0);
  }

  /** The number of rows, n: the sum of their weights. */
  public double rows() {
    return rows;
  }

  /** What the weight of a row is multiplied by: 1 unless {@link #withRows} changed their sum. */
  public double weightScale() {
    return rows == weight ? 1 : rows / weight;
  }

  /** The mean of a feature, or of the target as the last column. */
  public double mean(int column) {
    return means[column];
  }

  /** The sum of squared deviations of a feature from its mean, or of the target's. */
  public double centredSquares(int column) {
    return squares[column] * weightScale();
  }

  /** Whether the target is constant. */
  public boolean hasConstantTarget() {
    int target = features();
    return isConstant(squares[target], means[target], weight);
  }

  /** The target's sum of squares: of its deviations, or of itself without an intercept. */
  double totalSquares() {
    double length = lengths[features()];
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

  OrderedFactor factor() {
    return factor;
  }

  /** The length of a column, of its deviations from the mean where there is an intercept. */
  double length(int column) {
    return lengths[column] * Math.sqrt(weightScale());
  }

  /** An element of R^-1 of the kept features, scaled to length 1. */
  double inverse(int row, int column) {
    return inverse[row * factor.rank() + column];
  }

  /** Whether the factor was made of rows, not of moments. */
  public boolean isFromRows() {
    return fromRows;
  }

  /**
   * About how many digits of the worst standard error rounding leaves: 15.6 less those of the
   * condition number; made of moments, 14.6 less twice those.
   */
  public double digits() {
    return digitsAfter(-Math.log10(factor.leastPivot()));
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
