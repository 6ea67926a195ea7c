package io.github.fallline.data;

import io.github.fallline.blas.Window;
import java.util.ArrayDeque;
import java.util.DoubleSummaryStatistics;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix of doubles that grows at its end, in chunks, until it becomes an INDArray. */
final class GrowingMatrix {
  /** 256 KB: the collector would give larger arrays regions of their own in a small heap. */
  private static final int CHUNK_ELEMENTS = 1 << 15;

  private final int columns;
  private final int chunkRows;
  private final ArrayDeque<double[]> chunks = new ArrayDeque<>();
  private long rows;

  GrowingMatrix(int columns) {
    this.columns = columns;
    this.chunkRows = Math.max(1, CHUNK_ELEMENTS / columns);
  }

  /**
   * Adds a row: {@code columns} elements of {@code source}.
   *
   * @param from where the row begins in {@code source}
   */
  void append(double[] source, int from) {
    int place = (int) (rows % chunkRows);
    if (place == 0) {
      chunks.add(new double[chunkRows * columns]);
    }
    System.arraycopy(source, from, chunks.getLast(), place * columns, columns);
    rows++;
  }

  long rows() {
    return rows;
  }

  /** The mean of a column over the rows in which it is not NaN; NaN if there is none. */
  double mean(int column) {
    double mean = mean(column, 1);
    // A sum beyond the range of double; of numbers this large, the smaller size loses nothing.
    return Double.isInfinite(mean) ? mean(column, 0x1p-64) * 0x1p64 : mean;
  }

  private double mean(int column, double scale) {
    DoubleSummaryStatistics known = new DoubleSummaryStatistics();
    long row = 0;
    for (double[] chunk : chunks) {
      for (int i = column; i < chunk.length && row < rows; i += columns, row++) {
        if (!Double.isNaN(chunk[i])) {
          known.accept(chunk[i] * scale);
        }
      }
    }
    return known.getCount() == 0 ? Double.NaN : known.getAverage();
  }

  /** Puts {@code value} in place of every NaN of a column. */
  void replaceMissing(int column, double value) {
    for (double[] chunk : chunks) {
      for (int i = column; i < chunk.length; i += columns) {
        if (Double.isNaN(chunk[i])) {
          chunk[i] = value;
        }
      }
    }
  }

  /**
   * The matrix as an INDArray [rows, columns] in 'c' order, which the caller closes. There must be
   * rows. The chunks are let go one by one on the way: afterwards this matrix has no rows.
   */
  INDArray drain() {
    INDArray matrix = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'c');
    Window window = Window.on(matrix);
    for (long first = 0; first < rows; first += chunkRows) {
      int count = (int) Math.min(chunkRows, rows - first);
      window.moveTo(first, count).write(chunks.remove());
    }
    rows = 0;
    return matrix;
  }
}
