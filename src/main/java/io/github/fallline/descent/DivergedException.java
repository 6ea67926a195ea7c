package io.github.fallline.descent;

/**
 * Training went uphill without end: a failure, there is no model. The message says at which epoch,
 * how it showed, and what to do.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Trace trace;

  DivergedException(String message, Trace trace) {
    super(message);
    this.trace = trace;
  }

  /** The way up to the point where it was called off. */
  public Trace trace() {
    return trace;
  }
}
