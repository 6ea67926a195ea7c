package io.github.fallline.stats;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.parallel.TileSize;
import java.util.List;

/** Rejects data that is not finite or out of range, and names the place. */
public final class FiniteValidation {
  private FiniteValidation() {}

  /**
   * Checks the statistics, and searches the rows for the place only if they are bad.
   *
   * @param columns the statistics of the features, then of the targets
   * @param centred whether deviations from the means are squared, as where there is an intercept;
   *     otherwise the numbers themselves
   * @throws InvalidDataException naming row and column of the first number that is not finite, or
   *     the column whose squares are beyond or below the range of a double
   */
  public static void require(RowMetadata source, ColumnStatistics columns, boolean centred) {
    require(source, TargetReader.of(source), columns, centred);
  }

  /** The same, of rows with any number of targets. */
  public static void require(
      RowMetadata source, TargetReader targets, ColumnStatistics columns, boolean centred) {
    List<String> names = source.featureNames();
    int features = names.size();
    for (int j = 0; j < columns.columns(); j++) {
      if (!Double.isFinite(columns.meanSquare(j))) {
        if (source instanceof RowSource rows) {
          refuse(rows, targets, j);
        }
        throw outOfRange("beyond", j < features ? names.get(j) : targets.name(j - features));
      }
    }
    for (int j = 0; j < columns.columns(); j++) {
      if (columns.isTooSmall(j, centred)) {
        throw outOfRange("below", j < features ? names.get(j) : targets.name(j - features));
      }
    }
  }

  /** Searches the rows for a number that is not finite. */
  private static void refuse(RowSource source, TargetReader targets, int column) {
    int features = source.featureNames().size();
    boolean feature = column < features;
    String name = feature ? source.featureNames().get(column) : targets.name(column - features);
    int width = feature ? features : targets.count();
    int place = feature ? column : column - features;
    int tileRows = TileSize.rows(Math.max(features, width));
    double[] numbers = new double[tileRows * width];
    long row = 0;
    try (Tile tile = source.newTile(tileRows);
        RowStream.Pass pass = source.pass(tileRows)) {
      while (pass.next(tile)) {
        if (feature) {
          tile.read(numbers);
        } else {
          targets.read(tile, 0, tile.rows(), numbers);
        }
        for (int i = 0; i < tile.rows(); i++, row++) {
          double number = numbers[i * width + place];
          if (!Double.isFinite(number)) {
            boolean all = source.precision() == Precision.DOUBLE;
            double most = all ? Double.MAX_VALUE : Float.MAX_VALUE;
            throw new WrongNumberException(
                row,
                name,
                number,
                -most,
                most,
                "expected a finite number" + (all ? "" : " in the range of a float"));
          }
        }
      }
    }
  }

  /** Returns the error for finite numbers whose squares are out of range. */
  private static InvalidDataException outOfRange(String where, String name) {
    return new InvalidDataException(
        "column '" + name + "': its squares are " + where + " the range of a double; rescale it");
  }
}
