package io.github.fallline.data;

/**
 * Thrown for data that cannot be computed with: a number that is not finite, a column beyond range.
 */
public class InvalidDataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message, which names the place. */
  public InvalidDataException(String message) {
    super(message);
  }
}
