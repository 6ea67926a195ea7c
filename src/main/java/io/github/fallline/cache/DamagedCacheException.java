package io.github.fallline.cache;

/** A cache of ours that cannot be relied on; the message says what was found, without the path. */
public final class DamagedCacheException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was found, such as {@code its end is missing}. */
  public DamagedCacheException(String finding) {
    super(finding);
  }

  /** With what was found and what led to it. */
  public DamagedCacheException(String finding, Throwable cause) {
    super(finding, cause);
  }
}
