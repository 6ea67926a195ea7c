package io.github.fallline.descent;

/**
 * A checkpoint was made with other settings or other data than those of the run that resumes, or
 * holds what no run leaves behind.
 */
public final class CheckpointMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CheckpointMismatchException(String message) {
    super(message);
  }
}
