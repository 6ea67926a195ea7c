package io.github.fallline.files;

/**
 * What was read cannot be used: a file that is not there, a cell that is no number, a model file
 * that is damaged. The message is one line with place, finding and remedy; show it as it is.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, such as {@code train.csv:7: 3 fields; expected 4}. */
  public InputException(String message) {
    super(message);
  }

  /** An error with its whole message and what led to it. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
