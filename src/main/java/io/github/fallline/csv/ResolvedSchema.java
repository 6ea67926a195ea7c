package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.csv.parser.CategoryDictionary;
import io.github.fallline.csv.parser.DateEncoding;
import io.github.fallline.csv.parser.FieldEncoding;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that a schema selects: the features in the order of the matrix, then the
 * target if there is one. A column of numbers makes one feature, a categorical one as many as it
 * has indicators, one of dates as many as are made of it.
 */
final class ResolvedSchema {
  private final CsvHeader header;
  private final List<String> names;
  private final ColumnSelection selection;
  private final Schema schema;
  private final Map<String, CategoricalColumn> categorical = new HashMap<>();
  private final Map<String, DateColumn> dates = new HashMap<>();
  private final List<String> columns;
  private final List<String> features = new ArrayList<>();
  private final List<Integer> columnOf = new ArrayList<>();
  private final ColumnRemedies remedies;

  /**
   * Resolves the columns.
   *
   * @param header with the names of all columns of the table
   * @param leftOut for each column, whether it is no feature unless it is named; null if that is
   *     unknown
   * @throws io.github.fallline.files.InputException if a column of the schema is not in the table,
   *     two selected columns have the same name, or no feature is left
   */
  ResolvedSchema(CsvHeader header, Schema schema, boolean @Nullable [] leftOut) {
    this.header = header;
    this.schema = schema;
    names = header.names();
    selection = new ColumnSelection(header, schema);
    remedies = new ColumnRemedies(this, schema);
    columns = schema.features().isEmpty() ? remaining(leftOut) : selection.features();
    for (CategoricalColumn column : schema.categorical()) {
      categorical.put(column.name(), column);
    }
    for (DateColumn column : schema.dates()) {
      if (!schema.ofModel()) {
        feature(column.name(), Setting.DATES);
      }
      dates.put(column.name(), column);
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
          "no feature column is left; expected one besides the target and those that "
              + Setting.EXCLUDED
              + " names"
              + (columns.isEmpty() ? "" : ", with more than one level if it holds words")
              + " ("
              + Setting.NO_FEATURES
              + " fits a constant)");
    }
    requireDifferentFeatures();
  }

  private List<String> featuresOf(int column) {
    Optional<DateColumn> date = date(column);
    if (date.isPresent()) {
      return date.get().features();
    }
    Optional<CategoricalColumn> words = categorical(column);
    return words.isPresent() ? words.get().indicators() : List.of(columns.get(column));
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
                remedies.of(columnOf.get(j))));
      }
    }
  }

  /** For each column, whether it is a feature by default, which the schema does not name. */
  boolean[] unasked() {
    return selection.unasked();
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

  private List<String> remaining(boolean @Nullable [] leftOut) {
    List<String> remaining = new ArrayList<>();
    boolean[] unasked = unasked();
    for (int i = 0; i < names.size(); i++) {
      if (unasked[i] && (leftOut == null || !leftOut[i])) {
        selection.requireUnambiguous(names.get(i), false);
        remaining.add(names.get(i));
      }
    }
    return remaining;
  }

  /**
   * The features, then target, weight and cluster where there are such, as places in the table,
   * from 0.
   */
  int[] places() {
    List<String> selected = selection.withOthers(columns);
    int[] places = new int[selected.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = selection.placeOf(selected.get(i));
    }
    return places;
  }

  /** How selected columns that hold words or dates become numbers, by number of the column. */
  Map<Integer, FieldEncoding> encodings() {
    Map<Integer, FieldEncoding> encodings = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      CategoricalColumn column = categorical.get(columns.get(i));
      DateColumn date = dates.get(columns.get(i));
      if (date != null) {
        encodings.put(i, new DateEncoding(date));
      } else if (column != null) {
        encodings.put(i, new CategoryDictionary(column.levels(), column.unmarked()));
      }
    }
    return encodings;
  }

  /** A selected column as a categorical one; empty for one of numbers or dates. */
  Optional<CategoricalColumn> categorical(int selected) {
    return !isFeature(selected)
        ? Optional.empty()
        : Optional.ofNullable(categorical.get(columns.get(selected)));
  }

  /** A selected column as one of dates; empty for any other. */
  Optional<DateColumn> date(int selected) {
    return !isFeature(selected)
        ? Optional.empty()
        : Optional.ofNullable(dates.get(columns.get(selected)));
  }

  /** How to treat a word that is no level of its column. */
  UnseenLevels unseen() {
    return schema.unseen();
  }

  /**
   * Returns the error for a feature without a value, with the column of the text and the remedy.
   */
  InputException withoutMean(String input, NoMeanException error) {
    return remedies.withoutMean(input, error);
  }

  /** The remedies for columns that cannot be used. */
  ColumnRemedies remedies() {
    return remedies;
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

  /**
   * The place of any column of the table, from 0.
   *
   * @param setting that names it
   * @throws io.github.fallline.files.InputException if there is none
   */
  int place(String name, Setting setting) {
    return selection.place(name, setting);
  }

  /** Whether a selected column is the target. */
  boolean isTarget(int selected) {
    return target().isPresent() && selected == columns.size();
  }

  /**
   * Finds feature columns by their names or patterns.
   *
   * @param setting that names them
   * @return their indices among the selected columns
   * @throws io.github.fallline.files.InputException if there is none, or one is no feature
   */
  List<Integer> features(List<String> wanted, Setting setting) {
    List<Integer> found = new ArrayList<>();
    for (String name : selection.expanded(wanted, setting)) {
      found.add(feature(name, setting));
    }
    return found;
  }

  private int feature(String name, Setting setting) {
    selection.require(name, setting);
    int column = -1;
    for (int i = 0; i < columns.size(); i++) {
      column = selection.placeOf(columns.get(i)) == selection.placeOf(name) ? i : column;
    }
    if (column < 0) {
      throw header.error(
          String.format(
              "column '%s' for %s is not a feature; expected one besides the target, the weight,"
                  + " the cluster and the excluded columns",
              ErrorQuote.of(name), setting));
    }
    return column;
  }
}
