package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences for people on columns that cannot tell anything, or nothing of their own. */
final class ColumnNotes {
  /** Condition numbers beyond which a user should know; half of a double's digits are left. */
  private static final double ILL_CONDITIONED = 1e11;

  /** How far r2 may be from that of doubles without a word. */
  private static final double PROMISED = 1e-6;

  private final RowSource source;
  private final List<String> notes = new ArrayList<>();
  private int empty;

  /**
   * Notes on constant columns.
   *
   * @param columns of the features, then the target, as stored
   * @param origins of the features
   * @param intercept whether a constant column tells no more than the model's intercept
   */
  ColumnNotes(RowSource source, ColumnStatistics columns, double[] origins, boolean intercept) {
    this.source = source;
    List<String> constant = new ArrayList<>();
    for (int j = 0; j < origins.length; j++) {
      if (columns.variance(j) == 0) {
        constant.add(source.featureNames().get(j));
        empty += intercept || columns.mean(j) + origins[j] == 0 ? 1 : 0;
      }
    }
    if (!constant.isEmpty() && intercept) {
      notes.add("constant columns: " + String.join(", ", constant) + ".");
    }
  }

  /** Adds what is to be said of columns that depend on each other. */
  void addDependence(Quadratic objective) {
    int dependent = objective.flatAxes() - empty;
    if (!objective.isCertain()) {
      notes.add(
          "columns are so nearly combinations of others that the optimum is beyond "
              + source.precision().label()
              + " precision; leave some out.");
    } else if (dependent > 0) {
      notes.add(
          dependent
              + (dependent == 1 ? " column is" : " columns are")
              + " a combination of others (or rows are too few): the predictions are determined,"
              + " the coefficients are not.");
    } else if (objective.condition() > ILL_CONDITIONED) {
      notes.add(
          String.format(
              Locale.ROOT,
              "columns are nearly combinations of others (condition number %.1e): few digits of"
                  + " the coefficients are right.",
              objective.condition()));
    }
  }

  /**
   * Adds what is to be said of numbers that were rounded on storing.
   *
   * @param gap by which the optimum may have moved, in variances of the target
   */
  void addRounding(double gap) {
    if (gap > PROMISED) {
      notes.add(
          String.format(
              Locale.ROOT,
              "stored as floats, the data tell the least loss to %.1e variances of the target only;"
                  + " use double precision to know more.",
              gap));
    }
  }

  /** All that was to be said; the caller's to keep and to add to. */
  List<String> all() {
    return notes;
  }
}
