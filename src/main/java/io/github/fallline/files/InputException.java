package io.github.fallline.files;

/**
 * Thrown for input that cannot be used: a missing file, a cell that is not a number, a damaged
 * model file. The message is one line with place, finding and remedy.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, such as {@code train.csv:7: 3 fields; expected 4}. */
  public InputException(String message) {
    super(message);
  }

  /** An error with its whole message and its cause. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
