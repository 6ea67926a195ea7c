package io.github.fallline.descent.scaling;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import java.util.Arrays;

/** Brings rows of features into the coordinates of a descent, in place. For one thread. */
public final class RowScaler implements AutoCloseable {
  /**
   * What is scaled at a time: it stays in the first-level cache from column to column, which costs
   * 6 instead of 23 ns a row of 20 features. With fewer rows, calls cost more than memory.
   */
  private static final int BYTES = 32 * 1024;

  private static final int LEAST_ROWS = 256;

  private final Workspace scratch = new Workspace();
  private final FeatureScaling coordinates;
  private final RowView ones;
  private final RowView negatedShift;

  /** R^-1 and room for the rows to be multiplied by it; null where features are not whitened. */
  private final RowView whitening;

  private final RowView standardized;

  /**
   * @param mostRows rows that are brought there at a time
   * @param precision that of the rows
   */
  public RowScaler(FeatureScaling coordinates, int mostRows, Precision precision) {
    this.coordinates = coordinates;
    ones = scratch.window(mostRows, 1, precision);
    double[] one = new double[mostRows];
    Arrays.fill(one, 1);
    ones.write(one);
    double[] negated = new double[coordinates.features()];
    for (int j = 0; j < negated.length; j++) {
      negated[j] = -coordinates.shift(j);
    }
    negatedShift = scratch.window(negated.length, 1, precision);
    negatedShift.write(negated);
    boolean whitened = coordinates.whitening() != null;
    whitening = whitened ? scratch.window(negated.length, negated.length, precision) : null;
    standardized = whitened ? scratch.window(mostRows, negated.length, precision) : null;
    if (whitened) {
      whitening.write(coordinates.whitening().inverse());
    }
  }

  /**
   * Transforms the rows of a window, the intercept left out.
   *
   * @param rows [at most mostRows, features], overwritten
   */
  public void apply(RowView rows) {
    if (coordinates.isRaw()) {
      return;
    }
    long first = rows.firstRow();
    int count = rows.rows();
    int some = Math.max(LEAST_ROWS, BYTES / Double.BYTES / coordinates.features());
    for (int done = 0; done < count; done += some) {
      standardize(rows.moveTo(first + done, Math.min(some, count - done)));
    }
    rows.moveTo(first, count);
    if (whitening != null) {
      Blas.copy(rows, standardized.moveTo(0, rows.rows()));
      Blas.multiplyMatrices(standardized, whitening, rows);
    }
  }

  private void standardize(RowView rows) {
    Blas.addOuter(ones.moveTo(0, rows.rows()), negatedShift, rows);
    for (int j = 0; j < coordinates.features(); j++) {
      Blas.scaleColumn(rows, j, 1 / coordinates.scale(j));
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
