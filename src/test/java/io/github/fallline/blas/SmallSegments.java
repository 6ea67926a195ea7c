package io.github.fallline.blas;

/**
 * Matrices in buffers of few elements for as long as it is open, as large ones are in large ones.
 */
public final class SmallSegments implements AutoCloseable {
  /**
   * Limits the buffers of matrices to come.
   *
   * @param elements of a buffer, at most, but one row at least
   */
  public SmallSegments(int elements) {
    NativeBuffers.limit(elements);
  }

  @Override
  public void close() {
    NativeBuffers.limit(NativeBuffers.MOST_ELEMENTS);
  }
}
