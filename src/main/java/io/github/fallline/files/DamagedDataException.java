package io.github.fallline.files;

import java.io.IOException;

/** Thrown for compressed data that cannot be decompressed to its end. */
final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param finding with the remedy, to be put behind the place
   */
  DamagedDataException(String finding, Throwable cause) {
    super(finding, cause);
  }
}
