package io.github.fallline.blas;

/**
 * Thrown when the system has no native memory left. A larger heap for the JVM would not help; a
 * smaller one may.
 */
public final class NativeMemoryError extends OutOfMemoryError {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, such as {@code no native memory for 800,000 bytes}. */
  public NativeMemoryError(String message) {
    super(message);
  }
}
