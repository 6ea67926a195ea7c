package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.data.UnusableDataException;

/** Refuses data on which nothing can be computed, naming the place. */
final class FiniteNumbers {
  private FiniteNumbers() {}

  /**
   * Checks the statistics, and looks for the place only when they are bad.
   *
   * @throws UnusableDataException naming row and column of the first number that is not finite, or
   *     the column whose squares overflow
   */
  static void require(RowSource source, ColumnStatistics columns) {
    for (int j = 0; j < columns.columns(); j++) {
      if (!Double.isFinite(columns.meanSquare(j))) {
        refuse(source, j);
      }
    }
  }

  private static void refuse(RowSource source, int column) {
    int features = source.featureNames().size();
    String name = column < features ? source.featureNames().get(column) : source.targetName();
    int tileRows = TileSize.rows(features);
    double[] numbers = new double[tileRows * features];
    long row = 0;
    try (Tile tile = source.newTile(tileRows);
        RowSource.Pass pass = source.pass(tileRows)) {
      while (pass.next(tile)) {
        tile.read(numbers);
        double[] targets = tile.targets();
        for (int i = 0; i < tile.rows(); i++, row++) {
          double number = column < features ? numbers[i * features + column] : targets[i];
          if (!Double.isFinite(number)) {
            throw new UnusableDataException(
                "row "
                    + row
                    + ", column '"
                    + name
                    + "' is "
                    + number
                    + "; expected a finite number"
                    + (source.precision() == Precision.DOUBLE ? "" : " in the range of a float"));
          }
        }
      }
    }
    throw new UnusableDataException(
        "column '" + name + "': its squares are beyond the range of a double; rescale it");
  }
}
