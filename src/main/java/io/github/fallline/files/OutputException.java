package io.github.fallline.files;

/**
 * A file cannot be written: its directory is missing, it is write-protected, the disk is full. The
 * message is one line with place, finding and, where there is one, remedy; show it as it is.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, such as {@code out/model.json: no directory out}. */
  public OutputException(String message) {
    super(message);
  }

  /** An error with its whole message and what led to it. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
