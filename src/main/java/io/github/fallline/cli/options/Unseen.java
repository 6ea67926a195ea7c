package io.github.fallline.cli.options;

import io.github.fallline.data.UnseenLevels;

/** What {@code --unseen} says of categories and groups that training has not met. */
public enum Unseen {
  /** They are errors. */
  FAIL,
  /** Categories are all zeros; groups are errors. */
  ZERO,
  /** Groups are predicted by the model of all rows; categories are all zeros. */
  POOLED;

  /** How categories are encoded. */
  public UnseenLevels levels() {
    return this == FAIL ? UnseenLevels.FAIL : UnseenLevels.ZERO;
  }
}
