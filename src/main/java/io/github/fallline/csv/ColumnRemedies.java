package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.Schema;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The remedies for columns that cannot be used, as the schema selects them. */
final class ColumnRemedies {
  private static final int LISTED = 10;

  private final ResolvedSchema resolved;
  private final Schema schema;

  ColumnRemedies(ResolvedSchema resolved, Schema schema) {
    this.resolved = resolved;
    this.schema = schema;
  }

  /** Whether a model needs the columns, so that none of them can be left out. */
  boolean ofModel() {
    return schema.ofModel();
  }

  /** Whether levels can be made of a column of words. */
  boolean offersLevels() {
    return schema.levelsOffered();
  }

  /** The remedy for a selected column that cannot be used. */
  String of(int selected) {
    if (!resolved.isFeature(selected)) {
      Setting setting = resolved.isCluster(selected) ? schema.keySetting() : Setting.WEIGHT;
      if (resolved.isExposure(selected)) {
        if (schema.ofModel()) {
          return "the model needs this column";
        }
        setting = resolved.exposure().orElseThrow().kind().setting();
      }
      return "choose another " + (resolved.isTarget(selected) ? Setting.TARGET : setting);
    }
    if (schema.ofModel()) {
      return "the model needs this column";
    }
    return leaveOut(List.of(resolved.name(selected)), "the column");
  }

  /**
   * The remedy for features that cannot be used.
   *
   * @param what to call them
   */
  String leaveOut(List<String> names, String what) {
    if (schema.ofModel()) {
      return "the model needs " + (names.size() == 1 ? "this column" : "these columns");
    }
    if (schema.features().isEmpty()) {
      return "leave " + what + " out with " + excluded(schema, names);
    }
    List<String> quoted = new ArrayList<>();
    for (String name : names) {
      quoted.add("'" + ErrorQuote.of(name) + "'");
    }
    return "leave " + listed(quoted) + " out of " + Setting.FEATURES;
  }

  /** The setting that leaves out columns beside those that the schema leaves out. */
  static String excluded(Schema schema, List<String> names) {
    List<String> all = new ArrayList<>();
    for (String name : schema.excluded()) {
      all.add(ErrorQuote.of(name));
    }
    for (String name : names) {
      all.add(ErrorQuote.of(name));
    }
    return Setting.EXCLUDED.with(all);
  }

  /** The remedy for a missing value. */
  String missing() {
    return schema.ofModel() && schema.target().isEmpty()
        ? Setting.MISSING_KEEP
            + " writes NA for such rows, "
            + Setting.MISSING_MEAN
            + " fills them in"
        : Setting.MISSING_SKIP + " drops such rows";
  }

  /** The remedy for a selected column that holds words. */
  String words(int selected) {
    boolean choice = resolved.isFeature(selected) && schema.levelsOffered();
    return of(selected) + (choice ? " or use " + Setting.ONE_HOT : "");
  }

  /** The remedy for a word in a selected column of numbers. */
  String slip(int selected) {
    if (!resolved.isFeature(selected)) {
      return of(selected);
    }
    if (schema.ofModel()) {
      return "correct the cell, or leave it empty";
    }
    boolean choice = schema.levelsOffered();
    return "correct the cell, or leave it empty; or "
        + of(selected)
        + (choice
            ? "; "
                + Setting.CATEGORICAL.with(ErrorQuote.of(resolved.name(selected)))
                + " treats its cells as levels"
            : "");
  }

  /** The remedy for a word that is no level of its column. */
  String unseen(int selected) {
    if (!schema.ofModel()) {
      return "the text differs from the one that the levels come from";
    }
    Optional<String> reference = resolved.categorical(selected).orElseThrow().reference();
    return Setting.UNSEEN_ZERO
        + " encodes it as "
        + reference.map(level -> "'" + ErrorQuote.of(level) + "'").orElse("none of them");
  }

  /** The remedy for a selected column because of which all rows were skipped. */
  private String skipped(int selected) {
    boolean needed = resolved.isFeature(selected) && schema.ofModel();
    return of(selected) + (needed ? "; " + Setting.MISSING_MEAN + " fills it in" : "");
  }

  /**
   * Returns the error for a feature without a value, with the column of the text and the remedy.
   */
  InputException withoutMean(String input, NoMeanException error) {
    int column = resolved.columnOf(error.feature());
    return new InputException(
        String.format(
            "%s: column '%s' has no value%s to take the mean of (%s)",
            input, ErrorQuote.of(resolved.name(column)), error.restriction(), of(column)),
        error);
  }

  /** The remedy for selected columns without which all rows were skipped. */
  private String skipped(List<Integer> selected) {
    List<String> names = new ArrayList<>();
    for (int column : selected) {
      if (!resolved.isFeature(column)) { // rows that lack it are useless even without a feature
        return of(column);
      }
      names.add(resolved.name(column));
    }
    if (selected.size() == 1 || !schema.features().isEmpty() || schema.ofModel()) {
      return skipped(selected.get(0));
    }
    return leaveOut(names, "the columns");
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
      boolean behind =
          !resolved.isFeature(i) && resolved.isFeature(most) && missing[i] == missing[most];
      most = missing[i] > missing[most] || behind ? i : most;
      if (missing[i] == rows) {
        empty.add(i);
        shown.add("'" + ErrorQuote.of(resolved.name(i)) + "'");
      }
    }
    if (empty.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "column '%s' lacks %d (%s)",
          ErrorQuote.of(resolved.name(most)),
          missing[most],
          skipped(most));
    }
    if (shown.size() > LISTED) {
      shown.set(LISTED - 1, (shown.size() - LISTED + 1) + " others");
      shown.subList(LISTED, shown.size()).clear();
    }
    return String.format(
        "%s missing in every row (%s)",
        shown.size() == 1 ? "column " + shown.get(0) + " is" : "columns " + listed(shown) + " are",
        skipped(empty));
  }

  /** Joins items by commas and "and". */
  static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
