package io.github.fallline.spark;

import io.github.fallline.data.MissingValues;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which columns of a frame are the features, the target and the weights.
 *
 * @param features numeric columns, or a single column of vectors or arrays of doubles
 * @param target the column to predict
 * @param weight the column of row weights, at least 0, if any; rows of weight 0 do not count
 * @param missing what to do where a value is null or NaN
 */
public record SparkColumns(
    List<String> features, String target, Optional<String> weight, MissingValues missing) {
  public SparkColumns {
    features = List.copyOf(features);
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(weight, "weight");
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features: expected at least one column");
    }
    if (features.stream().distinct().count() != features.size()) {
      throw new IllegalArgumentException("features: expected different names, got " + features);
    }
    if (features.contains(target) || weight.filter(features::contains).isPresent()) {
      throw new IllegalArgumentException(
          "the target and the weights cannot be features; got " + features);
    }
    if (missing == MissingValues.KEEP) {
      throw new IllegalArgumentException("missing: cannot train on missing values");
    }
  }

  /** Every column but the target is a feature; a missing value is an error. */
  public static SparkColumns target(Dataset<Row> frame, String target) {
    List<String> others =
        Arrays.stream(frame.columns()).filter(name -> !name.equals(target)).toList();
    return new SparkColumns(others, target, Optional.empty(), MissingValues.FAIL);
  }
}
