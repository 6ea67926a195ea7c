package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
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
 * <p>Immutable: each method gives another schema, from {@link #target(String)} or {@link
 * #unlabelled()} on.
 */
public final class Schema {
  /** The name that stands for the features where there are none: {@link #withoutFeatures}. */
  public static final String NO_FEATURE = "(none)";

  private Optional<String> target = Optional.empty();
  private List<String> features = List.of();
  private List<String> excluded = List.of();
  private boolean ofModel;
  private List<CategoricalColumn> categorical = List.of();
  private UnseenLevels unseen = UnseenLevels.FAIL;
  private Optional<String> weight = Optional.empty();
  private boolean levelsOffered = true;
  private Optional<String> cluster = Optional.empty();

  /** The setting that names the column of keys. */
  private Setting keySetting = Setting.CLUSTER;

  private List<DateColumn> dates = List.of();
  private Optional<Exposure> exposure = Optional.empty();

  private Schema() {}

  private Schema copy() {
    Schema copy = new Schema();
    copy.target = target;
    copy.features = features;
    copy.excluded = excluded;
    copy.ofModel = ofModel;
    copy.categorical = categorical;
    copy.unseen = unseen;
    copy.weight = weight;
    copy.levelsOffered = levelsOffered;
    copy.cluster = cluster;
    copy.keySetting = keySetting;
    copy.dates = dates;
    copy.exposure = exposure;
    return copy;
  }

  private Schema checked() {
    if (!features.isEmpty() && !excluded.isEmpty()) {
      throw new IllegalArgumentException(
          Setting.FEATURES + " and " + Setting.EXCLUDED + ": expected one of them");
    }
    Argument.require(
        new HashSet<>(features).size() == features.size(),
        Setting.FEATURES,
        "different names",
        features);
    if (target.isPresent() && features.contains(target.get())) {
      throw new IllegalArgumentException(both(target.get(), Setting.TARGET, Setting.FEATURES));
    }
    if (weight.isPresent()) {
      requireWeight(weight.get(), target, features);
    }
    if (cluster.isPresent()) {
      requireKey(cluster.get());
    }
    if (exposure.isPresent()) {
      requireExposure(exposure.get(), target, weight, cluster, features);
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
            Setting.DATES
                + ": column '"
                + column.name()
                + "' occurs twice, or is a categorical one too");
      }
    }
    return this;
  }

  private static void requireWeight(String weight, Optional<String> target, List<String> features) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          Setting.WEIGHT + ": rows without a target cannot have weights");
    }
    if (weight.equals(target.get()) || features.contains(weight)) {
      throw new IllegalArgumentException(
          both(
              weight,
              Setting.WEIGHT,
              features.contains(weight) ? Setting.FEATURES : Setting.TARGET));
    }
  }

  private void requireKey(String column) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          keySetting + ": rows without a target cannot be clustered or dealt to folds");
    }
    boolean isTarget = column.equals(target.get());
    boolean isWeight = weight.isPresent() && column.equals(weight.get());
    if (isTarget || isWeight || features.contains(column)) {
      Setting other = isTarget ? Setting.TARGET : isWeight ? Setting.WEIGHT : Setting.FEATURES;
      throw new IllegalArgumentException(both(column, keySetting, other));
    }
  }

  private static void requireExposure(
      Exposure exposure,
      Optional<String> target,
      Optional<String> weight,
      Optional<String> cluster,
      List<String> features) {
    Optional<String> column = Optional.of(exposure.column());
    Optional<Setting> other = Optional.empty();
    if (features.contains(exposure.column())) {
      other = Optional.of(Setting.FEATURES);
    } else if (column.equals(target)) {
      other = Optional.of(Setting.TARGET);
    } else if (column.equals(weight)) {
      other = Optional.of(Setting.WEIGHT);
    } else if (column.equals(cluster)) {
      other = Optional.of(Setting.CLUSTER);
    }
    if (other.isPresent()) {
      throw new IllegalArgumentException(
          both(exposure.column(), exposure.kind().setting(), other.get()));
    }
  }

  private static String both(String column, Setting one, Setting other) {
    return "column '" + column + "' cannot be both " + one + " and " + other;
  }

  /** All columns are features; there is no target. */
  public static Schema unlabelled() {
    return new Schema();
  }

  /** Every column but the target is a feature. */
  public static Schema target(String column) {
    Schema schema = new Schema();
    schema.target = Optional.of(column);
    return schema;
  }

  /** The named columns are the features; there is no target. */
  public static Schema features(List<String> columns) {
    return unlabelled().withFeatures(columns);
  }

  /** The columns that a model requires: all of its features, and the target if one is named. */
  public static Schema ofModel(Optional<String> target, List<String> features) {
    return ofModel(target, features, List.of(), List.of(), UnseenLevels.FAIL);
  }

  /**
   * The columns that a model requires, some of them categorical or of dates. Leaving one out is
   * then no remedy that errors name.
   *
   * @param features of the model, those that are made of the categorical columns and of the dates
   *     among them
   * @param unseen what to do with a word that is no level of its column
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
    Schema schema = new Schema();
    schema.target = target;
    schema.features = List.copyOf(columns);
    schema.ofModel = true;
    schema.categorical = List.copyOf(categorical);
    schema.dates = List.copyOf(dates);
    schema.unseen = Objects.requireNonNull(unseen, "unseen");
    schema.levelsOffered = false;
    return schema.checked();
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

  /**
   * The same with these features, in the order of the matrix; none for every column but the target,
   * in the order of the table.
   *
   * @throws IllegalArgumentException if a name occurs twice, is the target, weight, cluster or
   *     exposure, or columns are excluded
   */
  public Schema withFeatures(List<String> columns) {
    Schema other = copy();
    other.features = List.copyOf(columns);
    return other.checked();
  }

  /** The same with these features: {@link #withFeatures(List)}. */
  public Schema withFeatures(String... columns) {
    return withFeatures(List.of(columns));
  }

  /**
   * The same without these columns as features.
   *
   * @throws IllegalArgumentException if features are named
   */
  public Schema withExcluded(List<String> columns) {
    Schema other = copy();
    other.excluded = List.copyOf(columns);
    return other.checked();
  }

  /** The same without these columns as features: {@link #withExcluded(List)}. */
  public Schema withExcluded(String... columns) {
    return withExcluded(List.of(columns));
  }

  /**
   * The same columns, of which some are known to hold words: in the matrix the indicators of each
   * stand in its place.
   *
   * @throws IllegalArgumentException if a column occurs twice
   */
  public Schema withCategorical(List<CategoricalColumn> columns) {
    Schema other = copy();
    other.categorical = List.copyOf(columns);
    return other.checked();
  }

  /** The same where words that are no level of their column are treated so. */
  public Schema withUnseen(UnseenLevels treatment) {
    Schema other = copy();
    other.unseen = Objects.requireNonNull(treatment, "unseen");
    return other;
  }

  /** The same columns, where levels cannot be made of more of them. */
  public Schema withoutMoreLevels() {
    Schema other = copy();
    other.levelsOffered = false;
    return other;
  }

  /**
   * The same columns, of which some hold dates: in the matrix the features that are made of each
   * stand in its place.
   *
   * @throws IllegalArgumentException if a column occurs twice or is a categorical one
   */
  public Schema withDates(List<DateColumn> columns) {
    Schema other = copy();
    other.dates = List.copyOf(columns);
    return other.checked();
  }

  /**
   * The same columns and a column of weights: in sums over the rows, loss and errors of a row are
   * multiplied by its weight, and the sum is divided by the sum of the weights.
   *
   * @throws IllegalArgumentException if it is the target or a named feature
   */
  public Schema withWeight(String column) {
    Schema other = copy();
    other.weight = Optional.of(column);
    return other.checked();
  }

  /**
   * The same columns and one whose equal cells make rows a cluster.
   *
   * @throws IllegalArgumentException if it is the target, the weight or a named feature
   */
  public Schema withCluster(String column) {
    return withKey(column, Setting.CLUSTER);
  }

  /**
   * The same columns and one whose equal cells make rows a fold of a cross-validation.
   *
   * @throws IllegalArgumentException if it is the target, the weight or a named feature
   */
  public Schema withFoldColumn(String column) {
    return withKey(column, Setting.FOLD_COLUMN);
  }

  /**
   * The same columns and one whose equal cells make rows a group with a model of its own.
   *
   * @throws IllegalArgumentException if it is the target, the weight or a named feature
   */
  public Schema withGroups(String column) {
    return withKey(column, Setting.GROUPS);
  }

  private Schema withKey(String column, Setting setting) {
    Schema other = copy();
    other.cluster = Optional.of(column);
    other.keySetting = setting;
    return other.checked();
  }

  /**
   * The same columns and one of exposures.
   *
   * @throws IllegalArgumentException if it is a named feature, the target, the weight or the
   *     cluster
   */
  public Schema withExposure(Exposure column) {
    Schema other = copy();
    other.exposure = Optional.of(column);
    return other.checked();
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
          "a model without features has neither " + Setting.FEATURES + " nor " + Setting.EXCLUDED);
    }
    Schema other = copy();
    other.features = List.of(NO_FEATURE);
    other.categorical = List.of();
    other.dates = List.of();
    return other;
  }

  /** The column to predict; empty for rows without labels. */
  public Optional<String> target() {
    return target;
  }

  /** The feature columns in the order of the matrix; empty for every column but the target. */
  public List<String> features() {
    return features;
  }

  /** Columns that are no features; only where no features are named. */
  public List<String> excluded() {
    return excluded;
  }

  /** Whether a model requires these columns: then leaving one out is no remedy. */
  public boolean ofModel() {
    return ofModel;
  }

  /** Those of the features that hold words. */
  public List<CategoricalColumn> categorical() {
    return categorical;
  }

  /** What to do with a word that is no level of its column. */
  public UnseenLevels unseen() {
    return unseen;
  }

  /** The column of weights, which is no feature; empty where all rows count the same. */
  public Optional<String> weight() {
    return weight;
  }

  /** Whether an error that names a word offers to make levels of its column. */
  public boolean levelsOffered() {
    return levelsOffered;
  }

  /**
   * The column whose equal cells make rows a cluster, or a fold; empty where rows have no such key.
   */
  public Optional<String> cluster() {
    return cluster;
  }

  /** The setting that names the column of {@link #cluster}. */
  public Setting keySetting() {
    return keySetting;
  }

  /** Those of the features that hold dates. */
  public List<DateColumn> dates() {
    return dates;
  }

  /** The column of exposures, which is no feature; empty where there is none. */
  public Optional<Exposure> exposure() {
    return exposure;
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
