package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a table are the target and the features, by name; in a table without a header,
 * by number, from "1".
 *
 * <p>Features and excluded columns may be patterns, unless a model requires them: {@code x*} stands
 * for all columns whose names begin with x, in a table without a header {@code 3-7} for the columns
 * 3 to 7 and {@code 3-} for those from 3 on. A column that has the pattern as its name is meant
 * before others. Patterns leave out the target, the weight, the cluster and columns named beside
 * them.
 *
 * @param target the column to predict; empty for rows without labels
 * @param features the feature columns in the order of the matrix, all different; empty for every
 *     column but the target, in the order of the table
 * @param excluded columns that are no features; only with empty {@code features}
 * @param ofModel whether a model requires these columns: then leaving one out is no remedy
 * @param categorical those of the features that hold words: in the matrix the indicators of each
 *     stand in its place
 * @param unseen what to do with a word that is no level of its column
 * @param weight the column of weights, which is then no feature; empty where all rows count the
 *     same
 * @param levelsOffered whether an error that names a word offers to make levels of its column
 * @param cluster the column of numbers or words whose equal cells make rows a cluster, which is
 *     then no feature; empty where rows are not clustered
 * @param dates those of the features that hold dates: in the matrix the features that are made of
 *     each stand in its place
 * @param exposure the column of exposures, which is then no feature; empty where there is none
 */
