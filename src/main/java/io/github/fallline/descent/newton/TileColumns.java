package io.github.fallline.descent.newton;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;

/** The rows of a tile as columns of a {@link DesignMatrix}: what a thread of a pass holds. */
class TileColumns implements AutoCloseable {
  private final DesignMatrix design;
  private final int size;
  private final int features;
  private final Workspace workspace = new Workspace();
  private final RowView seen;
  private final RowView scaled;
  private final RowView point;
  private final RowView products;
  private final RowView sums;
  private final RowView gram;
  private final double[] read;
  private final double[] numbers;
  private final double[] weighted;
  private final double[] summed;
  private final double[] weights;
  private int rows;

  TileColumns(DesignMatrix design) {
    this.design = design;
    size = design.size();
    features = design.features();
    int most = design.tileRows();
    seen = workspace.view(most, size); // a workspace that fails closes itself
    scaled = workspace.view(most, size);
    point = workspace.view(size, 1);
    products = workspace.view(most, 1);
    sums = workspace.view(size, 1);
    gram = workspace.view(size, size);
    read = new double[most * features];
    numbers = new double[most * size];
    weighted = new double[most * size];
    summed = new double[size];
    weights = newNumbers();
  }

  /** An array of a number for each row. */
  final double[] newNumbers() {
    return new double[design.tileRows()];
  }

  /** Loads the rows of a tile. */
  final void load(Tile tile) {
    rows = tile.rows();
    tile.features().read(read);
    for (int i = 0; i < rows; i++) {
      design.basis().values(read, i * features, numbers, i * size);
      if (design.hasOnes()) {
        numbers[i * size + size - 1] = 1;
      }
    }
    seen.moveTo(0, rows).write(numbers);
    products.moveTo(0, rows);
    scaled.moveTo(0, rows);
  }

  /** The weights of the tile's rows; overwritten by the next tile. */
  final double[] weights(Tile tile) {
    for (int i = 0; i < rows; i++) {
      weights[i] = tile.weight(i);
    }
    return weights;
  }

  /** The features of the tile as they are stored, [rows, features]; not a copy. */
  final double[] stored() {
    return read;
  }

  /** The columns times a point, a row each. */
  final void multiply(double[] by, double[] result) {
    point.write(by);
    Blas.multiply(seen, point, products);
    products.read(result);
  }

  /** Writes the sum of factor times row over the elements of {@code target} from a place on. */
  final void addUp(double[] factors, double[] target, int place) {
    products.write(factors);
    Blas.multiplyTransposed(seen, products, sums);
    sums.read(summed);
    System.arraycopy(summed, 0, target, place, size);
  }

  /**
   * Writes the sum of the products of factor times row with itself over the first size x size
   * elements of {@code target}, the upper triangle.
   */
  final void products(double[] factors, double[] target) {
    for (int i = 0; i < rows; i++) {
      double root = Math.sqrt(factors[i]);
      for (int j = 0; j < size; j++) {
        weighted[i * size + j] = root * numbers[i * size + j];
      }
    }
    scaled.write(weighted);
    Blas.gram(scaled, gram);
    gram.read(target);
  }

  @Override
  public final void close() {
    workspace.close();
  }
}
