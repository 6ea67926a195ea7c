package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over the rows tells before any step is taken: the coordinates of the descent, the
 * curvature of the objective, the scale of its losses, and what is odd about the columns.
 */
final class Survey {
  /**
   * Features up to which the moments of all pairs are computed: beyond, their matrix and its
   * eigenvectors cost more than the descent.
   */
  static final int MOST_FEATURES_FOR_MOMENTS = 1024;

  private final RowSource source;
  private final ModelForm form;
  private final ColumnStatistics columns;
  private final Coordinates coordinates;
  private final Quadratic quadratic;

  Survey(RowSource source, Objective objective, ModelForm form, Workers workers) {
    this.source = source;
    this.form = form;
    int features = source.featureNames().size();
    MomentsPass pass = new MomentsPass(source, workers);
    boolean pairs =
        features <= MOST_FEATURES_FOR_MOMENTS
            && objective.loss() == Loss.SQUARED
            && objective.penalty() instanceof Penalty.L2;
    Moments moments = pairs ? pass.moments() : null;
    columns = pairs ? moments.columnStatistics() : pass.columns();
    FiniteNumbers.require(source, columns);
    coordinates =
        form.standardize()
            ? Coordinates.standardized(columns, form.intercept())
            : Coordinates.raw(features, form.intercept());
    quadratic =
        pairs
            ? new Quadratic(moments, coordinates, ((Penalty.L2) objective.penalty()).strength())
            : null;
  }

  Coordinates coordinates() {
    return coordinates;
  }

  /** The objective as a quadratic function; null where it is none or the data is too wide. */
  Quadratic quadratic() {
    return quadratic;
  }

  /** The means of the features. */
  double[] featureMeans() {
    double[] means = new double[coordinates.features()];
    for (int j = 0; j < means.length; j++) {
      means[j] = columns.mean(j);
    }
    return means;
  }

  /** The variance of the target; where it is constant, its mean square. */
  double targetScale() {
    int target = columns.columns() - 1;
    double variance = columns.variance(target);
    return variance > 0 ? variance : columns.mean(target) * columns.mean(target);
  }

  /** The mean squared length of a row in the coordinates of the descent, the intercept as 1. */
  double meanSquaredLength() {
    double sum = coordinates.hasIntercept() ? 1 : 0;
    for (int j = 0; j < coordinates.features(); j++) {
      double centre = (columns.mean(j) - coordinates.shift(j)) / coordinates.scale(j);
      double scale = coordinates.scale(j);
      sum += columns.variance(j) / (scale * scale) + centre * centre;
    }
    return sum;
  }

  /** Where descent begins. */
  double[] start(boolean automatic) {
    double[] weights = new double[coordinates.features()];
    double constant = automatic ? columns.mean(weights.length) : form.initialWeight();
    for (int j = 0; j < weights.length; j++) {
      weights[j] = form.initialWeight();
      constant -= automatic ? weights[j] * columns.mean(j) : 0;
    }
    return coordinates.toParameters(weights, constant);
  }

  /** Sentences on columns that cannot tell anything, or nothing of their own. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (int j = 0; j < coordinates.features(); j++) {
      if (columns.variance(j) == 0) {
        constant.add(source.featureNames().get(j));
      }
    }
    if (!constant.isEmpty() && form.intercept()) {
      notes.add("constant columns: " + String.join(", ", constant) + ".");
    }
    int dependent = quadratic == null ? 0 : quadratic.flatAxes() - constant.size();
    if (dependent > 0) {
      notes.add(
          dependent
              + (dependent == 1 ? " column is" : " columns are")
              + " a combination of others (or rows are too few): the predictions are determined,"
              + " the coefficients are not.");
    }
    return notes;
  }
}
