package io.github.fallline.descent.newton;

import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

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
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;
  private ColumnBasis basis;
  private List<String> dependent = List.of();

  /**
   * The columns of some rows.
   *
   * @param standard the standardized features
   * @param constant features that are constant but for rounding
   */
  public DesignMatrix(
      RowSource source, FeatureScaling standard, boolean[] constant, TileExecutor executor) {
    this.source = source;
    this.standard = standard;
    this.executor = executor;
    features = standard.features();
    tileRows = TileSize.rows(features);
    basis = ColumnBasis.standardized(standard, constant);
  }

  /** Combines features that depend on each other, as far as they do. */
  public void separate() {
    if (whiten()) {
      SymmetricEigen eigen = eigen();
      int kept = countKept(eigen);
      dependent = featuresAlong(eigen.vectors(), features - kept);
      basis = basis.whitened(eigen, kept, 0);
    }
  }

  /**
   * Combines features that depend on each other so that all that their columns span is kept, down
   * to what twice the digits of a double hold.
   */
  public void separateAll() {
    SymmetricEigen eigen = eigen();
    for (int round = 0; round < MOST_ROUNDS && !isApart(eigen); round++) {
      basis = basis.whitened(eigen, features, FLOOR);
      eigen = eigen();
    }
    int kept = countKept(eigen);
    if (kept < features) {
      basis = basis.whitened(eigen, kept, 0);
    }
  }

  /**
   * Combines features that are nearly alike and keeps all of them, for a penalty that counts each:
   * a point can be converted to weights on standardized features.
   *
   * @return whether any are
   */
  public boolean whiten() {
    SymmetricEigen eigen = eigen();
    boolean apart = isApart(eigen);
    basis = apart ? basis : basis.whitened(eigen, features, FLOOR);
    return !apart;
  }

  private boolean isApart(SymmetricEigen eigen) {
    return features == 0 || eigen.values()[0] > APART * eigen.values()[features - 1];
  }

  private static int countKept(SymmetricEigen eigen) {
    int kept = 0;
    for (double value : eigen.values()) {
      kept += value > NOTHING ? 1 : 0;
    }
    return kept;
  }

  /** The features with a part in the first {@code count} directions. */
  private List<String> featuresAlong(double[] directions, int count) {
    boolean[] found = new boolean[features];
    for (int k = 0; k < count; k++) {
      double[] parts = new double[features];
      double most = 0;
      for (int i = 0; i < features; i++) {
        parts[i] = basis.constant[i] ? 0 : Math.abs(basis.part(i, directions, k * features));
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

  /** The eigenvalues of the mean products of the columns without the ones. */
  private SymmetricEigen eigen() {
    int size = size();
    double[] means =
        means(
            size * size,
            0,
            () -> new TileColumns(this),
            (columns, tile, part) -> columns.products(columns.weights(tile), part));
    int count = basis.count();
    double[] products = new double[count * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(means, i * size, products, i * count, count);
    }
    return SymmetricEigen.of(products, count);
  }

  /**
   * What a pass does with the tile whose columns are loaded.
   *
   * @param <C> the columns, with what else a thread holds
   */
  interface Visitor<C extends TileColumns> {
    /** Visits a tile and overwrites its part. */
    void visit(C columns, Tile tile, double[] part);
  }

  /**
   * Makes a pass over the rows: tiles over threads, their parts merged in the order of the tiles,
   * so that the result has the same bits for any number of threads.
   *
   * @param sums numbers of a part that are added, and divided by the rows
   * @param least numbers behind them of which the least counts
   * @param threads creates what a thread holds
   */
  <C extends TileColumns> double[] means(
      int sums, int least, Supplier<C> threads, Visitor<C> visitor) {
    double[] total =
        TileReducer.reduce(
            source,
            tileRows,
            executor,
            TileReduction.of(
                () -> newPart(sums, least),
                (all, part) -> merge(all, part, sums),
                () -> new VisitTask<>(threads.get(), visitor)));
    for (int j = 0; j < sums; j++) {
      total[j] /= source.rows();
    }
    return total;
  }

  private static double[] newPart(int sums, int least) {
    double[] part = new double[sums + least];
    Arrays.fill(part, sums, part.length, Double.POSITIVE_INFINITY);
    return part;
  }

  private static void merge(double[] total, double[] part, int sums) {
    for (int j = 0; j < total.length; j++) {
      total[j] = j < sums ? total[j] + part[j] : Math.min(total[j], part[j]);
    }
  }

  private record VisitTask<C extends TileColumns>(C columns, Visitor<C> visitor)
      implements TileReduction.Task<double[]> {
    @Override
    public void compute(Tile tile, double[] part) {
      columns.load(tile);
      visitor.visit(columns, tile, part);
    }

    @Override
    public void close() {
      columns.close();
    }
  }

  /** The features that are combinations of each other up to the rounding of their numbers. */
  List<String> dependent() {
    return dependent;
  }

  /** Columns: one a parameter. */
  public int size() {
    return basis.count() + (hasOnes() ? 1 : 0);
  }

  ColumnBasis basis() {
    return basis;
  }

  int features() {
    return features;
  }

  boolean hasOnes() {
    return standard.hasIntercept();
  }

  int tileRows() {
    return tileRows;
  }

  long rows() {
    return source.rows();
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
      sum.set(0, j, reference.weight(j));
      basis.addWeight(j, point, sum);
      weights[j] = sum.get(0, j);
    }
    if (!hasOnes()) {
      return 0;
    }
    sum.set(0, features, reference.intercept());
    sum.add(0, features, point[basis.count()]);
    for (int j = 0; j < features; j++) {
      sum.addProduct(0, features, -weights[j], standard.shift(j));
      sum.addProduct(0, features, reference.weight(j), standard.shift(j));
    }
    return sum.get(0, features);
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
}
