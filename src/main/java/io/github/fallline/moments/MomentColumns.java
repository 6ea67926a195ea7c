package io.github.fallline.moments;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.ColumnPattern;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.LevelOrder;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of moments and the columns of the table that they were made of: one of numbers makes
 * one, one of words as many as it has levels, one of dates as many as it has parts. Immutable.
 */
final class MomentColumns {
  private static final int LISTED = 10;

  private final List<String> names;
  private final List<String> tableColumns;
  private final Map<String, CategoricalColumn> categorical = new HashMap<>();
  private final Map<String, DateColumn> dates = new HashMap<>();

  /** Where each column of the table begins among the columns. */
  private final Map<String, Integer> first = new HashMap<>();

  /**
   * @param names of the columns
   * @param words the columns of words, each with an indicator for every level
   * @throws IllegalArgumentException if a name occurs twice, or what is made of words and dates are
   *     not columns one behind the other
   */
  MomentColumns(List<String> names, List<CategoricalColumn> words, List<DateColumn> dated) {
    this.names = List.copyOf(names);
    Argument.require(
        new HashSet<>(names).size() == names.size(), "columns", "different names", names);
    for (CategoricalColumn each : words) {
      Argument.require(!each.hasReference(), "categorical", "indicators of all levels", each);
      categorical.put(each.name(), each);
    }
    for (DateColumn each : dated) {
      dates.put(each.name(), each);
    }
    tableColumns =
        Schema.ofModel(Optional.empty(), names, words, dated, UnseenLevels.FAIL).features();
    int at = 0;
    for (String column : tableColumns) {
      first.put(column, at);
      at += made(column).size();
    }
  }

  /** The columns that are made of a column of the table. */
  private List<String> made(String column) {
    CategoricalColumn words = categorical.get(column);
    DateColumn date = dates.get(column);
    return words != null ? words.indicators() : date != null ? date.features() : List.of(column);
  }

  List<String> names() {
    return names;
  }

  /** The columns of the table, in order. */
  List<String> tableColumns() {
    return tableColumns;
  }

  /** The columns of words, in order. */
  List<CategoricalColumn> categorical() {
    List<CategoricalColumn> found = new ArrayList<>();
    for (String column : tableColumns) {
      if (categorical.containsKey(column)) {
        found.add(categorical.get(column));
      }
    }
    return found;
  }

  /** The columns of dates, in order. */
  List<DateColumn> dates() {
    List<DateColumn> found = new ArrayList<>();
    for (String column : tableColumns) {
      if (dates.containsKey(column)) {
        found.add(dates.get(column));
      }
    }
    return found;
  }

  /**
   * These columns and levels that another table has in its columns of words.
   *
   * @throws IllegalArgumentException if the columns of the table are others, naming the first
   *     difference
   */
  MomentColumns withLevelsOf(MomentColumns other) {
    requireSameTable(other);
    List<CategoricalColumn> all = new ArrayList<>();
    List<String> every = new ArrayList<>();
    for (String column : tableColumns) {
      CategoricalColumn own = categorical.get(column);
      CategoricalColumn others = other.categorical.get(column);
      if (own != null && others != null) {
        CategoricalColumn both = union(own, others);
        all.add(both);
        every.addAll(both.indicators());
      } else {
        every.addAll(made(column));
      }
    }
    return new MomentColumns(every, all, dates());
  }

  /** These columns without some indicators; those of a column are not all among them. */
  MomentColumns withoutLevels(Set<String> indicators) {
    if (indicators.isEmpty()) {
      return this;
    }
    List<CategoricalColumn> all = new ArrayList<>();
    List<String> every = new ArrayList<>();
    for (String column : tableColumns) {
      CategoricalColumn own = categorical.get(column);
      if (own == null) {
        every.addAll(made(column));
        continue;
      }
      List<String> levels = new ArrayList<>();
      for (int k = 0; k < own.levels().size(); k++) {
        if (!indicators.contains(own.indicators().get(k))) {
          levels.add(own.levels().get(k));
        }
      }
      CategoricalColumn left = new CategoricalColumn(column, levels, false);
      all.add(left);
      every.addAll(left.indicators());
    }
    return new MomentColumns(every, all, dates());
  }

