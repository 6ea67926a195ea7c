package io.github.fallline.cache;

/** Thrown for a damaged cache file; the message is the finding, without the path. */
public final class DamagedCacheException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its finding, such as {@code its end is missing}. */
  public DamagedCacheException(String finding) {
    super(finding);
  }

  /** An error with its finding and its cause. */
  public DamagedCacheException(String finding, Throwable cause) {
    super(finding, cause);
  }
}
