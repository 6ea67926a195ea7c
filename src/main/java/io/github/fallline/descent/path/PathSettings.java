package io.github.fallline.descent.path;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.model.ModelSpec;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Which penalties a {@link RegularizationPath} has, and of which models. Immutable: each method
 * gives another value.
 *
 * <p>A penalty of strength s, in units of the target, is {@code 2 s mix} times the sum of the
 * absolute weights plus {@code s (1 - mix) / deviation of the target} times the sum of their
 * squares, added to the mean squared error. So the models do not depend on the unit of the target,
 * and s is the lambda of glmnet.
 */
public final class PathSettings {
  /** The lasso: 100 penalties on standardized features, with an intercept. */
  public static final PathSettings DEFAULT =
      new PathSettings(1, 100, OptionalDouble.empty(), ModelSpec.DEFAULT);

  private static final int MOST_PENALTIES = 10_000;

  private final double mix;
  private final int penalties;
  private final OptionalDouble smallestRatio;
  private final ModelSpec spec;

  private PathSettings(double mix, int penalties, OptionalDouble smallestRatio, ModelSpec spec) {
    this.mix = mix;
    this.penalties = penalties;
    this.smallestRatio = smallestRatio;
    this.spec = spec;
    Argument.require(mix >= 0 && mix <= 1, Setting.PATH_MIX, "0 (ridge) to 1 (lasso)", mix);
    Argument.require(
        penalties >= 1 && penalties <= MOST_PENALTIES,
        Setting.PATH_PENALTIES,
        "1 to " + MOST_PENALTIES,
        penalties);
    double ratio = smallestRatio.orElse(1);
    Argument.require(ratio > 0 && ratio <= 1, Setting.PATH_RATIO, "above 0 to 1", ratio);
  }

  /** The same with a share of absolute weights: 1 for the lasso, 0 for ridge regression. */
  public PathSettings withMix(double share) {
    return new PathSettings(share, penalties, smallestRatio, spec);
  }

  /** The same with another number of penalties, evenly spaced on a logarithmic scale. */
  public PathSettings withPenalties(int count) {
    return new PathSettings(mix, count, smallestRatio, spec);
  }

  /**
   * The same with another smallest penalty. Without one it is 0.0001 of the largest, or 0.01 if
   * there are no more rows than features.
   *
   * @param ratio of the largest penalty, above 0
   */
  public PathSettings withSmallestRatio(double ratio) {
    return new PathSettings(mix, penalties, OptionalDouble.of(ratio), spec);
  }

  /** The same for models of another form; where descent begins does not matter. */
  public PathSettings withSpec(ModelSpec form) {
    return new PathSettings(mix, penalties, smallestRatio, Objects.requireNonNull(form, "form"));
  }

  /** The share of absolute weights. */
  public double mix() {
    return mix;
  }

  /** The number of penalties. */
  public int penalties() {
    return penalties;
  }

  /** The smallest penalty as a share of the largest, if it was chosen. */
  public OptionalDouble smallestRatio() {
    return smallestRatio;
  }

  /** The form of the models. */
  public ModelSpec spec() {
    return spec;
  }
}
