package io.github.fallline.blas;

import io.github.fallline.argument.Argument;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A row-major matrix of doubles in native memory that grows at its end and is finally turned into a
 * {@link Matrix} in place. Several threads may write at a time.
 *
 * <p>It grows by {@code realloc}, which on Linux moves the pages of large memory and copies nothing
 * (1.5 ms in total for 168 MB), and returns the excess at the end: only what was written is
 * resident, and only once.
 */
public final class GrowableMatrix implements AutoCloseable {
  private static final long FIRST_BYTES = 1 << 16;
  private static final int BLOCK_ELEMENTS = 1 << 15;

  /** A larger estimate is ignored: it is an error, or the matrix grows later. */
  private static final long MOST_EXPECTED = 1L << 40;

  /**
   * The memory doubles up to this size, then grows by smaller steps: a large one may be refused
   * where a small one is not.
   */
  private static final long DOUBLES_TO = 1 << 28;

  private final int columns;
  private final long firstRows;
  private final boolean hugePages;
  private final ReadWriteLock moving = new ReentrantReadWriteLock();

  /** The allocated memory, and the offset of the rows in it: at a cache line. */
  private @Nullable Pointer block;

  /** Null while there is no block. */
  private @Nullable Pointer memory;

  private long capacity; // rows
  private long rows;

  /** Creates a matrix without rows. */
  public GrowableMatrix(int columns) {
    this(columns, 0, false);
  }

  /**
   * Creates a matrix without rows.
   *
   * @param expectedRows an estimate of the number of rows, 0 if unknown: memory for them is
   *     reserved at once, if there is so much
   * @param hugePages whether to ask for huge pages if it is large, which pays if it will be read
   *     many times
   */
  public GrowableMatrix(int columns, long expectedRows, boolean hugePages) {
    Argument.require(columns >= 1, "columns", "at least 1", columns);
    Argument.require(expectedRows >= 0, "expectedRows", "at least 0", expectedRows);
    this.columns = columns;
    this.hugePages = hugePages;
    firstRows =
        Math.max(Math.min(expectedRows, MOST_EXPECTED / rowBytes()), FIRST_BYTES / rowBytes());
  }

  /** Columns of the matrix. */
  public int columns() {
    return columns;
  }

  /** Rows set aside so far. */
  public long rows() {
    return rows;
  }

  /**
   * Sets rows aside at the end; what they hold is undefined until they are written. One thread does
   * this at a time.
   *
   * @return the first of them
   * @throws NativeMemoryError if there is no memory for them
   */
  public long append(int count) {
    long first = rows;
    if (first + count > capacity) {
      long bytes = capacity * rowBytes();
      long larger = bytes < DOUBLES_TO ? 2 * bytes : bytes + bytes / 4;
      long wanted = capacity == 0 ? firstRows : larger / rowBytes();
      setAside(Math.max(wanted, first + count), first + count);
    }
    rows = first + count;
    return first;
  }

  private long rowBytes() {
    return (long) columns * Double.BYTES;
  }

  private void setAside(long wanted, long needed) {
    try {
      resize(wanted);
    } catch (NativeMemoryError e) {
      if (needed == wanted) {
        throw e;
      }
      resize(needed);
    }
  }

  private void resize(long toRows) {
    moving.writeLock().lock();
    try {
      long bytes = Math.multiplyExact(toRows, rowBytes());
      move(bytes);
      capacity = toRows;
      if (hugePages && bytes >= HugePages.LEAST_BYTES) {
        HugePages.soon(this::advise);
      }
    } finally {
      moving.writeLock().unlock();
    }
  }

  /** Asks for huge pages under the memory as it is now, if it is still there. */
  private void advise() {
    moving.writeLock().lock();
    try {
      if (block != null) {
        HugePages.advise(block, capacity * rowBytes());
      }
    } finally {
      moving.writeLock().unlock();
    }
  }

