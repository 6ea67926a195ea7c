package io.github.fallline.data;

import io.github.fallline.files.InputException;

/** A feature without any value in the rows that its mean is taken over. */
final class NoMeanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int feature;
  private final String restriction;

  /**
   * An error that names the feature.
   *
   * @param restriction {@link MeanWeights#restriction()}
   */
  NoMeanException(String name, int feature, String restriction) {
    super("feature '" + Excerpt.of(name) + "' has no value" + restriction + " to take the mean of");
    this.feature = feature;
    this.restriction = restriction;
  }

  /** The same as an error in a text, with the column and the remedy. */
  InputException in(String input, ColumnSelection selection) {
    int column = selection.columnOf(feature);
    return new InputException(
        String.format(
            "%s: column '%s' has no value%s to take the mean of (%s)",
            input, Excerpt.of(selection.name(column)), restriction, selection.remedy(column)),
        this);
  }
}
