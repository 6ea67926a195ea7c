package io.github.fallline.blas;

import java.util.IdentityHashMap;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The caller's arrays that are being read. Closing an array frees its memory at once, even while it
 * is read, but leaves memory alone that is marked as constant. So it is marked as constant while it
 * is read, and an array that is closed meanwhile stays open.
 */
final class BorrowedArrays {
  private static final IdentityHashMap<DataBuffer, Integer> READERS = new IdentityHashMap<>();

  /** For memory that is not freed by closing it. */
  static final Matrix.Hold NOTHING = () -> {};

  private BorrowedArrays() {}

  /**
   * Prevents the memory of an array from being freed.
   *
   * @param name of the array, for errors
   * @throws IllegalStateException if it was closed
   */
  static Matrix.Hold hold(String name, INDArray array) {
    DataBuffer memory = memory(array);
    synchronized (READERS) {
      Matrix.requireOpen(name, array);
      if (memory.isConstant() && !READERS.containsKey(memory)) {
        return NOTHING;
      }
      memory.setConstant(true);
      READERS.merge(memory, 1, Integer::sum);
    }
    Matrix.Hold hold = new Reading(memory);
    try {
      Matrix.requireOpen(name, array); // closed between the question and the answer
    } catch (IllegalStateException e) {
      hold.close();
      throw e;
    }
    return hold;
  }

  /** Returns the memory that closing the array, or the array it is a view of, would free. */
  static DataBuffer memory(INDArray array) {
    DataBuffer own = array.data();
    DataBuffer whole = own.originalDataBuffer();
    return whole == null ? own : whole;
  }

  private static final class Reading implements Matrix.Hold {
    private final DataBuffer memory;
    private boolean ended;

    Reading(DataBuffer memory) {
      this.memory = memory;
    }

    @Override
    public void close() {
      synchronized (READERS) {
        if (ended) {
          return;
        }
        ended = true;
        int readers = READERS.getOrDefault(memory, 1);
        if (readers > 1) {
          READERS.put(memory, readers - 1);
        } else {
          READERS.remove(memory);
          memory.setConstant(false);
        }
      }
    }
  }
}
