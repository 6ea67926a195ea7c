package io.github.fallline.blas;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Working memory: native arrays that are allocated one by one and closed together. */
public final class Scratch implements AutoCloseable {
  private final List<INDArray> arrays = new ArrayList<>();

  /** A window on fresh memory of {@code rows} x {@code columns} doubles, all zero. */
  public Window window(int rows, int columns) {
    return window(rows, columns, Precision.DOUBLE);
  }

  /**
   * A window on fresh memory of {@code rows} x {@code columns} numbers, all zero; not from an ND4J
   * workspace, even where one is open.
   *
   * @throws NativeMemoryError if there is no memory for it
   */
  public Window window(int rows, int columns, Precision precision) {
    INDArray array = NativeMemory.array(precision.dataType(), rows, columns);
    arrays.add(array);
    Window window = Window.on(array);
    window.clear();
    return window;
  }

  /** Frees the memory of every window handed out. */
  @Override
  public void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