  private static CategoricalColumn union(CategoricalColumn left, CategoricalColumn right) {
    if (left.levels().equals(right.levels())) {
      return left;
    }
    Set<String> words = new LinkedHashSet<>(left.levels());
    words.addAll(right.levels());
    Set<String> ordered = new TreeSet<>(LevelOrder.of(words));
    ordered.addAll(words);
    return new CategoricalColumn(left.name(), List.copyOf(ordered), false);
  }

  private void requireSameTable(MomentColumns other) {
    int both = Math.min(tableColumns.size(), other.tableColumns.size());
    for (int j = 0; j < both; j++) {
      requireSame("column " + (j + 1), tableColumns.get(j), other.tableColumns.get(j));
    }
    if (tableColumns.size() != other.tableColumns.size()) {
      List<String> longer = tableColumns.size() > both ? tableColumns : other.tableColumns;
      throw new IllegalArgumentException(
          "expected %d columns, got %d; '%s' is in one of the two only"
              .formatted(
                  tableColumns.size(), other.tableColumns.size(), ErrorQuote.of(longer.get(both))));
    }
    for (String column : tableColumns) {
      String place = "column '" + ErrorQuote.of(column) + "'";
      requireSame(place, kind(column), other.kind(column));
      if (dates.containsKey(column) && !dates.get(column).equals(other.dates.get(column))) {
        throw new IllegalArgumentException(place + " has other parts of dates or another format");
      }
    }
  }

