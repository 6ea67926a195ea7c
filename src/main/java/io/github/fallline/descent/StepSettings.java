package io.github.fallline.descent;

import io.github.fallline.data.Shuffling;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.UpdateRule;
import java.util.Objects;

/**
 * How steps are taken.
 *
 * @param method which rows make a step
 * @param update how a gradient becomes a step
 * @param learningRate the factor of the gradient
 * @param shuffling the order of the rows in stochastic and mini-batch epochs
 */
public record StepSettings(
    GradientMethod method, UpdateRule update, LearningRate learningRate, Shuffling shuffling) {
  /** Checks that nothing is missing. */
  public StepSettings {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(update, "update");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(shuffling, "shuffling");
  }
}