public record Schema(
    Optional<String> target,
    List<String> features,
    List<String> excluded,
    boolean ofModel,
    List<CategoricalColumn> categorical,
    UnseenLevels unseen,
    Optional<String> weight,
    boolean levelsOffered,
    Optional<String> cluster,
    List<DateColumn> dates,
    Optional<Exposure> exposure) {
  /** The name that stands for the features where there are none: {@link #withoutFeatures}. */
  public static final String NO_FEATURE = "(none)";

  public Schema {
    dates = List.copyOf(dates);
    features = List.copyOf(features);
    excluded = List.copyOf(excluded);
    categorical = List.copyOf(categorical);
    Objects.requireNonNull(unseen, "unseen");
    if (!features.isEmpty() && !excluded.isEmpty()) {
      throw new IllegalArgumentException("features and excluded columns cannot both be named");
    }
    Argument.require(
        new HashSet<>(features).size() == features.size(), "features", "different names", features);
    if (target.isPresent() && features.contains(target.get())) {
      throw new IllegalArgumentException(
          "column '" + target.get() + "' cannot be both target and feature");
    }
    if (weight.isPresent()) {
      requireWeight(weight.get(), target, features);
    }
    if (cluster.isPresent()) {
      requireCluster(cluster.get(), target, weight, features);
    }
    if (exposure.isPresent()) {
      requireExposure(exposure.get().column(), target, weight, cluster, features);
    }
    Set<String> words = new HashSet<>();
    for (CategoricalColumn column : categorical) {
      if (!words.add(column.name())) {
        throw new IllegalArgumentException("categorical: a column occurs twice");
      }
    }
    for (DateColumn column : dates) {
      if (!words.add(column.name())) {
        throw new IllegalArgumentException(
            "date: column '" + column.name() + "' occurs twice, or is a categorical one too");
      }
    }
  }

  private static void requireWeight(String weight, Optional<String> target, List<String> features) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException("weight: rows without a target cannot have weights");
    }
    if (weight.equals(target.get()) || features.contains(weight)) {
      throw new IllegalArgumentException(
          "column '"
              + weight
              + "' cannot be both weight and "
              + (features.contains(weight) ? "feature" : "target"));
    }
  }

  private static void requireCluster(
      String cluster, Optional<String> target, Optional<String> weight, List<String> features) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException("cluster: rows without a target cannot be clustered");
    }
    boolean isTarget = cluster.equals(target.get());
    boolean isWeight = weight.isPresent() && cluster.equals(weight.get());
    if (isTarget || isWeight || features.contains(cluster)) {
      String other = isTarget ? "target" : isWeight ? "weight" : "feature";
      throw new IllegalArgumentException(
          "column '" + cluster + "' cannot be both cluster and " + other);
    }
  }

  private static void requireExposure(
      String exposure,
      Optional<String> target,
      Optional<String> weight,
      Optional<String> cluster,
      List<String> features) {
    Optional<String> column = Optional.of(exposure);
    String other = "";
    if (features.contains(exposure)) {
      other = "feature";
    } else if (column.equals(target)) {
      other = "target";
    } else if (column.equals(weight)) {
      other = "weight";
    } else if (column.equals(cluster)) {
      other = "cluster";
    }
    if (!other.isEmpty()) {
      throw new IllegalArgumentException(
          "column '" + exposure + "' cannot be both exposure and " + other);
    }
  }

  /** A schema without clusters, dates and exposures. */
  public Schema(
      Optional<String> target,
      List<String> features,
      List<String> excluded,
      boolean ofModel,
      List<CategoricalColumn> categorical,
      UnseenLevels unseen,
      Optional<String> weight,
      boolean levelsOffered) {
    this(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        weight,
        levelsOffered,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** A schema chosen by a user, to whom errors may offer another choice. */
  public Schema(Optional<String> target, List<String> features, List<String> excluded) {
    this(
        target,
        features,
        excluded,
        false,
        List.of(),
        UnseenLevels.FAIL,
        Optional.empty(),
        true,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The columns that a model requires: all of its features, and the target if one is named. */
  public static Schema ofModel(Optional<String> target, List<String> features) {
    return ofModel(target, features, List.of(), UnseenLevels.FAIL);
  }

  /** The columns that a model requires, some of them categorical. */
  public static Schema ofModel(
      Optional<String> target,
      List<String> features,
      List<CategoricalColumn> categorical,
      UnseenLevels unseen) {
    return ofModel(target, features, categorical, List.of(), unseen);
  }

  /**
   * The columns that a model requires, some of them categorical or of dates.
   *
   * @param features of the model, those that are made of the categorical columns and of the dates
   *     among them
   * @throws IllegalArgumentException unless what is made of each such column are features, one
   *     behind the other
   */
  public static Schema ofModel(
      Optional<String> target,
      List<String> features,
      List<CategoricalColumn> categorical,
      List<DateColumn> dates,
      UnseenLevels unseen) {
    List<String> columns = new ArrayList<>(features.isEmpty() ? List.of(NO_FEATURE) : features);
    for (CategoricalColumn column : categorical) {
      replace(columns, column.indicators(), column.name(), "levels");
    }
    for (DateColumn column : dates) {
      replace(columns, column.features(), column.name(), "parts");
    }
    return new Schema(
        target,
        columns,
        List.of(),
        true,
        categorical,
        unseen,
        Optional.empty(),
        false,
        Optional.empty(),
        dates,
        Optional.empty());
  }

  /** Replaces the features that are made of a column by its name. */
  private static void replace(List<String> columns, List<String> made, String name, String what) {
    int first = made.isEmpty() ? columns.size() : columns.indexOf(made.get(0));
    int end = first + made.size();
    if (first < 0 || end > columns.size() || !columns.subList(first, end).equals(made)) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of column '"
              + name
              + "' are not those among the features: expected "
              + made);
    }
    columns.subList(first, end).clear();
    columns.add(first, name);
  }

  /** Every column but the target is a feature. */
  public static Schema target(String column) {
    return new Schema(Optional.of(column), List.of(), List.of());
  }

  /** The named columns are the features; there is no target. */
  public static Schema features(List<String> columns) {
    return new Schema(Optional.empty(), columns, List.of());
  }

  /** The same columns, of which some are known to hold words. */
  public Schema withCategorical(List<CategoricalColumn> columns) {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        columns,
        unseen,
        weight,
        levelsOffered,
        cluster,
        dates,
        exposure);
  }

  /** The same columns, where levels cannot be made of more of them. */
  public Schema withoutMoreLevels() {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        weight,
        false,
        cluster,
        dates,
        exposure);
  }

  /** The same columns, of which some hold dates. */
  public Schema withDates(List<DateColumn> columns) {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        weight,
        levelsOffered,
        cluster,
        columns,
        exposure);
  }

  /**
   * The same columns and a column of weights: in sums over the rows, loss and errors of a row are
   * multiplied by its weight, and the sum is divided by the sum of the weights.
   *
   * @throws IllegalArgumentException if it is the target or a named feature
   */
  public Schema withWeight(String column) {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        Optional.of(column),
        levelsOffered,
        cluster,
        dates,
        exposure);
  }

  /**
   * The same columns and one whose equal cells make rows a cluster.
   *
   * @throws IllegalArgumentException if it is the target, the weight or a named feature
   */
  public Schema withCluster(String column) {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        weight,
        levelsOffered,
        Optional.of(column),
        dates,
        exposure);
  }

  /**
   * The same columns and one of exposures.
   *
   * @throws IllegalArgumentException if it is a named feature, the target, the weight or the
   *     cluster
   */
  public Schema withExposure(Exposure column) {
    return new Schema(
        target,
        features,
        excluded,
        ofModel,
        categorical,
        unseen,
        weight,
        levelsOffered,
        cluster,
        dates,
        Optional.of(column));
  }

  /**
   * The same columns without features, for a model that is a constant. Rows then have one feature
   * of 0 in place of them, named {@link #NO_FEATURE}, which no column of the table is read for.
   *
   * @throws IllegalArgumentException if features or excluded columns are named
   */
  public Schema withoutFeatures() {
    if (!(features.isEmpty() || hasNoFeatures()) || !excluded.isEmpty()) {
      throw new IllegalArgumentException(
          "a model without features has neither --features nor --exclude");
    }
    return new Schema(
        target,
        List.of(NO_FEATURE),
        List.of(),
        ofModel,
        List.of(),
        unseen,
        weight,
        levelsOffered,
        cluster,
        List.of(),
        exposure);
  }

  /** Whether there are no features. */
  public boolean hasNoFeatures() {
    return isNone(features);
  }

  /** Whether the names of features stand for none. */
  public static boolean isNone(List<String> features) {
    return features.size() == 1 && features.get(0).equals(NO_FEATURE);
  }
}
