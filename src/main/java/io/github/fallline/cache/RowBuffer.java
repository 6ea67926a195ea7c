package io.github.fallline.cache;

import io.github.fallline.blas.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;

/** A buffer of rows between a file and arrays; for one thread at a time. */
final class RowBuffer {
  private static final int BYTES_ABOUT = 1 << 17;

  final ByteBuffer bytes;
  private final DoubleBuffer numbers;
  private final int features;
  private final int columns;

  /**
   * Allocates memory for as many rows as are read at once.
   *
   * @param features d
   * @param columns d, or d + 1 with a target behind
   */
  RowBuffer(int features, int columns) {
    this.features = features;
    this.columns = columns;
    bytes = NativeMemory.buffer(Math.multiplyExact(rows(columns), columns * Double.BYTES));
    numbers = bytes.asDoubleBuffer();
  }

  /** Rows that fit. */
  static int rows(int columns) {
    return Math.max(1, BYTES_ABOUT / (columns * Double.BYTES));
  }

  /** Rows that fit. */
  int rows() {
    return rows(columns);
  }

  /** Returns the bytes, to be filled with some rows. */
  ByteBuffer open(int count) {
    return bytes.clear().limit(count * columns * Double.BYTES);
  }

  /** Fills the bytes with rows from arrays. */
  ByteBuffer put(int count, double[] rowFeatures, double[] targets, int from) {
    numbers.clear();
    if (columns == features) {
      numbers.put(rowFeatures, from * features, count * features);
    } else {
      for (int i = from; i < from + count; i++) {
        numbers.put(rowFeatures, i * features, features).put(targets[i]);
      }
    }
    return open(count);
  }

  /** Copies rows from the bytes to the front of one array and to a place in another. */
  void get(int count, double[] rowFeatures, double[] targets, int at) {
    numbers.clear();
    if (columns == features) {
      numbers.get(rowFeatures, 0, count * features);
      return;
    }
    for (int i = 0; i < count; i++) {
      numbers.get(rowFeatures, i * features, features);
      targets[at + i] = numbers.get();
    }
  }
}
