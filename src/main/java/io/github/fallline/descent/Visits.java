package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowOrder;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.Arrays;

/**
 * How often an epoch visits each row: row i with squared length q_i (in the coordinates of the
 * descent, the intercept counted as 1) ceil(q_i / (2 mean q)) times, each time with the inverse
 * weight. The objective is unchanged, no row is much longer than the others, and the visits are at
 * most half as many again as the rows.
 */
final class Visits {
  private static final long MOST_ROWS = Integer.MAX_VALUE / 2;

  private Visits() {}

  /**
   * The visits of an epoch, in the order of the rows.
   *
   * @param meanSquaredLength the mean of q
   */
  static RowOrder of(RowSource source, Coordinates coordinates, double meanSquaredLength) {
    if (source.rows() > MOST_ROWS) {
      throw new IllegalArgumentException(
          source.rows()
              + " rows are too many for an automatic stochastic or mini-batch rate; expected at most "
              + MOST_ROWS
              + " (use full-batch)");
    }
    int rows = (int) source.rows();
    int[] counts = counts(source, coordinates, 2 * meanSquaredLength);
    long visits = 0;
    for (int count : counts) {
      visits += count;
    }
    if (visits == rows) {
      return RowOrder.sequential(rows);
    }
    int[] visited = new int[Math.toIntExact(visits)];
    double[] weights = new double[rows];
    for (int row = 0, visit = 0; row < rows; row++) {
      weights[row] = 1.0 / counts[row];
      for (int k = 0; k < counts[row]; k++) {
        visited[visit++] = row;
      }
    }
    return RowOrder.of(visited, weights);
  }

  private static int[] counts(RowSource source, Coordinates coordinates, double share) {
    int features = coordinates.features();
    int tileRows = TileSize.rows(features);
    int[] counts = new int[(int) source.rows()];
    RowSource.Pass pass = source.pass(RowOrder.sequential(source.rows()), tileRows);
    try (Scratch scratch = new Scratch();
        Tile tile = source.newTile(tileRows)) {
      Window standard = scratch.window(tileRows, features);
      Window ones = ones(scratch, tileRows);
      Window shift = shift(scratch, coordinates);
      int row = 0;
      while (pass.next(tile)) {
        standard.moveTo(0, tile.rows());
        Blas.copy(tile.features(), standard);
        Blas.addOuter(ones.moveTo(0, tile.rows()), shift, standard);
        for (int j = 0; j < features; j++) {
          Blas.scaleColumn(standard, j, 1 / coordinates.scale(j));
        }
        for (int i = 0; i < tile.rows(); i++) {
          standard.moveTo(i, 1);
          double length = Blas.dot(standard, standard) + (coordinates.hasIntercept() ? 1 : 0);
          counts[row++] = Math.max(1, (int) Math.ceil(length / share));
        }
      }
    }
    return counts;
  }

  private static Window ones(Scratch scratch, int rows) {
    double[] one = new double[rows];
    Arrays.fill(one, 1);
    Window ones = scratch.window(rows, 1);
    ones.write(one);
    return ones;
  }

  private static Window shift(Scratch scratch, Coordinates coordinates) {
    double[] negated = new double[coordinates.features()];
    for (int j = 0; j < negated.length; j++) {
      negated[j] = -coordinates.shift(j);
    }
    Window shift = scratch.window(negated.length, 1);
    shift.write(negated);
    return shift;
  }
}
