package io.github.fallline.descent.distributed;

import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.List;

/**
 * Rows in parts, for example on other machines: the statistics that a descent needs, each by one
 * pass. They are mergeable: an engine computes one for each part and merges them in the order of
 * the parts, so that the same parts give the same model, bit for bit.
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
   * @param weights [d], one a feature, not changed
   * @return laid out as in {@link GradientStatistics}
   */
  double[] gradientSums(Loss loss, double[] weights, double constant);

  /** The results of {@link LocalEpoch#run} on each part, in the order of the parts. */
  List<double[]> localEpochs(LocalEpoch epoch);

  /** The errors of a model, merged over the parts. */
  ErrorStatistics errors(LinearModel model);
}
