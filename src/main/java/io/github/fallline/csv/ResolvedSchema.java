package io.github.fallline.csv;

import io.github.fallline.csv.parser.CategoryDictionary;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table that a schema selects: the features in the order of the matrix, then the
 * target if there is one. A column of numbers makes one feature, a categorical one as many as it
 * has indicators.
 */
final class ResolvedSchema {
  private static final String FEATURES = "--features";
  private static final int LISTED = 10;
  private static final String SEPARATORS = ",;\t| :^~";

  private final CsvHeader header;
  private final List<String> names;
  private final RowShape shape;
  private final ColumnNames known;
  private final Schema schema;
  private final Map<String, CategoricalColumn> categorical = new HashMap<>();
  private final List<String> columns;
  private final List<String> features = new ArrayList<>();
  private final List<Integer> columnOf = new ArrayList<>();

  /**
   * Resolves the columns.
   *
   * @param header with the names of all columns of the table
   * @param shape of the rows, whose empty fields are no features unless they are named; null if
   *     unknown
   * @throws io.github.fallline.files.InputException if a column of the schema is not in the table,
   *     or no feature is left
   */
  ResolvedSchema(CsvHeader header, Schema schema, RowShape shape) {
    this.header = header;
    this.shape = shape;
    names = header.names();
    known = new ColumnNames(names);
    this.schema = schema;
    if (schema.target().isPresent()) {
      requireTarget(schema.target().get());
    }
    require(single(schema.weight()), "--weight");
    require(single(schema.cluster()), "--cluster");
    requireExposure();
    require(named(), FEATURES);
    require(schema.excluded(), "--exclude");
    requireDifferentColumns();
    columns = schema.features().isEmpty() ? remaining() : named();
    for (CategoricalColumn column : schema.categorical()) {
      categorical.put(column.name(), column);
    }
    for (int column = 0; column < columns.size(); column++) {
      List<String> made = featuresOf(column);
      features.addAll(made);
      columnOf.addAll(Collections.nCopies(made.size(), column));
    }
    if (schema.hasNoFeatures()) {
      features.add(Schema.NO_FEATURE);
      columnOf.add(0); // nothing is ever missing there
    }
    if (features.isEmpty()) {
      throw header.error(
          "no feature column is left; expected one besides the target and those that --exclude"
              + " names"
              + (columns.isEmpty() ? "" : ", with more than one level if it holds words")
              + " (train --intercept-only fits a constant)");
    }
    requireDifferentFeatures();
  }

  /** The columns that the schema names as features. */
  private List<String> named() {
    return schema.hasNoFeatures() ? List.of() : schema.features();
  }

  private void requireExposure() {
    if (schema.exposure().isPresent()) {
      Exposure exposure = schema.exposure().get();
      require(exposure.column(), exposure.kind().option());
    }
  }

  private List<String> featuresOf(int column) {
    Optional<CategoricalColumn> words = categorical(column);
    return words.isPresent() ? words.get().indicators() : List.of(columns.get(column));
  }

  /** Rejects a column that is named twice, perhaps in two spellings. */
  private void requireDifferentColumns() {
    Set<Integer> places = new HashSet<>();
    for (String name : withOthers(named())) {
      if (!places.add(known.placeOf(name))) {
        throw header.error(
            String.format(
                "column '%s' is named twice; expected it once among target, weight, exposure, cluster"
                    + " and features",
                ErrorQuote.of(name)));
      }
    }
  }

  private void requireDifferentFeatures() {
    Set<String> known = new HashSet<>();
    for (int j = 0; j < features.size(); j++) {
      if (!known.add(features.get(j))) {
        throw header.error(
            String.format(
                "columns '%s' and '%s' both make a feature '%s' (%s)",
                ErrorQuote.of(name(columnOf.get(features.indexOf(features.get(j))))),
                ErrorQuote.of(name(columnOf.get(j))),
                ErrorQuote.of(features.get(j)),
                remedy(columnOf.get(j))));
      }
    }
  }

  /** Adds the target, the weight, the exposure and the cluster, those that there are. */
  private List<String> withOthers(List<String> before) {
    List<String> selected = new ArrayList<>(before);
    selected.addAll(single(schema.target()));
    selected.addAll(single(schema.weight()));
    if (schema.exposure().isPresent()) {
      selected.add(schema.exposure().get().column());
    }
    selected.addAll(single(schema.cluster()));
    return selected;
  }

