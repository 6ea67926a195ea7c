package io.github.fallline.compare;

import io.github.fallline.argument.Argument;

/**
 * A data set on which methods are compared.
 *
 * @param name its unique name
 * @param rows how many rows it has
 * @param features how many features
 * @param condition the condition number of the second moments of its features as descent sees them,
 *     NaN where it is not known
 * @param noise the standard deviation of the noise in its target, in deviations of the target
 *     without it; NaN where it is not known
 */
public record BenchmarkData(String name, long rows, int features, double condition, double noise) {
  public BenchmarkData {
    Argument.require(
        rows >= 1 && features >= 1,
        name,
        "at least 1 row and 1 feature",
        rows + " and " + features);
    Argument.require(
        !(condition < 1 || noise < 0),
        name,
        "a condition number of at least 1 and a noise of at least 0",
        condition + " and " + noise);
  }
}
