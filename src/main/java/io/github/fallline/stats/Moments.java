package io.github.fallline.stats;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.parallel.TileExecutor;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Row count, means and centred products of pairs of columns: features first, the target last, or
 * several targets, of which each is paired with itself and the features and not with the others.
 * The sufficient statistics of least squares.
 *
 * <p>Immutable: {@link #merge}, {@link #minus} and {@link #select} return others. Free of native
 * memory: {@link #toArray()} and {@link #ofArray} carry it from one process to another. Where rows
 * have weights, means and products are weighted and {@link #weight()} is the sum of the weights.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In {@link #select}: a column that is 0 in all rows. */
  public static final int ZERO = -1;

  /** Sums of squares that a difference leaves below this share of its terms are rounding. */
  private static final double ROUNDING = 64 * Math.ulp(1.0);

  /** Sums of squares below 0 by more than this share are no rounding, even of many parts. */
  private static final double MOST_ROUNDING = 1e-10;

  /** Roundings of means in a difference of two of them, and some to spare. */
  private static final double ROUNDINGS = 4;

  private final int features;
  private final int columns;
  private long rows;
  private double weight;
  private final double[] means;

  /** One row per feature, then the square of each target, as in {@link #length}. */
  private final double[] products;

  /** Creates the statistic of no rows; the last column is the target. */
  public Moments(int columns) {
    this(columns - 1, 1);
  }

  /** Creates the statistic of no rows, with any number of targets. */
  Moments(int features, int targets) {
    this.features = features;
    columns = features + targets;
    means = new double[columns];
    products = new double[length(features, targets)];
  }

  /**
   * The number of products: each feature with each column, [features, columns], and each target
   * with itself, [targets].
   */
  static int length(int features, int targets) {
    return Math.addExact(Math.multiplyExact(features, features + targets), targets);
  }

  /**
   * The moments of rows, in one pass on the calling thread; their weights count.
   *
   * @param rows stay the caller's
   */
  public static Moments of(RowStream rows) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(1)) {
      return new MomentsPass(rows, executor).moments();
    }
  }

  /**
   * The statistic that {@link #toArray()} wrote.
   *
   * @param columns features and the one target
   * @param numbers copied
   * @throws IllegalArgumentException if the numbers are of another number of columns
   */
  public static Moments ofArray(int columns, double[] numbers) {
    Moments moments = new Moments(columns);
    Argument.require(
        numbers.length == moments.packedLength(),
        "numbers",
        moments.packedLength() + " for " + columns + " columns",
        numbers.length);
    moments.rows = (long) numbers[0];
    moments.weight = numbers[1];
    System.arraycopy(numbers, 2, moments.means, 0, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      int pairs = moments.pairsFrom(j);
      System.arraycopy(numbers, at, moments.products, moments.place(j, j), pairs);
      at += pairs;
    }
    return moments;
  }

  /** Rows, weight, means and the products of each pair of columns once, exactly as they are. */
  public double[] toArray() {
    double[] numbers = new double[packedLength()];
    numbers[0] = rows;
    numbers[1] = weight;
    System.arraycopy(means, 0, numbers, 2, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      int pairs = pairsFrom(j);
      System.arraycopy(products, place(j, j), numbers, at, pairs);
      at += pairs;
    }
    return numbers;
  }

  private int packedLength() {
    int length = 2 + columns;
    for (int j = 0; j < columns; j++) {
      length = Math.addExact(length, pairsFrom(j));
    }
    return length;
  }

  /** The number of products of a column with itself and the columns behind it. */
  private int pairsFrom(int column) {
    return column < features ? columns - column : 1;
  }

  /**
   * Sets the statistic of {@code rowCount} rows.
   *
   * @param totalWeight the sum of their weights
   * @param columnMeans the means; copied
   * @param centredProducts sums of products of deviations, laid out as in {@link #length}; copied,
   *     including elements below the diagonal
   */
  void set(long rowCount, double totalWeight, double[] columnMeans, double[] centredProducts) {
    rows = rowCount;
    weight = totalWeight;
    System.arraycopy(columnMeans, 0, means, 0, columns);
    System.arraycopy(centredProducts, 0, products, 0, products.length);
  }

  /**
   * The moments of the rows of both: those of this first. The same parts merged in the same order
   * have the same bits; in any order they agree to rounding (Chan, Golub, LeVeque 1983).
   *
   * @throws IllegalArgumentException if the other has not as many features and targets
   */
  public Moments merge(Moments other) {
    Moments merged = copy();
    merged.add(other);
    return merged;
  }

  /** Adds the rows of another statistic of the same columns; for one that is still being made. */
  void add(Moments other) {
    requireSameColumns(other);
    if (other.rows == 0) {
      return;
    }
    // Rows of weight 0 do not change the others, unless they hold NaN.
    double share = other.weight == 0 ? 0 : other.weight / (weight + other.weight);
    for (int j = 0; j < columns; j++) {
      double weighted = (other.means[j] - means[j]) * weight * share;
      for (int k = j; k < j + pairsFrom(j); k++) {
        int place = place(j, k);
        products[place] += other.products[place] + weighted * (other.means[k] - means[k]);
      }
    }
    for (int j = 0; j < columns; j++) {
      double shift = other.means[j] - means[j];
      boolean varies = shift != 0 && weight > 0 && share > 0;
      means[j] += shift * share;
      int square = place(j, j);
      products[square] = ColumnStatistics.atLeast(products[square], varies);
    }
    rows += other.rows;
    weight += other.weight;
  }

  /** Makes these moments those of the features themselves, which the rows store less an offset. */
  void addOffsets(RowSource source) {
    for (int j = 0; j < features && rows > 0; j++) {
      means[j] += source.offset(j);
    }
  }

  private void requireSameColumns(Moments other) {
    if (other.columns != columns || other.features != features) {
      throw new IllegalArgumentException(
          "other: expected %d columns of which %d are features, got %d and %d"
              .formatted(columns, features, other.columns, other.features));
    }
  }

  private Moments copy() {
    Moments copy = new Moments(features, columns - features);
    copy.set(rows, weight, means, products);
    return copy;
  }

  /**
   * The moments of these rows without some of them: the inverse of {@link #merge}. Digits are lost
   * where the rows that stay vary less, or are fewer, than those removed: {@link #digitsLost}. A
   * column of which only rounding is left counts as constant.
   *
   * @param part the moments of the rows to remove
   * @throws IllegalArgumentException if they cannot be rows of these: other columns, more rows or
   *     weight, or a sum of squares that would be negative
   */
  public Moments minus(Moments part) {
    requireSameColumns(part);
    double left = weight - part.weight;
    if (part.rows > rows || left < -ROUNDING * weight) {
      throw new IllegalArgumentException(
          "part: expected some of %d rows of weight %s, got %d rows of weight %s"
              .formatted(rows, weight, part.rows, part.weight));
    }
    Moments rest = new Moments(features, columns - features);
    rest.rows = rows - part.rows;
    if (rest.rows == 0 || left <= ROUNDING * weight) {
      return rest;
    }
    rest.weight = left;
    double share = part.weight / left;
    boolean[] constant = new boolean[columns];
    for (int j = 0; j < columns; j++) {
      double shift = part.means[j] - means[j];
      rest.means[j] = means[j] - shift * share;
      for (int k = j; k < j + pairsFrom(j); k++) {
        int place = place(j, k);
        double between = shift * (part.means[k] - means[k]) * weight * share;
        rest.products[place] = products[place] - part.products[place] - between;
      }
      // The means are rounded too, which matters where they are large beside the spread.
      double size = Math.max(Math.abs(means[j]), Math.abs(part.means[j]));
      double rounded = ROUNDINGS * Math.abs(shift) * Math.ulp(size) * weight * share;
      constant[j] = rest.isRounding(j, this, rounded);
    }
    for (int j = 0; j < columns; j++) {
      for (int k = j; k < j + pairsFrom(j); k++) {
        if (constant[j] || constant[k]) {
          rest.products[place(j, k)] = 0;
        }
      }
    }
    return rest;
  }

  /** Whether removing rows from a whole left nothing but rounding of the squares of a column. */
  private boolean isRounding(int column, Moments whole, double rounded) {
    double square = products[place(column, column)];
    double all = whole.products[place(column, column)];
    if (square < -MOST_ROUNDING * all - rounded) {
      throw new IllegalArgumentException(
          "part: its rows are not among these: column %d of %d would have a negative sum of squares"
              .formatted(column + 1, columns));
    }
    return square <= ROUNDING * all + rounded;
  }

  /**
   * About how many digits removing rows cost: the logarithm of the ratio of sums of squares before
   * and after, of the column where it is largest, or of the weights if that is larger. Columns that
   * are constant in the rows that stay do not count. 0 for no rows.
   *
   * @param rest what {@link #minus} returned
   */
  public double digitsLost(Moments rest) {
    if (rest.weight == 0) {
      return 0;
    }
    double most = weight / rest.weight;
    for (int j = 0; j < columns; j++) {
      double square = rest.products[place(j, j)];
      most = square > 0 ? Math.max(most, products[place(j, j)] / square) : most;
    }
    return Math.log10(most);
  }

  /**
   * The moments of some columns, in any order; the last one is the target.
   *
   * @param selected indices from 0, or {@link #ZERO}
   * @throws IllegalArgumentException if there are none, an index is out of range, or two different
   *     columns are targets, whose product is not known
   */
  public Moments select(int... selected) {
    Argument.require(selected.length > 0, "selected", "at least one column", "none");
    for (int column : selected) {
      Argument.require(
          column >= ZERO && column < columns, "selected", "columns below " + columns, column);
    }
    Moments part = new Moments(selected.length);
    part.rows = rows;
    part.weight = weight;
    for (int j = 0; j < selected.length; j++) {
      part.means[j] = selected[j] == ZERO ? 0 : means[selected[j]];
      for (int k = j; k < j + part.pairsFrom(j); k++) {
        part.products[part.place(j, k)] = product(selected[j], selected[k]);
      }
    }
    return part;
  }

  /**
   * The sum over the rows of weight times the product of the deviations of two columns from their
   * means.
   */
  public double product(int left, int right) {
    int first = Math.min(left, right);
    if (first == ZERO) {
      return 0;
    }
    requireKnown(left, right);
    return products[place(first, Math.max(left, right))];
  }

  private void requireKnown(int left, int right) {
    if (Math.min(left, right) >= features && left != right) {
      throw new IllegalArgumentException("columns " + left + " and " + right + " are two targets");
    }
  }

  /**
   * The same rows with weights of another sum: sums of products are multiplied as the weights are.
   *
   * @param total above 0
   */
  public Moments withWeight(double total) {
    Argument.require(total > 0, "total", "a number above 0", total);
    if (total == weight) {
      return this;
    }
    Moments scaled = copy();
    double factor = total / weight;
    scaled.weight = total;
    for (int i = 0; i < products.length; i++) {
      scaled.products[i] *= factor;
    }
    return scaled;
  }

  /** The index of the product of two columns, of which the first is not behind the second. */
  private int place(int left, int right) {
    return left < features ? left * columns + right : features * columns + left - features;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
  }

  /** The sum of the weights of the rows; their number where they have none. */
  public double weight() {
    return weight;
  }

  /** Columns, targets included. */
  public int columns() {
    return columns;
  }

  /** Columns that are features; the targets follow. */
  int features() {
    return features;
  }

  /** The mean of a column. */
  public double mean(int column) {
    return means[column];
  }

  /**
   * The mean product of the deviations of two columns from their means (divided by the weight).
   *
   * @throws IllegalArgumentException if they are two targets, whose product is not computed
   */
  public double covariance(int left, int right) {
    requireKnown(left, right);
    return products[place(Math.min(left, right), Math.max(left, right))] / weight;
  }

  /**
   * The mean squared error of a linear model on the rows; 0 for no rows. Where the model explains
   * nearly all of the target, only digits of the target's variance are right.
   *
   * @param coefficients one a feature, all columns but the last: [d]
   * @param intercept 0 for none
   * @throws IllegalArgumentException if there are several targets or another number of features
   */
  public double squaredError(double[] coefficients, double intercept) {
    Argument.require(
        coefficients.length == columns - 1 && features == columns - 1,
        "coefficients",
        "one for each of " + (columns - 1) + " features and one target",
        coefficients.length);
    if (weight == 0) {
      return 0;
    }
    double[] errors = new double[columns]; // a row times these is its error
    for (int j = 0; j < features; j++) {
      errors[j] = -coefficients[j];
    }
    errors[features] = 1;
    double mean = -intercept;
    double square = 0;
    for (int j = 0; j < columns; j++) {
      mean += errors[j] * means[j];
      int row = place(j, j);
      double behind = 0;
      for (int k = 1; k < columns - j && errors[j] != 0; k++) {
        behind += products[row + k] * errors[j + k];
      }
      square += errors[j] * (errors[j] * products[row] + 2 * behind);
    }
    return Math.max(0, square / weight) + mean * mean;
  }

  /** The part of this statistic about single columns. */
  public ColumnStatistics columnStatistics() {
    double[] squares = new double[columns];
    for (int j = 0; j < columns; j++) {
      squares[j] = products[place(j, j)];
    }
    ColumnStatistics statistics = new ColumnStatistics(columns);
    statistics.set(rows, weight, means, squares);
    return statistics;
  }

  /** The same, of the features and one target, counted from 0. */
  public ColumnStatistics columnStatistics(int target) {
    double[] ownMeans = Arrays.copyOf(means, features + 1);
    double[] squares = new double[features + 1];
    for (int j = 0; j < features; j++) {
      squares[j] = products[place(j, j)];
    }
    ownMeans[features] = means[features + target];
    squares[features] = products[place(features + target, features + target)];
    ColumnStatistics statistics = new ColumnStatistics(features + 1);
    statistics.set(rows, weight, ownMeans, squares);
    return statistics;
  }
}
