package io.github.fallline.stats;

import io.github.fallline.data.RowSource;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.QuantileLoss;

/**
 * Location and spread of the targets by order statistics, which are robust to a few outliers. For
 * losses other than squared errors, whose descent begins at {@link #place} and is scaled by {@link
 * #deviation}.
 *
 * <p>Of up to 65,536 rows all count; of more rows as many, chosen by their number, so that the
 * result depends on neither threads nor memory.
 *
 * @param place the best constant prediction, or one near it
 * @param deviation the scale of the predictions, above 0; 1 for predictions of logarithms
 * @param leastMean a lower bound of the mean loss: the mean of the least losses of the rows, or a
 *     bound
 * @param unit the loss of a residual of one deviation, above 0: the unit of gaps
 * @param curvature the mean second derivative of the loss with respect to the prediction, from
 *     {@code place} to one deviation above and below: the larger of the two. Not a bound, but of
 *     its order of magnitude where the loss has none
 * @param reach the deviation, or the mean distance from {@code place} where outliers make it more
 *     than ten times as large: an initial scale that holds for most residuals
 */
public record TargetSpread(
    double place, double deviation, double leastMean, double unit, double curvature, double reach) {
  /** Computes them in one pass over the targets; weights of rows count. */
  public static TargetSpread of(RowSource rows, Loss loss) {
    TargetSample sample = new TargetSample(rows, loss);
    double level = loss instanceof QuantileLoss pinball ? pinball.level() : 0.5;
    boolean logarithm = loss.hasLogLink();
    double middle = sample.quantile(level);
    double deviation = sample.deviation(middle);
    double place = middle;
    if (logarithm) {
      double mean = sample.mean();
      place = mean > 0 ? Math.log(mean) : 0;
      deviation = 1;
    }
    double least = loss.equals(Loss.POISSON) ? sample.leastPoisson() : loss.leastValue();
    double unit = sample.unit(loss, place, middle, deviation);
    return new TargetSpread(
        place,
        deviation,
        least,
        unit,
        sample.curvature(loss, place, deviation),
        sample.reach(middle, deviation));
  }
}
