package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Detects the categorical columns of a text and their levels, before it is read as numbers: the
 * width of the matrix depends on all levels.
 *
 * <p>A feature column is categorical if that is requested, or if most of its cells, and most of its
 * different cells, are neither numbers nor missing; then all its cells are words, so that {@code 1}
 * and {@code 1.0} are two levels. A column of numbers with a few words is an error that names the
 * first. So is a nominal attribute of ARFF. Cells and levels are those of the rows that are kept.
 * Dates are words like others.
 *
 * <p>A text of numbers alone is read at the speed of the parser. Any other is read once more by
 * commons-csv, in the memory that {@link CategoricalColumn#MOST_LEVELS} levels a column take.
 */
public final class CategoryDetector {
  private final CsvTable table;
  private final MissingValues missing;
  private final int[] places;
  private final List<ColumnLevels> sets = new ArrayList<>();
  private final long[] missingCells;
  private long rows;
  private long keptRows;

  /**
   * @param others whether words make other columns than the requested ones categorical
   */
  private CategoryDetector(
      CsvTable table, MissingValues missing, List<CategoricalRequest> asked, boolean others) {
    this.table = table;
    this.missing = missing;
    ResolvedSchema resolved = table.resolvedSchema();
    places = resolved.places();
    missingCells = new long[places.length];
    Set<Integer> named = new HashSet<>();
    for (CategoricalRequest request : asked) {
      named.addAll(resolved.features(request.names(), request.origin()));
    }
    for (int i = 0; i < places.length; i++) {
      boolean date = resolved.date(i).isPresent();
      if (date && named.contains(i)) {
        throw new InputException(
            String.format(
                "%s: column '%s' is named by %s and as a categorical one; expected one of them",
                table.name(), ErrorQuote.of(resolved.name(i)), Setting.DATES));
      }
      if (others && !date && resolved.isFeature(i) && table.isNominal(i)) {
        named.add(i);
      }
      boolean looked = resolved.isFeature(i) && !date && (others || named.contains(i));
      sets.add(looked ? new ColumnLevels(resolved, table.syntax(), i, named.contains(i)) : null);
    }
  }

  /**
   * The categorical columns among the features, in their order: the requested columns, whatever
   * they hold, and others that hold words.
   *
   * @param input read up to twice here, and again by the reader of the rows: a file
   * @param missing decides which rows are kept
   * @param intercept whether the model will have one. Then the first level of every column is the
   *     reference; without one the first of the columns has an indicator for each of its levels
   * @param asked names of features whose cells are levels even if they are numbers
   * @param others whether words make other columns than those categorical; if not, they are numbers
   * @param options whose progress is reported twice if the text is read twice, and whose notes
   *     report columns with nearly as many levels as rows
   * @return columns for {@link Schema#withCategorical}; none if all features are numbers
   * @throws InputException if the text cannot be read or does not fit the schema, if a column of
   *     words has too many levels or too long ones, if a few of the cells of a column of numbers
   *     are words, or if no row is kept
   */
  public static List<CategoricalColumn> of(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      boolean intercept,
      List<String> asked,
      boolean others,
      ReadingOptions options) {
    CategoricalRequest request = new CategoricalRequest(Setting.CATEGORICAL, asked);
    return ofRequests(input, format, schema, missing, intercept, List.of(request), others, options);
  }

  /**
   * The schema with the categorical columns among its features; with {@code others} levels cannot
   * be made of more of them.
   *
   * @param asked the requested columns, by the settings that name them in errors
   * @see #of
   */
  public static Schema addTo(
      Schema schema,
      TextSource input,
      CsvFormat format,
      MissingValues missing,
      boolean intercept,
      List<CategoricalRequest> asked,
      boolean others,
      ReadingOptions options) {
    Schema known =
        schema.withCategorical(
            ofRequests(input, format, schema, missing, intercept, asked, others, options));
    return others ? known.withoutMoreLevels() : known;
  }

  private static List<CategoricalColumn> ofRequests(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      boolean intercept,
      List<CategoricalRequest> asked,
      boolean others,
      ReadingOptions options) {
    boolean some = false;
    for (CategoricalRequest request : asked) {
      some |= !request.names().isEmpty();
    }
    if (!some) {
      try (CsvTable table = new CsvTable(input, format, schema, MissingValues.KEEP)) {
        boolean nominal = others && table.hasNominal();
        if (!nominal && table.parsesFast(options.speed(), options.progress())) {
          return List.of();
        }
      }
    }
    try (CsvTable table = new CsvTable(input, format, schema, missing)) {
      CategoryDetector detector = new CategoryDetector(table, missing, asked, others);
      table.eachRecord(detector::add, options.progress());
      return detector.columns(intercept, options.notes());
    }
  }

  private void add(CsvRecords record) {
    boolean kept = isKept(record);
    rows++;
    keptRows += kept ? 1 : 0;
    for (int i = 0; i < places.length; i++) {
      missingCells[i] += table.syntax().isMissing(record.cell(places[i])) ? 1 : 0;
      if (sets.get(i) != null) {
        sets.get(i).add(record, record.cell(places[i]), kept);
      }
    }
  }

  private boolean isKept(CsvRecords record) {
    boolean labelled = table.resolvedSchema().target().isPresent();
    int target = table.resolvedSchema().selectedTarget();
    return switch (missing) {
      case FAIL -> true;
      case MEAN, KEEP -> !labelled || !table.syntax().isMissing(record.cell(places[target]));
      case SKIP -> isComplete(record);
    };
  }

  private boolean isComplete(CsvRecords record) {
    for (int place : places) {
      if (table.syntax().isMissing(record.cell(place))) {
        return false;
      }
    }
    return true;
  }

  private List<CategoricalColumn> columns(boolean intercept, Consumer<String> notes) {
    if (keptRows == 0 && rows > 0) {
      throw RowCounter.noneKept(table.name(), table.resolvedSchema(), rows, missingCells);
    }
    requireUsable();
    List<CategoricalColumn> columns = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      ColumnLevels levels = sets.get(i);
      if (levels != null && levels.isCategorical()) {
        CategoricalColumn column = levels.column(intercept || !columns.isEmpty());
        columns.add(column);
        if (2L * column.levels().size() > keptRows) {
          notes.accept(manyLevels(column, i, levels.nature()));
        }
      }
    }
    noteWidth(columns, notes);
    return columns;
  }

  private void requireUsable() {
    List<LevelFault> faults = new ArrayList<>();
    for (ColumnLevels levels : sets) {
      if (levels != null && levels.fault().isPresent()) {
        faults.add(levels.fault().get());
      }
    }
    if (!faults.isEmpty()) {
      throw new InputException(LevelFault.message(table.name(), faults, table.resolvedSchema()));
    }
  }

  /** Reports indicators that make more features than there are rows. */
  private void noteWidth(List<CategoricalColumn> columns, Consumer<String> notes) {
    int before = table.resolvedSchema().features().size();
    long features = before;
    for (CategoricalColumn column : columns) {
      features += column.indicators().size() - 1;
    }
    if (features > keptRows && before <= keptRows) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s: one-hot makes %d features of %d, more than the %d rows (leave columns of many"
                  + " levels out)",
              table.name(),
              features,
              before,
              keptRows));
    }
  }

  private String manyLevels(CategoricalColumn column, int selected, ColumnSample.Nature nature) {
    String likeness =
        switch (nature) {
          case ISO_DATES, OTHER_DATES -> ", as dates have";
          case IDENTIFIERS -> ", as an identifier has";
          case NUMBERS, WORDS -> "";
        };
    boolean dates =
        nature == ColumnSample.Nature.ISO_DATES || nature == ColumnSample.Nature.OTHER_DATES;
    String choice =
        dates ? " or use " + Setting.DATES_AS_DAYS.with(ErrorQuote.of(column.name())) : "";
    return String.format(
        Locale.ROOT,
        "%s: column '%s' has %d levels in %d rows%s: levels of single rows do not"
            + " generalize (%s%s)",
        table.name(),
        ErrorQuote.of(column.name()),
        column.levels().size(),
        keptRows,
        likeness,
        table.resolvedSchema().remedies().of(selected),
        choice);
  }
}