  /** For each column, whether the schema does not name it. */
  boolean[] unasked() {
    boolean[] unasked = new boolean[names.size()];
    Arrays.fill(unasked, schema.features().isEmpty());
    for (String name : withOthers(schema.excluded())) {
      unasked[known.placeOf(name)] = false;
    }
    return unasked;
  }

  /** The columns without a name that are features by default. */
  List<String> namelessFeatures() {
    List<String> nameless = new ArrayList<>();
    for (int i = 0; schema.features().isEmpty() && i < names.size(); i++) {
      if (header.isNameless(i) && columns.contains(names.get(i))) {
        nameless.add(names.get(i));
      }
    }
    return nameless;
  }

  private List<String> remaining() {
    List<String> remaining = new ArrayList<>();
    boolean[] unasked = unasked();
    for (int i = 0; i < names.size(); i++) {
      if (unasked[i] && (shape == null || !shape.isEmpty(i))) {
        remaining.add(names.get(i));
      }
    }
    return remaining;
  }

  private void requireTarget(String target) {
    boolean onlyColumn = names.size() == 1 && !known.contains(target);
    if (onlyColumn && names.get(0).chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)) {
      throw header.error(
          String.format(
              "no column '%s' for --target; all of '%s' is one column (%s)",
              ErrorQuote.of(target), ErrorQuote.of(names.get(0)), separatorRemedy()));
    }
    require(target, "--target");
  }

  private String separatorRemedy() {
    Optional<Character> given = header.givenSeparator();
    return given.isEmpty()
        ? "set the delimiter with --separator"
        : "'" + ErrorQuote.of(given.get().toString()) + "' as --separator does not split it";
  }

  private static List<String> single(Optional<String> name) {
    return name.isPresent() ? List.of(name.get()) : List.of();
  }

  private void require(List<String> wanted, String option) {
    for (String name : wanted) {
      require(name, option);
    }
  }

  private void require(String name, String option) {
    if (!known.contains(name)) {
      boolean needed = schema.ofModel() && (option.equals(FEATURES) || isExposureOption(option));
      throw header.error(
          String.format(
              "no column '%s'%s; expected %s%s",
              ErrorQuote.of(name),
              needed ? ", which the model needs" : " for " + option,
              needed ? "it among " + listing() : listing(),
              suggestion(name)));
    }
  }

  /**
   * The place of any column of the table, from 0.
   *
   * @param option that names it
   * @throws io.github.fallline.files.InputException if there is none
   */
  int place(String name, String option) {
    require(name, option);
    return known.placeOf(name);
  }

  private boolean isExposureOption(String option) {
    return schema.exposure().isPresent() && option.equals(schema.exposure().get().kind().option());
  }

  private String listing() {
    List<String> shown = new ArrayList<>();
    names.stream().limit(LISTED).map(ErrorQuote::of).forEach(shown::add);
    if (names.size() > LISTED) {
      shown.add((names.size() - LISTED) + " more");
    }
    String last = shown.remove(shown.size() - 1);
    return shown.isEmpty() ? last : String.join(", ", shown) + " or " + last;
  }

  private String suggestion(String name) {
    Optional<String> similar =
        names.stream()
            .filter(n -> withoutBlanks(n).equalsIgnoreCase(withoutBlanks(name)))
            .findFirst();
    return similar
        .map(n -> " (did you mean '" + ErrorQuote.of(n) + "'?)")
        .orElse(header.dataHint());
  }

  private static String withoutBlanks(String name) {
    return name.replaceAll("\\s", "");
  }

  /**
   * The features, then target, weight and cluster where there are such, as places in the table,
   * from 0.
   */
  int[] places() {
    List<String> selected = withOthers(columns);
    int[] places = new int[selected.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = known.placeOf(selected.get(i));
    }
    return places;
  }

  /** The words that selected columns hold, by number of the column. */
  Map<Integer, CategoryDictionary> words() {
    Map<Integer, CategoryDictionary> dictionaries = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      CategoricalColumn column = categorical.get(columns.get(i));
      if (column != null) {
        dictionaries.put(i, new CategoryDictionary(column.levels(), column.unmarked()));
      }
    }
    return dictionaries;
  }

  /** A selected column as a categorical one; empty for a column of numbers. */
  Optional<CategoricalColumn> categorical(int selected) {
    return !isFeature(selected)
        ? Optional.empty()
        : Optional.ofNullable(categorical.get(columns.get(selected)));
  }

  /** How to treat a word that is no level of its column. */
  UnseenLevels unseen() {
    return schema.unseen();
  }

  /** The names of the features in the order of the matrix. */
  List<String> features() {
    return features;
  }

  /**
   * The selected column of a feature; the index behind the last feature is the target, the next the
   * weight.
   */
  int columnOf(int feature) {
    int behind = feature - features.size();
    return behind >= 0 ? columns.size() + behind : columnOf.get(feature);
  }

  /** The name of the target; empty without one. */
  Optional<String> target() {
    return schema.target();
  }

  /** The name of the weight; empty without one. */
  Optional<String> weight() {
    return schema.weight();
  }

  /** The name of the column of clusters; empty without one. */
  Optional<String> cluster() {
    return schema.cluster();
  }

  /** The exposures; empty without any. */
  Optional<Exposure> exposure() {
    return schema.exposure();
  }

  /** Whether rows have one feature of 0 in place of all. */
  boolean hasNoFeatures() {
    return schema.hasNoFeatures();
  }

  /** The number of numbers of a row: features, target, weight, exposure and key of the cluster. */
  int numbers() {
    return features.size() + behind();
  }

  private int behind() {
    int weighted = weight().isPresent() ? 1 : 0;
    int exposed = exposure().isPresent() ? 1 : 0;
    int clustered = cluster().isPresent() ? 1 : 0;
    return (target().isPresent() ? 1 : 0) + weighted + exposed + clustered;
  }

  /** The selected column that is the target; where there is none, behind the last feature. */
  int selectedTarget() {
    return columns.size();
  }

  /** The name of a selected column; the target is behind the features, then weight and cluster. */
  String name(int selected) {
    if (isFeature(selected)) {
      return columns.get(selected);
    }
    if (isCluster(selected)) {
      return schema.cluster().orElseThrow();
    }
    if (isExposure(selected)) {
      return schema.exposure().orElseThrow().column();
    }
    return (isTarget(selected) ? schema.target() : schema.weight()).orElseThrow();
  }

  /** Whether a selected column is a feature or several. */
  boolean isFeature(int selected) {
    return selected < columns.size();
  }

  /** Whether a selected column is the weight. */
  boolean isWeight(int selected) {
    return selected > columns.size() && !isCluster(selected) && !isExposure(selected);
  }

  /** Whether a selected column is that of exposures. */
  boolean isExposure(int selected) {
    return exposure().isPresent() && selected == columns.size() + exposurePlace();
  }

  /** The place of the exposure behind the features, in columns as in numbers. */
  int exposurePlace() {
    return (target().isPresent() ? 1 : 0) + (weight().isPresent() ? 1 : 0);
  }

  /** Whether a selected column is that of clusters. */
  boolean isCluster(int selected) {
    return cluster().isPresent() && selected == columns.size() + behind() - 1;
  }

  private boolean isTarget(int selected) {
    return target().isPresent() && selected == columns.size();
  }

  /** The remedy for a missing value. */
  String missingRemedy() {
    return schema.ofModel() && schema.target().isEmpty()
        ? "--missing skip writes NA for such rows, --missing mean fills them in"
        : "--missing skip drops such rows";
  }

  /** The remedy for a selected column that holds words. */
  String wordsRemedy(int selected) {
    boolean choice = isFeature(selected) && schema.levelsOffered();
    return remedy(selected) + (choice ? " or use --categorical one-hot" : "");
  }

  /** The remedy for a word in a selected column of numbers. */
  String slipRemedy(int selected) {
    if (!isFeature(selected)) {
      return remedy(selected);
    }
    if (schema.ofModel()) {
      return "correct the cell, or leave it empty";
    }
    boolean choice = schema.levelsOffered();
    return "correct the cell, or leave it empty; or "
        + remedy(selected)
        + (choice
            ? "; --categorical-columns " + quoted(name(selected)) + " treats its cells as levels"
            : "");
  }

  /** The remedy for a word that is no level of its column. */
  String unseenRemedy(int selected) {
    if (!schema.ofModel()) {
      return "the text differs from the one that the levels come from";
    }
    Optional<String> reference = categorical(selected).orElseThrow().reference();
    return "--unseen zero encodes it as "
        + reference.map(level -> "'" + ErrorQuote.of(level) + "'").orElse("none of them");
  }

  /** The remedy for a selected column because of which all rows were skipped. */
  String skippedRemedy(int selected) {
    boolean needed = isFeature(selected) && schema.ofModel();
    return remedy(selected) + (needed ? "; --missing mean fills it in" : "");
  }

  /**
   * Returns the error for a feature without a value, with the column of the text and the remedy.
   */
  InputException withoutMean(String input, NoMeanException error) {
    int column = columnOf(error.feature());
    return new InputException(
        String.format(
            "%s: column '%s' has no value%s to take the mean of (%s)",
            input, ErrorQuote.of(name(column)), error.restriction(), remedy(column)),
        error);
  }

  /** The remedy for a selected column that cannot be used. */
  String remedy(int selected) {
    if (!isFeature(selected)) {
      String option = isCluster(selected) ? "--cluster" : "--weight";
      if (isExposure(selected)) {
        option = exposure().orElseThrow().kind().option();
        if (schema.ofModel()) {
          return "the model needs this column";
        }
      }
      return "choose another " + (isTarget(selected) ? "--target" : option);
    }
    if (schema.ofModel()) {
      return "the model needs this column";
    }
    if (!schema.features().isEmpty()) {
      return "leave '" + ErrorQuote.of(columns.get(selected)) + "' out of --features";
    }
    return "leave the column out with --exclude " + quoted(columns.get(selected));
  }

  /** The remedy for selected columns that cannot be used. */
  private String remedy(List<Integer> selected) {
    List<String> names = new ArrayList<>();
    for (int column : selected) {
      if (!isFeature(column)) { // rows that lack it are useless even without a feature
        return remedy(column);
      }
      names.add(columns.get(column));
    }
    if (selected.size() == 1 || !schema.features().isEmpty() || schema.ofModel()) {
      return skippedRemedy(selected.get(0));
    }
    return "leave the columns out with --exclude " + quoted(String.join(",", names));
  }

  /**
   * Names the selected columns that lack all of their values, or the most, if all rows are left out
   * for missing values.
   *
   * @param rows that were left out
   * @param missing values of each selected column
   */
  String emptiest(long rows, long[] missing) {
    List<Integer> empty = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    int most = 0;
    for (int i = 0; i < missing.length; i++) {
      // On a tie the target or the weight: rows that lack it are useless even without a feature.
      boolean behind = !isFeature(i) && isFeature(most) && missing[i] == missing[most];
      most = missing[i] > missing[most] || behind ? i : most;
      if (missing[i] == rows) {
        empty.add(i);
        shown.add("'" + ErrorQuote.of(name(i)) + "'");
      }
    }
    if (empty.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "column '%s' lacks %d (%s)",
          ErrorQuote.of(name(most)),
          missing[most],
          skippedRemedy(most));
    }
    if (shown.size() > LISTED) {
      shown.set(LISTED - 1, (shown.size() - LISTED + 1) + " others");
      shown.subList(LISTED, shown.size()).clear();
    }
    return String.format(
        "%s missing in every row (%s)",
        shown.size() == 1 ? "column " + shown.get(0) + " is" : "columns " + and(shown) + " are",
        remedy(empty));
  }

  private static String and(List<String> items) {
    int last = items.size() - 1;
    return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Quotes a name for a shell. */
  private static String quoted(String text) {
    String name = ErrorQuote.of(text);
    boolean plain =
        name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.,".indexOf(c) >= 0);
    return plain ? name : "'" + name + "'";
  }

  /**
   * Finds a feature column by its name.
   *
   * @param option that names it
   * @return its index among the selected columns
   * @throws io.github.fallline.files.InputException if there is none, or it is no feature
   */
  int feature(String name, String option) {
    require(name, option);
    int column = -1;
    for (int i = 0; i < columns.size(); i++) {
      column = known.placeOf(columns.get(i)) == known.placeOf(name) ? i : column;
    }
    if (column < 0) {
      throw header.error(
          String.format(
              "column '%s' for %s is not a feature; expected one besides the target, the weight,"
                  + " the cluster and the excluded columns",
              ErrorQuote.of(name), option));
    }
    return column;
  }
}
