package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.ColumnPattern;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.Schema;
import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a schema names, found in the header of a table; patterns are replaced by the
 * columns that they stand for.
 *
 * <p>A name of a column stands for it even if it reads as a pattern. Patterns leave out the target,
 * the weight, the cluster and columns that are named beside them.
 */
final class ColumnSelection {
  private static final int LISTED = 10;
  private static final String SEPARATORS = ",;\t| :^~";

  private final CsvHeader header;
  private final List<String> names;
  private final ColumnNames known;
  private final Schema schema;
  private final List<String> features;
  private final List<String> excluded;

  /**
   * Finds the columns.
   *
   * @throws io.github.fallline.files.InputException if a column of the schema is not in the table,
   *     or occurs twice
   */
  ColumnSelection(CsvHeader header, Schema schema) {
    this.header = header;
    this.schema = schema;
    names = header.names();
    known = new ColumnNames(names);
    if (schema.target().isPresent()) {
      requireTarget(schema.target().get());
    }
    require(single(schema.weight()), Setting.WEIGHT);
    require(single(schema.cluster()), schema.keySetting());
    if (schema.exposure().isPresent()) {
      Exposure exposure = schema.exposure().get();
      require(exposure.column(), exposure.kind().setting());
    }
    features = schema.hasNoFeatures() ? List.of() : expanded(schema.features(), Setting.FEATURES);
    excluded = expanded(schema.excluded(), Setting.EXCLUDED);
    for (String name : withOthers(features)) {
      requireUnambiguous(name, true);
    }
    requireDifferentColumns();
  }

  /** The features that the schema names, as it spells them; empty if it names none. */
  List<String> features() {
    return features;
  }

  /** The index of a column, from 0, as a name in the schema stands for it; -1 if there is none. */
  int placeOf(String name) {
    return known.placeOf(name);
  }

  /** For each column, whether the schema does not name it and it is a feature by default. */
  boolean[] unasked() {
    boolean[] unasked = new boolean[names.size()];
    Arrays.fill(unasked, schema.features().isEmpty());
    for (String name : withOthers(excluded)) {
      unasked[known.placeOf(name)] = false;
      for (int i = known.secondPlaceOf(name); i >= 0 && i < unasked.length; i++) {
        unasked[i] &= !names.get(i).equals(name);
      }
    }
    return unasked;
  }

  /** Adds the target, the weight, the exposure and the cluster, those that there are. */
  List<String> withOthers(List<String> before) {
    List<String> selected = new ArrayList<>(before);
    selected.addAll(single(schema.target()));
    selected.addAll(single(schema.weight()));
    if (schema.exposure().isPresent()) {
      selected.add(schema.exposure().get().column());
    }
    selected.addAll(single(schema.cluster()));
    return selected;
  }

  private static List<String> single(Optional<String> name) {
    return name.isPresent() ? List.of(name.get()) : List.of();
  }

  /**
   * Rejects a name that two columns have.
   *
   * @param asked whether the column is named by the schema
   */
  void requireUnambiguous(String name, boolean asked) {
    int second = known.secondPlaceOf(name);
    if (second < 0) {
      return;
    }
    String hint = header.dataHint();
    String remedy =
        asked
            ? " (rename one of them in the header)"
            : " (rename one of them in the header, or leave both out with "
                + ColumnRemedies.excluded(schema, List.of(name))
                + ")";
    throw header.error(
        String.format(
            Locale.ROOT,
            "columns %d and %d are both named '%s'; expected different names%s",
            known.placeOf(name) + 1,
            second + 1,
            ErrorQuote.of(name),
            hint.isEmpty() ? remedy : hint));
  }

  /** Rejects a column that is named twice, perhaps in two spellings. */
  private void requireDifferentColumns() {
    Set<Integer> places = new HashSet<>();
    for (String name : withOthers(features)) {
      if (!places.add(known.placeOf(name))) {
        throw header.error(
            String.format(
                "column '%s' is named twice; expected it once among target, weight, exposure, cluster"
                    + " and features",
                ErrorQuote.of(name)));
      }
    }
  }

  /**
   * Replaces patterns by the names of columns.
   *
   * @param setting that gives them
   * @throws io.github.fallline.files.InputException if a name is no column, or a pattern stands for
   *     none
   */
  List<String> expanded(List<String> wanted, Setting setting) {
    if (schema.ofModel()) {
      require(wanted, setting);
      return wanted;
    }
    List<String> columns = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (String name : withOthers(wanted)) {
      taken.add(known.placeOf(name));
    }
    for (String name : wanted) {
      if (known.contains(name) || !ColumnPattern.isPattern(name, !header.isPresent())) {
        require(name, setting);
        columns.add(name);
      } else if (!addMatches(ColumnPattern.of(name), taken, columns)) {
        throw header.error(
            String.format(
                "no column matches '%s' for %s; expected %s",
                ErrorQuote.of(name), setting, listing()));
      }
    }
    return columns;
  }

  /** Adds the columns that a pattern stands for; returns whether there are any, new or not. */
  private boolean addMatches(ColumnPattern pattern, Set<Integer> taken, List<String> columns) {
    boolean some = false;
    for (int i = 0; i < names.size(); i++) {
      boolean matching = pattern.matches(names.get(i), i);
      some |= matching;
      if (matching && taken.add(i)) {
        columns.add(names.get(i));
      }
    }
    return some;
  }

  private void requireTarget(String target) {
    boolean onlyColumn = names.size() == 1 && !known.contains(target);
    if (onlyColumn && names.get(0).chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)) {
      throw header.error(
          String.format(
              "no column '%s' for %s; all of '%s' is one column (%s)",
              ErrorQuote.of(target),
              Setting.TARGET,
              ErrorQuote.of(names.get(0)),
              separatorRemedy()));
    }
    require(target, Setting.TARGET);
  }

  private String separatorRemedy() {
    Optional<Character> given = header.givenSeparator();
    return given.isEmpty()
        ? "set the delimiter with " + Setting.SEPARATOR
        : "'"
            + ErrorQuote.of(given.get().toString())
            + "' as "
            + Setting.SEPARATOR
            + " does not split it";
  }

  private void require(List<String> wanted, Setting setting) {
    for (String name : wanted) {
      require(name, setting);
    }
  }

  /**
   * Requires a column.
   *
   * @param setting that names it
   * @throws io.github.fallline.files.InputException if there is none of this name
   */
  void require(String name, Setting setting) {
    if (!known.contains(name)) {
      boolean needed = schema.ofModel() && (setting == Setting.FEATURES || isOfExposure(setting));
      throw header.error(
          String.format(
              "no column '%s'%s; expected %s%s",
              ErrorQuote.of(name),
              needed ? ", which the model needs" : " for " + setting,
              needed ? "it among " + listing() : listing(),
              suggestion(name)));
    }
  }

  private boolean isOfExposure(Setting setting) {
    return schema.exposure().isPresent() && setting == schema.exposure().get().kind().setting();
  }

  /**
   * The place of any column of the table, from 0.
   *
   * @param setting that names it
   * @throws io.github.fallline.files.InputException if there is none
   */
  int place(String name, Setting setting) {
    require(name, setting);
    return known.placeOf(name);
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
    if (known.contains("'" + name + "'")) {
      return ForeignQuotes.OF_NAMES;
    }
    if (ColumnPattern.isRange(name)) {
      return " (ranges of numbers of columns require " + Setting.NO_HEADER + ")";
    }
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
}
