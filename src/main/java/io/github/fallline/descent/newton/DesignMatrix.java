package io.github.fallline.descent.newton;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The columns that steps preconditioned by the rows' curvature see: standardized features, and ones
 * for the intercept. Where features depend on each other or nearly so, combinations of them that do
 * not; each is a fixed function of its row, so that rounding is the same at every point.
 */
public final class DesignMatrix {
  /** The least share of the largest eigenvalue for which features are seen as they are. */
  private static final double APART = 1e-6;

  /** The share of the largest eigenvalue that rounding of second moments may amount to. */
  private static final double FLOOR = 1e-14;

  /** Mean squares below this, where columns that are not rounding have about 1, are rounding. */
  private static final double NOTHING = 1e-12;

  /** The share of the largest part in a dependence from which a feature is named. */
  private static final double LEAST_PART = 0.01;

  /** Rounds of combining what the ones before have left close to each other. */
  private static final int MOST_ROUNDS = 4;

  private final RowSource source;
  private final FeatureScaling standard;
  private final int features;
  private final int ones;
  private final int tileRows;

  /** The same for features that are not standardized; null for the features as they are. */
  private NearDependences combinations;

  private final double[] centres;

  /** Features that are constant but for rounding, which carry no information. */
  private final boolean[] constant;

  private int rank;
  private List<String> dependent = List.of();

  /**
   * The columns of some rows.
   *
   * @param standard the standardized features
   * @param constant features that are constant but for rounding
   */
  public DesignMatrix(RowSource source, FeatureScaling standard, boolean[] constant) {
    this.constant = constant;
    this.source = source;
    this.standard = standard;
    features = standard.features();
    ones = standard.hasIntercept() ? 1 : 0;
    tileRows = TileSize.rows(features);
    centres = new double[features];
    rank = features;
  }

  /** Combines features that depend on each other, as far as they do. */
  public void separate(TileExecutor executor) {
    double[] gram = meanProducts(executor);
    if (isApart(gram)) {
      return;
    }
    double[] first = whitened(null, SymmetricEigen.of(gram, features), features, FLOOR);
    combine(first, features);
    SymmetricEigen again = SymmetricEigen.of(meanProducts(executor), features);
    int kept = 0;
    for (double value : again.values()) {
      kept += value > NOTHING ? 1 : 0;
    }
    dependent = columnsOf(first, again.vectors(), features - kept);
    combine(whitened(first, again, kept, 0), kept);
  }

  /**
   * Combines features that depend on each other so that all that their columns span is kept, down
   * to what twice the digits of a double hold.
   */
  public void separateAll(TileExecutor executor) {
    double[] gram = meanProducts(executor);
    double[] before = null;
    for (int round = 0; round < MOST_ROUNDS && !isApart(gram); round++) {
      before = whitened(before, SymmetricEigen.of(gram, features), features, FLOOR);
      combine(before, features);
      gram = meanProducts(executor);
    }
    SymmetricEigen last = SymmetricEigen.of(gram, features);
    int kept = 0;
    for (double value : last.values()) {
      kept += value > NOTHING ? 1 : 0;
    }
    if (kept < features) {
      combine(whitened(before, last, kept, 0), kept);
    }
  }

  /**
   * Combines features that are nearly alike and keeps all of them, for a penalty that counts each:
   * the other way round {@link #weights} leads.
   */
  public void whiten(TileExecutor executor) {
    double[] gram = meanProducts(executor);
    if (!isApart(gram)) {
      combine(whitened(null, SymmetricEigen.of(gram, features), features, FLOOR), features);
    }
  }

  private boolean isApart(double[] gram) {
    if (features == 0) {
      return true;
    }
    double[] values = SymmetricEigen.of(gram, features).values();
    return values[0] > APART * values[features - 1];
  }

  /**
   * Combinations of earlier ones along the last {@code kept} principal axes, of mean square 1 where
   * that is more than a share of the largest.
   *
   * @param before [features, features]; null for the features as they are
   * @return [features, kept]
   */
  private double[] whitened(double[] before, SymmetricEigen eigen, int kept, double share) {
    double floor = Math.max(share * eigen.values()[features - 1], Double.MIN_NORMAL);
    double[] after = new double[features * kept];
    for (int k = 0; k < kept; k++) {
      int place = features - kept + k;
      double scale = 1 / Math.sqrt(Math.max(eigen.values()[place], floor));
      for (int i = 0; i < features; i++) {
        double sum = before == null ? eigen.vectors()[place * features + i] : 0;
        for (int j = 0; j < features && before != null; j++) {
          sum += before[i * features + j] * eigen.vectors()[place * features + j];
        }
        after[i * kept + k] = constant[i] ? 0 : scale * sum;
      }
    }
    return after;
  }

