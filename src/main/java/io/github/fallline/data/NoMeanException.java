package io.github.fallline.data;

import io.github.fallline.files.ErrorQuote;

/** Thrown for a feature without any value in the rows over which its mean is taken. */
public final class NoMeanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int feature;
  private final String restriction;

  /**
   * An error that names the feature.
   *
   * @param restriction {@link MeanWeights#restriction()}
   */
  NoMeanException(String name, int feature, String restriction) {
    super(
        "feature '%s' has no value%s to take the mean of"
            .formatted(ErrorQuote.of(name), restriction));
    this.feature = feature;
    this.restriction = restriction;
  }

  /** The feature without a value, counted from 0. */
  public int feature() {
    return feature;
  }

  /** {@link MeanWeights#restriction()}. */
  public String restriction() {
    return restriction;
  }
}
