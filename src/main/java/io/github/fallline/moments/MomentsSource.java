package io.github.fallline.moments;

import io.github.fallline.argument.Argument;

/**
 * A set of rows that moments were made of.
 *
 * @param name of the file or the query, for people
 * @param fingerprint the checksum of its rows
 * @param rows that were counted, 0 or more
 * @param removed whether its rows were removed again rather than added
 */
public record MomentsSource(String name, String fingerprint, long rows, boolean removed) {
  public MomentsSource {
    Argument.require(rows >= 0, "rows", "0 or more", rows);
  }

  /** The same rows, removed if these were added and added if these were removed. */
  MomentsSource inverse() {
    return new MomentsSource(name, fingerprint, rows, !removed);
  }
}
