package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.TargetSpread;
import io.github.fallline.stats.TargetValidation;

/**
 * Where the targets lie and how far they spread: where training begins, how long its steps have to
 * be, and the unit of gaps. By {@link OfMoments mean and variance}, or for losses other than
 * squared errors on rows that can be read again by {@link Robust order statistics}.
 */
sealed interface TargetScale {
  /** The scale of the targets of rows: robust where they can be read again for it. */
  static TargetScale of(RowMetadata rows, Loss loss, ColumnStatistics columns) {
    if (rows instanceof RowSource source) {
      TargetValidation.require(source, loss);
      if (!loss.equals(Loss.SQUARED)) {
        return new Robust(TargetSpread.of(source, loss));
      }
    }
    return new OfMoments(columns, loss);
  }

  /** The best constant prediction, or one near it, on the scale on which the model predicts. */
  double place();

  /**
   * How far predictions have to go, on the scale on which the model predicts: the deviation of the
   * target, or 1, a factor of e, for logarithms.
   */
  double prediction();

  /**
   * The unit of gaps: the variance of the target; for losses other than squared errors the loss of
   * a residual of one deviation.
   */
  double gapUnit();

  /** What the mean loss is never below. */
  double leastMean();

  /** Order statistics of the targets. */
  record Robust(TargetSpread spread) implements TargetScale {
    @Override
    public double place() {
      return spread.place();
    }

    @Override
    public double prediction() {
      return spread.deviation();
    }

    @Override
    public double gapUnit() {
      return spread.unit();
    }

    @Override
    public double leastMean() {
      return spread.leastMean();
    }
  }

  /**
   * Mean and variance of the target, the last of the columns.
   *
   * @param columns statistics of the features, then the target
   */
  record OfMoments(ColumnStatistics columns, Loss loss) implements TargetScale {
    /** For targets that are all 0 their logarithm is left out. */
    @Override
    public double place() {
      double mean = columns.mean(columns.columns() - 1);
      return loss.hasLogLink() ? (mean > 0 ? Math.log(mean) : 0) : mean;
    }

    @Override
    public double prediction() {
      return loss.hasLogLink() ? 1 : Math.sqrt(variance(columns));
    }

    @Override
    public double gapUnit() {
      if (loss.equals(Loss.SQUARED)) {
        return variance(columns);
      }
      double mean = columns.mean(columns.columns() - 1);
      double[] predictions = {place(), place() + prediction()};
      double[] losses = new double[2];
      loss.evaluate(predictions, new double[] {mean, mean}, 2, losses, new double[2]);
      double unit = Math.abs(losses[1] - losses[0]);
      return unit > 0 && unit < Double.POSITIVE_INFINITY ? unit : 1;
    }

    @Override
    public double leastMean() {
      return loss.leastValue();
    }
  }

  /** The variance of the last column; where that is constant, its mean square. */
  static double variance(ColumnStatistics columns) {
    int target = columns.columns() - 1;
    double variance = columns.variance(target);
    return variance > 0 ? variance : columns.meanSquare(target);
  }
}
