package io.github.fallline.blas;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** Native memory of doubles as buffers. */
final class DoubleBuffers extends NativeBuffers {
  private final DoubleBuffer[] buffers;

  DoubleBuffers(DoublePointer memory, long height, int columns) {
    super(memory, height, columns);
    buffers = new DoubleBuffer[count()];
  }

  private DoubleBuffer segment(long row) {
    int index = index(row);
    DoubleBuffer buffer = buffers[index];
    if (buffer == null) {
      buffer = bytes(index).asDoubleBuffer();
      buffers[index] = buffer; // threads may each make one; any of them will do
    }
    return buffer;
  }

  @Override
  void read(long row, int count, double[] target, int at) {
    segment(row).get(place(row), target, at, count * columns);
  }

  @Override
  void write(long row, int count, double[] source, int at) {
    segment(row).put(place(row), source, at, count * columns);
  }

  @Override
  void copyRows(NativeBuffers from, int[] sourceRows, int[] targetRows, int first, int count) {
    DoubleBuffers source = (DoubleBuffers) from;
    if (buffers.length > 1 || source.buffers.length > 1) {
      for (int i = 0; i < count; i++) {
        int row = sourceRows[i];
        int target = targetRows[first + i];
        segment(target).put(place(target), source.segment(row), source.place(row), columns);
      }
      return;
    }
    DoubleBuffer all = source.segment(0);
    DoubleBuffer target = segment(0);
    for (int i = 0; i < count; i++) {
      target.put(targetRows[first + i] * columns, all, sourceRows[i] * columns, columns);
    }
  }
}