  /**
   * Overwrites rows that were set aside, from the front of {@code source}.
   *
   * @throws IndexOutOfBoundsException if they were not
   * @throws IllegalArgumentException if {@code source} holds fewer
   */
  public void write(long first, int count, double[] source) {
    if (first < 0 || count < 0 || first > rows - count) {
      throw new IndexOutOfBoundsException(count + " rows from row " + first + " of " + rows);
    }
    if (source.length < (long) count * columns) {
      throw new IllegalArgumentException(
          "source: expected " + (long) count * columns + " elements, got " + source.length);
    }
    if (count == 0) {
      return;
    }
    moving.readLock().lock();
    try {
      DoublePointer target = new DoublePointer(memory).position(first * columns);
      target.put(source, 0, count * columns);
    } finally {
      moving.readLock().unlock();
    }
  }

  /**
   * Copies rows that were written to the front of {@code target}.
   *
   * @throws IndexOutOfBoundsException if these rows do not exist or do not fit
   */
  public void read(long first, int count, double[] target) {
    Objects.checkFromIndexSize(first, count, rows);
    Objects.checkFromIndexSize(0, (long) count * columns, target.length);
    new DoublePointer(memory).position(first * columns).get(target, 0, count * columns);
  }

  /**
   * Moves the rows into a matrix, which the caller closes and which then frees the memory. There
   * must be rows. This is empty afterwards.
   */
  public Matrix drain() {
    if (rows == 0) {
      throw new IllegalStateException("no rows");
    }
    shrink(rows * rowBytes());
    return release(Precision.DOUBLE);
  }

  /**
   * Moves the rows into a matrix of floats, each column less its offset and rounded to the nearest
   * float; otherwise as {@link #drain()}. The floats replace the doubles block by block, so that
   * nothing is resident twice.
   *
   * @param offsets subtracted from each column, [columns]
   */
  public Matrix drainFloats(double[] offsets) {
    if (rows == 0) {
      throw new IllegalStateException("no rows");
    }
    int blockRows = Math.max(1, BLOCK_ELEMENTS / columns);
    double[] doubles = new double[blockRows * columns];
    float[] floats = new float[blockRows * columns];
    for (long first = 0; first < rows; first += blockRows) {
      int count = (int) Math.min(blockRows, rows - first);
      read(first, count, doubles);
      for (int row = 0; row < count * columns; row += columns) {
        for (int j = 0; j < columns; j++) {
          floats[row + j] = Precision.toFloat(doubles[row + j] - offsets[j]);
        }
      }
      new FloatPointer(memory).position(first * columns).put(floats, 0, count * columns);
    }
    shrink(rows * columns * Float.BYTES);
    return release(Precision.FLOAT);
  }

  private Matrix release(Precision precision) {
    Pointer owned = Objects.requireNonNull(block, "there are rows");
    Matrix matrix = Matrix.owning(owned, rows, columns, precision);
    forget();
    return matrix;
  }

  private void shrink(long bytes) {
    try {
      move(bytes);
    } catch (NativeMemoryError e) {
      return; // It holds what it must and more.
    }
  }

  /** Reallocates to this many bytes, possibly at another address. */
  private void move(long bytes) {
    long before = block == null || memory == null ? 0 : memory.address() - block.address();
    Pointer resized = NativeMemory.resize(block, Math.addExact(bytes, Matrix.ALIGNMENT));
    Pointer aligned = Matrix.aligned(resized);
    block = resized;
    memory = aligned;
    if (aligned.address() - resized.address() != before) {
      Pointer.memmove(aligned, resized.getPointer(before), Math.min(bytes, rows * rowBytes()));
    }
  }

  private void forget() {
    moving.writeLock().lock();
    try {
      block = null;
      memory = null;
      capacity = 0;
      rows = 0;
    } finally {
      moving.writeLock().unlock();
    }
  }

  /** Frees the memory, unless a matrix has become its owner. */
  @Override
  public void close() {
    moving.writeLock().lock();
    try {
      if (block != null) {
        NativeMemory.free(block);
        forget();
      }
    } finally {
      moving.writeLock().unlock();
    }
  }
}
