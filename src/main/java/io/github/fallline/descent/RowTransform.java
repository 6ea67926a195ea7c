package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import java.util.Arrays;

/** Brings rows of features into the coordinates of a descent, in place. For one thread. */
final class RowTransform implements AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final Coordinates coordinates;
  private final int mostRows;
  private final Window ones;
  private final Window negatedShift;

  /**
   * A transform.
   *
   * @param mostRows rows that are brought there at a time
   */
  RowTransform(Coordinates coordinates, int mostRows) {
    this.coordinates = coordinates;
    this.mostRows = mostRows;
    ones = scratch.window(mostRows, 1);
    double[] one = new double[mostRows];
    Arrays.fill(one, 1);
    ones.write(one);
    double[] negated = new double[coordinates.features()];
    for (int j = 0; j < negated.length; j++) {
      negated[j] = -coordinates.shift(j);
    }
    negatedShift = scratch.window(negated.length, 1);
    negatedShift.write(negated);
  }

  /**
   * Transforms the rows of a window, the intercept left out.
   *
   * @param rows [at most mostRows, features], overwritten
   */
  void apply(Window rows) {
    if (coordinates.isRaw()) {
      return;
    }
    Blas.addOuter(ones.moveTo(0, Math.min(mostRows, rows.rows())), negatedShift, rows);
    for (int j = 0; j < coordinates.features(); j++) {
      Blas.scaleColumn(rows, j, 1 / coordinates.scale(j));
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
