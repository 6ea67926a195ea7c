package io.github.fallline.descent.distributed;

import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.List;

/**
 * Rows that lie in parts, on other machines say: what a descent asks of them, each in one pass. The
 * statistics merge, so an engine computes one a part and merges them in the order of the parts:
 * then the same parts give the same model, bit for bit.
 *
 * <p>Called by one thread at a time.
 */
public interface DistributedRows {
  /** The names of the features, in the order of all arrays here. */
  List<String> featureNames();

  /** The name of the target. */
  String targetName();

  /** The moments of all pairs, {@link Moments#of} each part: d^2 / 2 numbers a part travel. */
  Moments moments();

  /** The columns' statistics, {@link ColumnStatistics#of} each part: 2 d numbers a part travel. */
  ColumnStatistics columns();

  /**
   * The sums of a gradient, {@link GradientStatistics#of} each part, added: d numbers travel to
   * each part and back.
   *
   * @param weights [d], one a feature, left alone
   * @return laid out as {@link GradientStatistics} says
   */
  double[] gradientSums(Loss loss, double[] weights, double constant);

  /**
   * The answers of all parts to an epoch of steps of their own, {@link LocalEpoch#run} each, in the
   * order of the parts.
   */
  List<double[]> localEpochs(LocalEpoch epoch);

  /** The errors of a model, merged over the parts. */
  ErrorStatistics errors(LinearModel model);
}
