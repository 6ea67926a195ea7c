package io.github.fallline.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Native memory of floats as buffers. Doubles are converted through a small array of floats: two
 * tight loops are several times faster than one conversion at a time.
 */
final class FloatBuffers extends NativeBuffers {
  /** 4 KB a thread, which stays in the first-level cache. */
  private static final int STAGING_ELEMENTS = 1024;

  private static final ThreadLocal<float[]> STAGING =
      ThreadLocal.withInitial(() -> new float[STAGING_ELEMENTS]);

  private final FloatBuffer[] buffers;

  FloatBuffers(FloatPointer memory, long height, int columns) {
    super(memory, height, columns);
    buffers = new FloatBuffer[count()];
  }

  private FloatBuffer segment(long row) {
    int index = index(row);
    FloatBuffer buffer = buffers[index];
    if (buffer == null) {
      buffer = bytes(index).asFloatBuffer();
      buffers[index] = buffer; // threads may each make one; any of them will do
    }
    return buffer;
  }

  @Override
  void read(long row, int count, double[] target, int at) {
    FloatBuffer buffer = segment(row);
    float[] staging = STAGING.get();
    int place = place(row);
    int end = at + count * columns;
    for (int first = at; first < end; first += staging.length) {
      int some = Math.min(staging.length, end - first);
      buffer.get(place + first - at, staging, 0, some);
      for (int i = 0; i < some; i++) {
        target[first + i] = staging[i];
      }
    }
  }

  @Override
  void write(long row, int count, double[] source, int at) {
    FloatBuffer buffer = segment(row);
    float[] staging = STAGING.get();
    int place = place(row);
    int end = at + count * columns;
    for (int first = at; first < end; first += staging.length) {
      int some = Math.min(staging.length, end - first);
      for (int i = 0; i < some; i++) {
        staging[i] = (float) source[first + i];
      }
      buffer.put(place + first - at, staging, 0, some);
    }
  }

  @Override
  void copyRows(NativeBuffers from, int[] sourceRows, int[] targetRows, int first, int count) {
    FloatBuffers source = (FloatBuffers) from;
    if (buffers.length > 1 || source.buffers.length > 1) {
      for (int i = 0; i < count; i++) {
        int row = sourceRows[i];
        int target = targetRows[first + i];
        segment(target).put(place(target), source.segment(row), source.place(row), columns);
      }
      return;
    }
    FloatBuffer all = source.segment(0);
    FloatBuffer target = segment(0);
    for (int i = 0; i < count; i++) {
      target.put(targetRows[first + i] * columns, all, sourceRows[i] * columns, columns);
    }
  }
}
