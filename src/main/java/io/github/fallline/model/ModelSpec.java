package io.github.fallline.model;

import io.github.fallline.argument.Setting;

/**
 * What the model looks like and where its descent begins.
 *
 * @param intercept whether there is one
 * @param standardize whether descent sees the features with mean 0 and deviation 1; the model's
 *     coefficients are on the original scale in any case
 * @param initialWeight where every coefficient begins, on the original scale. The intercept begins
 *     there too under a fixed learning rate, and at the mean of the target under the automatic one.
 */
public record ModelSpec(boolean intercept, boolean standardize, double initialWeight) {
  /** With intercept, standardized, from zero. */
  public static final ModelSpec DEFAULT = new ModelSpec(true, true, 0);

  public ModelSpec {
    if (!Double.isFinite(initialWeight)) {
      throw new IllegalArgumentException(
          Setting.INITIAL_WEIGHT + ": expected a finite number, got " + initialWeight);
    }
  }
}
