package io.github.fallline.blas;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.buffer.DoubleBuffer;
import org.nd4j.linalg.cpu.nativecpu.buffer.FloatBuffer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row-major matrix of doubles or floats in native memory, available as an INDArray.
 *
 * <p>The memory is either the matrix's own, and the INDArray is created on first use, because
 * starting ND4J takes longer than many training runs; or it belongs to an INDArray of the caller.
 *
 * <p>To read a matrix that another thread may close, {@link #hold} it: memory is freed when it is
 * closed and no hold is left.
 */
public final class Matrix implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** A cache line, and the width of the widest vectors. */
  static final int ALIGNMENT = 64;

  private final Pointer memory;
  private final long rows;
  private final int columns;
  private final Precision precision;

  /** Null if the memory belongs to the caller. */
  private final Cleaner.@Nullable Cleanable freeing;

  /** Null until it is first asked for, if the memory is this matrix's own. */
  private @Nullable INDArray array;

  private int holds;
  private boolean closed;

  /** Memory that is not freed until this is closed. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  private Matrix(
      Pointer memory,
      long rows,
      int columns,
      Precision precision,
      @Nullable Pointer owned,
      @Nullable INDArray array) {
    this.memory = memory;
    this.rows = rows;
    this.columns = columns;
    this.precision = precision;
    this.array = array;
    freeing = owned == null ? null : CLEANER.register(this, () -> NativeMemory.free(owned));
  }

  /**
   * A matrix whose elements are undefined.
   *
   * @throws NativeMemoryError if there is no memory for it
   */
  public static Matrix uninitialized(long rows, int columns, Precision precision) {
    long bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), precision.bytes());
    Pointer block = NativeMemory.resize(null, Math.addExact(bytes, ALIGNMENT));
    Matrix matrix = owning(block, rows, columns, precision);
    HugePages.advise(block, bytes);
    return matrix;
  }

  /**
   * A matrix in a block of {@link NativeMemory}, which becomes its own.
   *
   * @param block of which the elements begin where it is {@link #aligned}; large enough
   */
  static Matrix owning(Pointer block, long rows, int columns, Precision precision) {
    return new Matrix(aligned(block), rows, columns, precision, block, null);
  }

  /** The first cache line of a block that has {@link #ALIGNMENT} bytes to spare. */
  static Pointer aligned(Pointer block) {
    return block.getPointer(Math.floorMod(-block.address(), (long) ALIGNMENT));
  }

  /**
   * A matrix in the memory of an array, which stays the caller's.
   *
   * @param array shape [n, d], or [n] as one column; doubles or floats in 'c' order without gaps
   * @throws IllegalArgumentException if {@link #fits} is false for both
   * @throws IllegalStateException if the array was closed
   */
  public static Matrix of(INDArray array) {
    requireOpen("matrix", array);
    for (Precision precision : Precision.values()) {
      if (fits(array, precision)) {
        int columns = array.rank() == 1 ? 1 : Math.toIntExact(array.size(1));
        Pointer memory = array.data().addressPointer();
        return new Matrix(memory, array.size(0), columns, precision, null, array);
      }
    }
    throw new IllegalArgumentException(
        "matrix: expected doubles or floats in 'c' order without gaps, got "
            + array.dataType()
            + " of shape "
            + Arrays.toString(array.shape())
            + " with strides "
            + Arrays.toString(array.stride()));
  }

  private static @Nullable Matrix lenderOf(INDArray array) {
    DataBuffer memory = BorrowedArrays.memory(array);
    if (memory instanceof Doubles doubles) {
      return doubles.owner;
    }
    return memory instanceof Floats floats ? floats.owner : null;
  }

  /**
   * Rejects an array whose memory was freed.
   *
   * @param name of the array, for errors
   * @throws IllegalStateException if it was closed, or lies in a workspace that was
   */
  public static void requireOpen(String name, INDArray array) {
    if (array.wasClosed()) {
      throw new IllegalStateException(
          name + ": the array was closed; keep it open while it is used");
    }
    if (array.isAttached() && !array.isInScope()) {
      throw new IllegalStateException(
          name + ": the array's workspace was closed; keep it open, or detach the array");
    }
  }

  /**
   * Prevents the memory of an array from being freed while it is read.
   *
   * @param name of the array, for errors
   * @throws IllegalStateException if it was closed
   */
  public static Hold hold(String name, INDArray array) {
    requireOpen(name, array);
    if (array.isEmpty()) {
      return BorrowedArrays.NOTHING;
    }
    Matrix lender = lenderOf(array);
    return lender == null ? BorrowedArrays.hold(name, array) : lender.hold(name);
  }

  /** Whether an array of this precision is a matrix as it is, without a copy. */
  public static boolean fits(INDArray array, Precision precision) {
    if (array.dataType() != precision.dataType() || array.isView() || array.isEmpty()) {
      return false;
    }
    if (array.rank() == 1) {
      return array.size(0) == 1 || array.stride(0) == 1;
    }
    return array.rank() == 2
        && (array.size(1) == 1 || array.stride(1) == 1)
        && (array.size(0) == 1 || array.stride(0) == array.size(1));
  }

  /** How many rows it has. */
  public long rows() {
    return rows;
  }

  /** How many columns it has. */
  public int columns() {
    return columns;
  }

  /** The type of its elements. */
  public Precision precision() {
    return precision;
  }

  /** Whether the memory is this matrix's own, not an array's that was there before. */
  public boolean ownsMemory() {
    return freeing != null;
  }

  /** Where the elements begin. */
  Pointer memory() {
    return memory;
  }

  /**
   * Prevents the memory from being freed: {@link #close} on another thread leaves that to the last
   * hold.
   *
   * @param name of the matrix, for errors
   * @throws IllegalStateException if it was closed
   */
  public Hold hold(String name) {
    if (freeing == null) {
      return hold(name, Objects.requireNonNull(array, "memory belongs to it"));
    }
    synchronized (this) {
      requireOpen(name);
      holds++;
    }
    return new OwnHold(this);
  }

  private static final class OwnHold implements Hold {
    private final Matrix matrix;
    private boolean ended;

    OwnHold(Matrix matrix) {
      this.matrix = matrix;
    }

    @Override
    public void close() {
      synchronized (matrix) {
        if (!ended) {
          ended = true;
          matrix.holds--;
          matrix.freeIfUnused();
        }
      }
    }
  }

  private synchronized void requireOpen(String name) {
    if (closed) {
      throw new IllegalStateException(name + ": closed; keep it open while it is used");
    }
  }

  /**
   * A view of the first rows, as many as an int can count the elements of.
   *
   * @throws IllegalStateException if the matrix was closed
   */
  public RowView view() {
    requireOpen("matrix");
    return new RowView(this);
  }

  /**
   * The matrix as an INDArray in 'c' order: that of {@link #of}, otherwise one of shape [rows,
   * columns] in the same memory, which lives as long as this matrix.
   *
   * @throws IllegalStateException if the matrix was closed
   */
  public synchronized INDArray array() {
    requireOpen("matrix");
    if (array == null || (freeing != null && array.wasClosed())) {
      long length = rows * columns;
      array =
          Nd4j.create(
              precision == Precision.DOUBLE
                  ? new Doubles(new DoublePointer(memory).capacity(length), length, this)
                  : new Floats(new FloatPointer(memory).capacity(length), length, this),
              new long[] {rows, columns},
              new long[] {columns, 1},
              0,
              'c');
    }
    return array;
  }

  /**
   * Frees the memory if it is this matrix's own, when no {@link #hold} is left; an array of the
   * caller stays open.
   */
  @Override
  public synchronized void close() {
    if (freeing != null) {
      closed = true;
      freeIfUnused();
    }
  }

  private void freeIfUnused() {
    if (freeing == null || !closed || holds > 0) {
      return;
    }
    if (array != null && array.closeable()) {
      array.close();
    }
    freeing.clean();
  }

  /** ND4J's buffer over a matrix; the memory lives as long as the buffer is reachable. */
  private static final class Doubles extends DoubleBuffer {
    private static final long serialVersionUID = 1L;

    private final transient Matrix owner; // held

    Doubles(DoublePointer numbers, long length, Matrix owner) {
      super(numbers, DoubleIndexer.create(numbers), length);
      this.owner = owner;
    }
  }

  /** The same for floats. */
  private static final class Floats extends FloatBuffer {
    private static final long serialVersionUID = 1L;

    private final transient Matrix owner; // held

    Floats(FloatPointer numbers, long length, Matrix owner) {
      super(numbers, FloatIndexer.create(numbers), length);
      this.owner = owner;
    }
  }
}