  private static void requireSame(String place, String expected, String found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "%s: expected '%s', got '%s'"
              .formatted(place, ErrorQuote.of(expected), ErrorQuote.of(found)));
    }
  }

  private String kind(String column) {
    return categorical.containsKey(column)
        ? "categorical"
        : dates.containsKey(column) ? "dates" : "numbers";
  }

  /**
   * Where the columns of another are among these.
   *
   * @return for each of those, its place here, or {@link Moments#ZERO}
   */
  int[] placesOf(MomentColumns other) {
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < names.size(); j++) {
      places.put(names.get(j), j);
    }
    int[] found = new int[other.names.size()];
    for (int j = 0; j < found.length; j++) {
      found[j] = places.getOrDefault(other.names.get(j), Moments.ZERO);
    }
    return found;
  }

  /**
   * Some of these columns.
   *
   * @param wanted columns of the table
   * @throws IllegalArgumentException if one is not here, or named twice
   */
  MomentColumns part(List<String> wanted) {
    List<String> every = new ArrayList<>();
    List<CategoricalColumn> words = new ArrayList<>();
    List<DateColumn> dated = new ArrayList<>();
    for (String column : wanted) {
      if (!first.containsKey(column)) {
        throw unknown(column, "");
      }
      every.addAll(made(column));
      if (categorical.containsKey(column)) {
        words.add(categorical.get(column));
      } else if (dates.containsKey(column)) {
        dated.add(dates.get(column));
      }
    }
    return new MomentColumns(every, words, dated);
  }

  /** Where a column is. */
  int place(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw unknown(name, "");
    }
    return place;
  }

  /**
   * The columns of a model.
   *
   * @param columns features as {@link Schema#features}, excluded columns and target; no weights
   * @param intercept whether the model has one: then the first level of each column of words has no
   *     indicator, otherwise that of each but the first column
   * @throws IllegalArgumentException if a column is not here or cannot be what it is named for
   */
  MomentSelection select(Schema columns, boolean intercept) {
    String target = columns.target().orElseThrow();
    if (!first.containsKey(target)) {
      throw unknown(target, " for " + Setting.TARGET);
    }
    Argument.require(
        kind(target).equals("numbers"),
        "column '" + ErrorQuote.of(target) + "' for " + Setting.TARGET,
        "a column of numbers",
        kind(target));
    List<String> chosen = columns.hasNoFeatures() ? List.of() : chosen(columns, target);
    List<String> features = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<CategoricalColumn> words = new ArrayList<>();
    List<DateColumn> dated = new ArrayList<>();
    boolean reference = intercept;
    for (String column : chosen) {
      List<String> made = made(column);
      int start = first.getOrDefault(column, 0);
      int skipped = 0;
      CategoricalColumn own = categorical.get(column);
      if (own != null) {
        List<String> levels = own.levels();
        words.add(new CategoricalColumn(column, levels, reference));
        skipped = reference ? 1 : 0;
        reference = true;
      } else if (dates.containsKey(column)) {
        dated.add(dates.get(column));
      }
      for (int j = skipped; j < made.size(); j++) {
        features.add(made.get(j));
        places.add(start + j);
      }
    }
    if (columns.hasNoFeatures()) {
      features.add(Schema.NO_FEATURE);
      places.add(Moments.ZERO);
    }
    if (features.isEmpty()) {
      throw new IllegalArgumentException(
          "no feature column is left; expected one besides the target ("
              + Setting.NO_FEATURES
              + " fits a constant)");
    }
    places.add(first.get(target));
    return new MomentSelection(target, features, places, words, dated);
  }

  private List<String> chosen(Schema columns, String target) {
    if (!columns.features().isEmpty()) {
      return expanded(columns.features(), target, Setting.FEATURES);
    }
    List<String> left = new ArrayList<>(tableColumns);
    left.remove(target);
    left.removeAll(expanded(columns.excluded(), target, Setting.EXCLUDED));
    return left;
  }

  /** Replaces patterns by the names of columns; they leave out the target and columns named. */
  private List<String> expanded(List<String> wanted, String target, Setting option) {
    Set<String> named = new HashSet<>(wanted);
    named.add(target);
    Set<String> found = new LinkedHashSet<>();
    boolean numbered = isNumbered();
    for (String name : wanted) {
      if (first.containsKey(name)) {
        found.add(name);
      } else if (!ColumnPattern.isPattern(name, numbered)) {
        throw unknown(name, " for " + option);
      } else {
        addMatches(name, numbered, named, option, found);
      }
    }
    return List.copyOf(found);
  }

  private void addMatches(
      String text, boolean numbered, Set<String> named, Setting option, Set<String> found) {
    ColumnPattern pattern = ColumnPattern.of(text);
    boolean some = false;
    for (String column : tableColumns) {
      boolean matching = pattern.matches(column, numbered ? Integer.parseInt(column) - 1 : -1);
      some |= matching;
      if (matching && !named.contains(column)) {
        found.add(column);
      }
    }
    if (!some) {
      throw new IllegalArgumentException(
          "no column matches '%s' for %s; expected %s"
              .formatted(ErrorQuote.of(text), option, listing()));
    }
  }

  /** Whether the table had no header: its columns are named by their numbers. */
  private boolean isNumbered() {
    for (String column : tableColumns) {
      if (!column.matches("\\d{1,9}")) {
        return false;
      }
    }
    return true;
  }

  private IllegalArgumentException unknown(String name, String purpose) {
    return new IllegalArgumentException(
        "no column '%s'%s; expected %s".formatted(ErrorQuote.of(name), purpose, listing()));
  }

  private String listing() {
    List<String> shown = new ArrayList<>();
    for (String column : tableColumns.subList(0, Math.min(LISTED, tableColumns.size()))) {
      shown.add(ErrorQuote.of(column));
    }
    if (tableColumns.size() > LISTED) {
      shown.add((tableColumns.size() - LISTED) + " more");
    }
    String last = shown.remove(shown.size() - 1);
    return shown.isEmpty() ? last : String.join(", ", shown) + " or " + last;
  }
}
