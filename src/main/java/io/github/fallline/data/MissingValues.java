package io.github.fallline.data;

/**
 * What a reader does with a missing value: an empty field, NA, N/A, NaN, null or ? in any case of
 * letters. A row whose target is missing can never be used: it is an error under {@link #FAIL},
 * left out and counted otherwise.
 */
public enum MissingValues {
  /** An error that names the cell. */
  FAIL,
  /** The row is left out and counted. */
  SKIP,
  /**
   * The value is replaced by the mean of its column over the rows that are kept and have one. A
   * column without any value is an error.
   */
  MEAN,
  /** The value stays missing: NaN in the matrix. For prediction; nothing can be trained on it. */
  KEEP
}
