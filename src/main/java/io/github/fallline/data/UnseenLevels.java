package io.github.fallline.data;

/** How a reader treats an unknown category: a word that is none of the levels of its column. */
public enum UnseenLevels {
  /** An error that names the cell. */
  FAIL,
  /**
   * All indicators of the column are zero: a model takes the row for one of the reference level, or
   * adds nothing for the column where it has no reference.
   */
  ZERO
}
