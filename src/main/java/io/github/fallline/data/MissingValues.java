package io.github.fallline.data;

/**
 * How a reader treats a missing value: an empty field or one of the {@link MissingWords}.
 *
 * <p>Targets and weights are never filled in. A row without a target is an error under {@link
 * #FAIL}, and left out and counted otherwise; its other values then count in no mean. A row with a
 * target and without a weight is left out and counted under {@link #SKIP}, and an error otherwise.
 */
public enum MissingValues {
  /** An error that names the cell. */
  FAIL,
  /** The row is left out and counted. */
  SKIP,
  /**
   * The value is replaced by the mean of its column over the rows that are trained on and have one,
   * weighted where rows have weights; for a missing word each indicator is replaced by its mean,
   * the share of the level. Rows that are left out, held out ({@link
   * io.github.fallline.csv.ReadingOptions#withSplit}) or of weight 0 do not count. A column without
   * any value in those that count is an error.
   */
  MEAN,
  /** The value stays missing: NaN in the matrix. For prediction; nothing can be trained on it. */
  KEEP
}
