package io.github.fallline.blas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Allocates all native memory: arrays, blocks that grow, and buffers for files; but not the memory
 * that ND4J's graphs allocate themselves.
 */
public final class NativeMemory {
  /** Observes each allocation; tests use it to make some fail and to find leaks. */
  interface Witness {
    /** Called before memory is allocated; its exceptions reach the caller. */
    default void asked(long bytes) {}

    /** Called with each array that was allocated. */
    default void made(INDArray array) {}
  }

  private static final Witness NO_WITNESS = new Witness() {};
  private static final AtomicLong BLOCKS = new AtomicLong();

  private static volatile Witness witness = NO_WITNESS;

  private NativeMemory() {}

  /**
   * Returns an array in 'c' order whose elements are undefined, which the caller closes; never from
   * an ND4J workspace, even where one is open, since it would end with that.
   *
   * @throws NativeMemoryError if there is no memory for it
   */
  public static INDArray array(DataType type, long... shape) {
    long bytes = type.width();
    for (long length : shape) {
      bytes = Math.multiplyExact(bytes, length);
    }
    witness.asked(bytes);
    INDArray array = allocated(bytes, type, shape);
    witness.made(array);
    return array;
  }

  private static INDArray allocated(long bytes, DataType type, long... shape) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(type, shape, 'c');
    } catch (RuntimeException e) {
      // ND4J has no type of its own for this.
      if (String.valueOf(e.getMessage()).contains("bad_alloc")) {
        throw (NativeMemoryError) exhausted(bytes).initCause(e);
      }
      throw e;
    }
  }

  /**
   * A buffer of bytes in little-endian order, freed when it is unreachable.
   *
   * @throws OutOfMemoryError if the JVM's limit for such buffers is reached
   */
  public static ByteBuffer buffer(int bytes) {
    witness.asked(bytes);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Resizes a block of memory, which may move; its content stays as far as it fits.
   *
   * @param block the block to resize, unchanged if this throws; null for a new one
   * @throws NativeMemoryError if there is no memory for it
   */
  static Pointer resize(@Nullable Pointer block, long bytes) {
    witness.asked(bytes);
    Pointer resized = block == null ? Pointer.malloc(bytes) : Pointer.realloc(block, bytes);
    if (resized == null || resized.isNull()) {
      throw exhausted(bytes);
    }
    if (block == null) {
      BLOCKS.incrementAndGet();
    }
    return resized;
  }

  /** Frees a block. */
  static void free(Pointer block) {
    Pointer.free(block);
    BLOCKS.decrementAndGet();
  }

  /** The number of blocks that are not freed yet: the matrices and workspaces of this library. */
  public static long blocks() {
    return BLOCKS.get();
  }

  /** Sets the observer of allocations; null for none. */
  static void watch(@Nullable Witness by) {
    witness = by == null ? NO_WITNESS : by;
  }

  private static NativeMemoryError exhausted(long bytes) {
    return new NativeMemoryError(
        String.format(Locale.ROOT, "no native memory for %,d bytes", bytes));
  }
}
