package io.github.fallline.model;

import java.util.List;
import java.util.Objects;

/**
 * Errors of a model on rows held out of its training.
 *
 * @param metrics of the model
 * @param epochs the epochs after which the loss on these rows was recorded, 0 for the start; empty
 *     if it was not
 * @param losses the mean loss after each, without a penalty; NaN and infinite where it was
 */
public record ValidationSummary(RegressionMetrics metrics, List<Long> epochs, List<Double> losses) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they differ in length
   */
  public ValidationSummary {
    Objects.requireNonNull(metrics, "metrics");
    epochs = List.copyOf(epochs);
    losses = List.copyOf(losses);
    if (epochs.size() != losses.size()) {
      throw new IllegalArgumentException(
          "losses: expected one for each of %d epochs, got %d"
              .formatted(epochs.size(), losses.size()));
    }
  }

  /** Errors without a curve. */
  public ValidationSummary(RegressionMetrics metrics) {
    this(metrics, List.of(), List.of());
  }

  /** Whether the loss was recorded on the way. */
  public boolean hasCurve() {
    return !epochs.isEmpty();
  }
}
