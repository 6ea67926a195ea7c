package io.github.fallline.descent.newton;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.List;

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

  private final RowSource source;
  private final FeatureScaling standard;
  private final int features;
  private final int ones;
  private final int tileRows;

  /** [features, rank], row by row; null for the features as they are. */
  private double[] transform;

  /** The same for features that are not standardized; null for the features as they are. */
  private NearDependences combinations;

  private final double[] centres;

  /** Features that are constant but for rounding, which tell nothing. */
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
    SymmetricEigen eigen = SymmetricEigen.of(gram, features);
    double largest = features == 0 ? 0 : eigen.values()[features - 1];
    if (features == 0 || eigen.values()[0] > APART * largest) {
      return;
    }
    double floor = Math.max(FLOOR * largest, Double.MIN_NORMAL);
    double[] first = new double[features * features];
    for (int k = 0; k < features; k++) {
      double scale = 1 / Math.sqrt(Math.max(eigen.values()[k], floor));
      for (int i = 0; i < features; i++) {
        first[i * features + k] = scale * eigen.vectors()[k * features + i];
      }
    }
    combine(first, features);
    SymmetricEigen again = SymmetricEigen.of(meanProducts(executor), features);
    int kept = 0;
    for (double value : again.values()) {
      kept += value > NOTHING ? 1 : 0;
    }
    dependent = columnsOf(first, again.vectors(), features - kept);
    double[] second = new double[features * kept];
    for (int k = 0; k < kept; k++) {
      int place = features - kept + k;
      double scale = 1 / Math.sqrt(again.values()[place]);
      for (int i = 0; i < features; i++) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
          sum += first[i * features + j] * again.vectors()[place * features + j];
        }
        second[i * kept + k] = constant[i] ? 0 : scale * sum;
      }
    }
    combine(second, kept);
  }

  /**
   * Sees the features by combinations from now on, which are computed with twice the digits of a
   * double: what columns alike differ by keeps its digits.
   */
  private void combine(double[] by, int count) {
    transform = by;
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
   * The same linear function in other coordinates.
   *
   * @param point [size], of these columns
   * @param constant added to the intercept
   */
  double[] toParameters(double[] point, double constant, FeatureScaling other) {
    double[] standardized = new double[standard.size()];
    for (int i = 0; i < features; i++) {
      double sum = 0;
      for (int k = 0; k < rank && transform != null; k++) {
        sum += transform[i * rank + k] * point[k];
      }
      standardized[i] = transform == null ? point[i] : sum;
    }
    if (ones == 1) {
      standardized[features] = point[rank];
    }
    double[] weights = new double[features];
    double intercept = standard.toWeights(standardized, weights);
    return other.toParameters(weights, intercept + constant);
  }

  /** Rows of a tile as these columns. */
  final class Columns implements AutoCloseable {
    private final Workspace workspace = new Workspace();
    private final Tile tile;
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

    Columns() {
      try (Closer closer = new Closer()) {
        closer.register(workspace, Workspace::close);
        tile = closer.register(source.newTile(tileRows), Tile::close);
        seen = workspace.view(tileRows, size);
        scaled = workspace.view(tileRows, size);
        point = workspace.view(size, 1);
        products = workspace.view(tileRows, 1);
        sums = workspace.view(size, 1);
        gram = workspace.view(size, size);
        closer.release();
      }
    }

    Tile tile() {
      return tile;
    }

    /** Takes over the rows that are in the tile. */
    void load() {
      int rows = tile.rows();
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
      for (int i = 0; i < tile.rows(); i++) {
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
      tile.close();
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
