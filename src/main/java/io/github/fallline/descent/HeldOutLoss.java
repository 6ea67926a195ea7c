package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.Optional;

/**
 * The mean loss on rows held out of training, without a penalty, and the time that its passes take,
 * which is no time of training. Training does not depend on it.
 */
final class HeldOutLoss implements AutoCloseable {
  private final FeatureScaling features;
  private final Optional<RowObjective> objective;
  private long nanos;

  private HeldOutLoss(FeatureScaling features, Optional<RowObjective> objective) {
    this.features = features;
    this.objective = objective;
  }

  /** No rows are held out. */
  static HeldOutLoss none() {
    return new HeldOutLoss(FeatureScaling.raw(0, true), Optional.empty());
  }

  /**
   * Prepares passes over the rows held out, if there are any.
   *
   * @param fit whose models are evaluated
   * @param rows with the features of the training rows, stored with the same offsets; borrowed
   */
  static HeldOutLoss of(FitContext fit, Optional<RowSource> rows) {
    if (rows.isEmpty()) {
      return none();
    }
    FeatureScaling features = FeatureScaling.raw(fit.problem().offsets(), true);
    Objective loss = new Objective(fit.config().objective().loss(), Penalty.NONE);
    return new HeldOutLoss(
        features, Optional.of(new RowObjective(rows.get(), loss, features, fit.executor())));
  }

  /** Whether rows are held out. */
  boolean isOn() {
    return objective.isPresent();
  }

  /**
   * Returns the mean loss of a model; NaN without rows held out.
   *
   * @param weights [features], on the features as they are stored
   * @param constant the intercept on the features as stored
   */
  double of(double[] weights, double constant) {
    if (objective.isEmpty()) {
      return Double.NaN;
    }
    long start = System.nanoTime();
    double loss = objective.get().at(features.toParameters(weights, constant)).loss();
    nanos += System.nanoTime() - start;
    return loss;
  }

  /** The time that the passes have taken so far. */
  long nanos() {
    return nanos;
  }

  @Override
  public void close() {
    if (objective.isPresent()) {
      objective.get().close();
    }
  }
}