  /**
   * Sees the features by combinations from now on, which are computed with twice the digits of a
   * double: what columns alike differ by keeps its digits.
   */
  private void combine(double[] by, int count) {
    rank = count;
    combinations = new NearDependences(count, features);
    for (int j = 0; j < features; j++) {
      centres[j] = standard.shift(j);
      for (int k = 0; k < count; k++) {
        double multiple = constant[j] ? 0 : by[j * count + k] / standard.scale(j);
        combinations.setMultiple(k, j, multiple);
      }
    }
  }

  /** The features with a part in the first {@code count} directions. */
  private List<String> columnsOf(double[] first, double[] vectors, int count) {
    boolean[] found = new boolean[features];
    for (int k = 0; k < count; k++) {
      double[] parts = new double[features];
      double most = 0;
      for (int i = 0; i < features; i++) {
        for (int j = 0; j < features; j++) {
          parts[i] += first[i * features + j] * vectors[k * features + j];
        }
        parts[i] = constant[i] ? 0 : Math.abs(parts[i]);
        most = Math.max(most, parts[i]);
      }
      for (int i = 0; i < features; i++) {
        found[i] |= parts[i] > most * LEAST_PART;
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      if (found[i]) {
        names.add(source.featureNames().get(i));
      }
    }
    return names;
  }

  /** The features that are combinations of each other up to the rounding of their numbers. */
  List<String> dependent() {
    return dependent;
  }

  /** Columns: one a parameter. */
  public int size() {
    return rank + ones;
  }

  int rank() {
    return rank;
  }

  boolean hasOnes() {
    return ones == 1;
  }

  int tileRows() {
    return tileRows;
  }

  RowSource source() {
    return source;
  }

  /**
   * A model changed by a linear function of these columns; each weight is rounded once.
   *
   * @param point [size], of these columns
   * @param weights overwritten: [features]
   * @return the intercept that goes with the rounded weights
   */
  double toWeights(double[] point, ReferenceModel reference, double[] weights) {
    NearDependences sum = new NearDependences(1, features);
    for (int j = 0; j < features; j++) {
      sum.setMultiple(0, j, reference.weight(j));
      for (int k = 0; k < rank; k++) {
        if (combinations != null) {
          addProduct(sum, j, combinations.multiple(k, j), point[k]);
        } else if (k == j && !constant[j]) {
          sum.addToMultiple(0, j, point[j] / standard.scale(j));
        }
      }
      weights[j] = sum.multiple(0, j);
    }
    if (ones == 0) {
      return 0;
    }
    sum.setConstant(0, reference.intercept());
    sum.addToConstant(0, point[rank]);
    for (int j = 0; j < features; j++) {
      subtractProduct(sum, weights[j], standard.shift(j));
      subtractProduct(sum, -reference.weight(j), standard.shift(j));
    }
    return sum.constant(0);
  }

  /**
   * A model in these columns where they are the standardized features; the intercept, which is
   * last, is left 0.
   *
   * @param weights by feature, on the features as stored
   */
  double[] standardized(IntToDoubleFunction weights) {
    double[] point = new double[size()];
    for (int j = 0; j < features; j++) {
      point[j] = weights.applyAsDouble(j) * standard.scale(j);
    }
    return point;
  }

  /**
   * The weights on standardized features that a point, all of whose columns are kept, stands for;
   * the intercept, which is last, is left 0.
   */
  double[] weights(double[] point) {
    double[] weights = new double[size()];
    for (int j = 0; j < features; j++) {
      weights[j] = combinations == null ? point[j] : 0;
      for (int k = 0; k < features && combinations != null; k++) {
        weights[j] += weightOf(k, j) * point[k];
      }
    }
    return weights;
  }

  /** Adds what the derivative by a weight makes of that by the point's elements. */
  void addDerivative(int feature, double byWeight, double[] sums, int place) {
    if (combinations == null) {
      sums[place + feature] += byWeight;
      return;
    }
    for (int k = 0; k < features; k++) {
      sums[place + k] += weightOf(k, feature) * byWeight;
    }
  }

  /** Adds the same of the second derivative, to the upper triangle of [size, size]. */
  void addCurvature(int feature, double byWeight, double[] curvature) {
    int size = size();
    if (combinations == null) {
      curvature[feature * size + feature] += byWeight;
      return;
    }
    for (int i = 0; i < features; i++) {
      for (int k = i; k < features; k++) {
        curvature[i * size + k] += weightOf(i, feature) * weightOf(k, feature) * byWeight;
      }
    }
  }

  private double weightOf(int column, int feature) {
    return combinations.multiple(column, feature) * standard.scale(feature);
  }

  private static void addProduct(NearDependences sum, int feature, double left, double right) {
    double product = left * right;
    sum.addToMultiple(0, feature, product);
    sum.addToMultiple(0, feature, Math.fma(left, right, -product));
  }

  private static void subtractProduct(NearDependences sum, double left, double right) {
    double product = left * right;
    sum.addToConstant(0, -product);
    sum.addToConstant(0, -Math.fma(left, right, -product));
  }

  /** Rows of a tile as these columns. */
  final class Columns implements AutoCloseable {
    private final Workspace workspace = new Workspace();
    private final int size = size();
    private final double[] read = new double[tileRows * features];
    private final double[] numbers = new double[tileRows * Math.max(size, features)];
    private final double[] weighted = new double[tileRows * size];
    private final RowView seen;
    private final RowView scaled;
    private final RowView point;
    private final RowView products;
    private final RowView sums;
    private final RowView gram;

    private final double[] values = new double[Math.max(1, rank)];
    private int rows;

    Columns() {
      seen = workspace.view(tileRows, size);
      scaled = workspace.view(tileRows, size);
      point = workspace.view(size, 1);
      products = workspace.view(tileRows, 1);
      sums = workspace.view(size, 1);
      gram = workspace.view(size, size);
    }

    /** Loads the rows of a tile. */
    void load(Tile tile) {
      rows = tile.rows();
      tile.features().read(read);
      for (int i = 0; i < rows; i++) {
        if (combinations != null) {
          combinations.values(read, i * features, centres, values);
          System.arraycopy(values, 0, numbers, i * size, rank);
          continue;
        }
        for (int j = 0; j < features; j++) {
          double centred = constant[j] ? 0 : read[i * features + j] - standard.shift(j);
          numbers[i * size + j] = centred / standard.scale(j);
        }
      }
      for (int i = 0; i < rows && ones == 1; i++) {
        numbers[i * size + rank] = 1;
      }
      seen.moveTo(0, rows).write(numbers);
      products.moveTo(0, rows);
      scaled.moveTo(0, rows);
    }

    /** The features of the tile as they are stored, [rows, features]; not a copy. */
    double[] numbersRead() {
      return read;
    }

    int features() {
      return features;
    }

    /** The columns times a point, a row each. */
    void multiply(double[] by, double[] result) {
      point.write(by);
      Blas.multiply(seen, point, products);
      products.read(result);
    }

    /**
     * Writes the sum of factor times row over the elements of {@code target} from a place on.
     *
     * @param result [size], overwritten
     */
    void addUp(double[] factors, double[] result, double[] target, int place) {
      products.write(factors);
      Blas.multiplyTransposed(seen, products, sums);
      sums.read(result);
      System.arraycopy(result, 0, target, place, size);
    }

    /**
     * Writes the sum of the products of root times row with itself over the first size x size
     * elements of {@code target}, the upper triangle.
     */
    void products(double[] roots, double[] target) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < size; j++) {
          weighted[i * size + j] = roots[i] * numbers[i * size + j];
        }
      }
      scaled.write(weighted);
      Blas.gram(scaled, gram);
      gram.read(target);
    }

    @Override
    public void close() {
      workspace.close();
    }
  }

  /** The mean products of the features' columns, the upper triangle. */
  private double[] meanProducts(TileExecutor executor) {
    int size = size();
    double[] total =
        new DesignMatrixPass(this, executor)
            .run(
                size * size,
                0,
                () -> {
                  double[] roots = new double[tileRows];
                  return (columns, tile, part) -> {
                    for (int i = 0; i < tile.rows(); i++) {
                      roots[i] = Math.sqrt(tile.weight(i));
                    }
                    columns.products(roots, part);
                  };
                });
    double[] products = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = i; j < rank; j++) {
        products[i * rank + j] = total[i * size + j] / source.rows();
      }
    }
    return products;
  }
}
