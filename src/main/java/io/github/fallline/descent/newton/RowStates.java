package io.github.fallline.descent.newton;

import java.util.Arrays;
import java.util.List;

/** What the interior point method keeps of rows: three numbers each, by the number of the row. */
final class RowStates {
  private static final int NUMBERS = 3;

  /** Numbers of rows whose state lies in one array. */
  private static final int CHUNK_BITS = 20;

  private final double[][] chunks;

  RowStates(long rows) {
    chunks = new double[(int) ((rows + (1L << CHUNK_BITS) - 1) >> CHUNK_BITS)][];
    for (int c = 0; c < chunks.length; c++) {
      long left = rows - ((long) c << CHUNK_BITS);
      chunks[c] = new double[NUMBERS * (int) Math.min(left, 1 << CHUNK_BITS)];
    }
  }

  private double[] chunk(long row) {
    return chunks[(int) (row >> CHUNK_BITS)];
  }

  private static int at(long row) {
    return NUMBERS * (int) (row & ((1L << CHUNK_BITS) - 1));
  }

  /** Begins with a slope of 0. */
  void begin(long row, BoxedRow state, double residual, double deviation) {
    state.begin(residual, deviation, chunk(row), at(row));
  }

  /** Reads the state of a row. */
  void read(long row, BoxedRow state, double residual) {
    state.read(residual, chunk(row), at(row));
  }

  /** Takes the row's step and writes its state. */
  void move(long row, BoxedRow state, InteriorStep step) {
    state.applyStep(step.ofSlopes(), step.ofPoint(), chunk(row), at(row));
  }

  /** The numbers of all rows, in order; not copies. */
  List<double[]> arrays() {
    return Arrays.asList(chunks);
  }
}
