package io.github.fallline.data;

import java.util.List;
import java.util.Optional;

/**
 * Which columns of a table are the target and the features, by name; in a table without a header,
 * by number, from "1".
 *
 * @param target the column to predict; empty for rows without labels
 * @param features the feature columns in the order of the matrix, all different; empty for every
 *     column but the target, in the order of the table
 * @param excluded columns that are no features; goes with empty {@code features} only
 * @param ofModel whether a model asks for these columns: then leaving one out is no remedy
 */
public record Schema(
    Optional<String> target, List<String> features, List<String> excluded, boolean ofModel) {
  /** Checks that the parts agree. */
  public Schema {
    features = List.copyOf(features);
    excluded = List.copyOf(excluded);
    if (!features.isEmpty() && !excluded.isEmpty()) {
      throw new IllegalArgumentException("features and excluded columns cannot both be named");
    }
    if (features.stream().distinct().count() != features.size()) {
      throw new IllegalArgumentException("features: expected different names, got " + features);
    }
    if (target.isPresent() && features.contains(target.get())) {
      throw new IllegalArgumentException(
          "column '" + target.get() + "' cannot be both target and feature");
    }
  }

  /** Columns chosen by a user, who may choose otherwise. */
  public Schema(Optional<String> target, List<String> features, List<String> excluded) {
    this(target, features, excluded, false);
  }

  /** The columns that a model asks for: all of its features, and the target if one is named. */
  public static Schema ofModel(Optional<String> target, List<String> features) {
    return new Schema(target, features, List.of(), true);
  }

  /** Every column but the target is a feature. */
  public static Schema target(String column) {
    return new Schema(Optional.of(column), List.of(), List.of());
  }

  /** The named columns are the features; there is no target. */
  public static Schema features(List<String> columns) {
    return new Schema(Optional.empty(), columns, List.of());
  }
}
