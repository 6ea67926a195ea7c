package io.github.fallline.data;

/** What a reader does with a word in a categorical column that is none of its levels. */
public enum UnseenLevels {
  /** An error that names the cell. */
  FAIL,
  /**
   * All indicators of the column are zero: a model takes the row for one of the reference level, or
   * adds nothing for the column where it has no reference.
   */
  ZERO
}
