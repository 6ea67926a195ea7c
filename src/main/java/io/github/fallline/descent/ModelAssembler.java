package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;

/** Makes models on the features as they are of weights on the features as they are stored. */
final class ModelAssembler {
  private final RowMetadata rows;
  private final DataSummary summary;
  private final double[] offsets;
  private final Loss loss;

  /**
   * @param offsets of the features as they are stored, [features]
   */
  ModelAssembler(RowMetadata rows, DataSummary summary, double[] offsets, Loss loss) {
    this.rows = rows;
    this.summary = summary;
    this.offsets = offsets;
    this.loss = loss;
  }

  /**
   * The model of some weights.
   *
   * @param weights [features], as stored
   * @param constant the intercept on the features as stored
   */
  LinearModel model(double[] weights, double constant) {
    double intercept = constant;
    double[] means = new double[weights.length];
    for (int j = 0; j < weights.length; j++) {
      intercept -= weights[j] * offsets[j];
      means[j] = summary.columns().mean(j) + offsets[j];
    }
    return new LinearModel(
        rows.featureNames(),
        rows.targetName(),
        weights,
        intercept,
        means,
        loss.hasLogLink() ? Link.LOG : Link.IDENTITY);
  }

  /**
   * Sets the weights of constant features to 0, which whitened steps make of rounding.
   *
   * @param weights [features], as stored
   * @return what they added to every prediction
   */
  double dropConstants(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      if (summary.isConstant(j)) {
        sum += weights[j] * summary.columns().mean(j);
        weights[j] = 0;
      }
    }
    return sum;
  }

  /**
   * The errors of a model on the rows, from their moments: to about 1e-8 of the deviation of the
   * target, the mean absolute error unknown (NaN).
   *
   * @param weights [features], as stored
   * @param standard the standardized features
   */
  RegressionMetrics metrics(double[] weights, double constant, FeatureScaling standard) {
    ColumnStatistics columns = summary.columns();
    int place = columns.columns() - 1;
    long count = columns.rows();
    double square =
        new MomentObjective(summary.moments(), summary.target(), standard, Penalty.NONE)
            .at(standard.toParameters(weights, constant))
            .loss();
    return new ErrorStatistics(
            count, square * count, Double.NaN, columns.mean(place), columns.variance(place) * count)
        .metrics();
  }
}
