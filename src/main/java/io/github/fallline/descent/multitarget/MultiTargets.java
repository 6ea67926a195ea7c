package io.github.fallline.descent.multitarget;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.NativeMemory;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.Closer;
import io.github.fallline.stats.TargetReader;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Several targets of the same rows, found by the number of the row: rows have their number in the
 * place of a target, so that they may be visited in any order.
 *
 * <p>The caller closes the matrix; it is read in place, or copied if its layout requires it.
 */
public final class MultiTargets implements TargetReader, AutoCloseable {
  private static final int NUMBERS_AT_ONCE = 4096;

  private final List<String> names;
  private final Matrix.Hold hold;
  private final Optional<INDArray> copy;
  private final RowView values;

  /**
   * @param matrix [n, k], or [n] for one target
   * @param names k names
   * @throws IllegalStateException if the matrix was closed
   */
  public MultiTargets(INDArray matrix, List<String> names) {
    this.names = names;
    try (Closer closer = new Closer()) {
      hold = closer.register(Matrix.hold("targets", matrix), Matrix.Hold::close);
      copy =
          Matrix.fits(matrix, Precision.DOUBLE)
              ? Optional.empty()
              : Optional.of(NativeMemory.array(DataType.DOUBLE, matrix.shape()).assign(matrix));
      values = RowView.on(copy.orElse(matrix));
      closer.release();
    }
  }

  /** The numbers of the rows from 0 on, [rows, 1]; exact up to 2^53. The caller closes them. */
  public static INDArray rowNumbers(long rows) {
    INDArray numbers = NativeMemory.array(DataType.DOUBLE, rows, 1);
    RowView view = RowView.on(numbers);
    double[] some = new double[NUMBERS_AT_ONCE];
    for (long first = 0; first < rows; first += some.length) {
      int count = (int) Math.min(some.length, rows - first);
      for (int i = 0; i < count; i++) {
        some[i] = first + i;
      }
      view.moveTo(first, count).write(some);
    }
    return numbers;
  }

  @Override
  public int count() {
    return values.columns();
  }

  @Override
  public String name(int target) {
    return names.get(target);
  }

  @Override
  public void read(Tile tile, int from, int count, double[] target) {
    double[] numbers = tile.targets();
    int end = from + count;
    for (int i = from; i < end; ) {
      int next = i + 1;
      while (next < end && numbers[next] == numbers[next - 1] + 1) {
        next++;
      }
      values.readRows((long) numbers[i], next - i, target, (i - from) * values.columns());
      i = next;
    }
  }

  @Override
  public void close() {
    hold.close();
    copy.ifPresent(INDArray::close);
  }
}
