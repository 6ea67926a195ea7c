package io.github.fallline.regression;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.model.LinearModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Levels of categorical columns that occur only in rows that are held out or of weight 0. The
 * training data does not determine their coefficients.
 */
final class UntrainedLevels {
  /** How far the shares of the levels may add up to something else than 1 by rounding. */
  private static final double ROUNDING = 1e-9;

  private UntrainedLevels() {}

  /** A note for each such level, in the order of the columns and levels. */
  static List<String> notes(List<CategoricalColumn> columns, LinearModel model) {
    List<String> notes = new ArrayList<>();
    double[] means = model.featureMeans();
    for (CategoricalColumn column : columns) {
      double share = 0;
      for (String indicator : column.indicators()) {
        double mean = means[model.featureNames().indexOf(indicator)];
        share += mean;
        if (mean == 0) {
          String level = indicator.substring(column.name().length() + 1);
          notes.add(note(column, level, "its coefficient is 0"));
        }
      }
      if (column.reference().isPresent() && share > 1 - ROUNDING) {
        String reference = column.reference().get();
        notes.add(note(column, reference, "predictions for it are not determined"));
      }
    }
    return notes;
  }

  private static String note(CategoricalColumn column, String level, String consequence) {
    return "one-hot: no training row has level '%s' of column '%s': %s (it is in rows held out or of weight 0)"
        .formatted(level, column.name(), consequence);
  }
}
