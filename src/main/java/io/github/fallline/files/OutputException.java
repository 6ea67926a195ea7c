package io.github.fallline.files;

/**
 * Thrown if a file cannot be written: its directory is missing, it is write-protected, the disk is
 * full. The message is one line with place, finding and, where there is one, remedy.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, such as {@code out/model.json: no directory out}. */
  public OutputException(String message) {
    super(message);
  }

  /** An error with its whole message and its cause. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
