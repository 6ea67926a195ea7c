package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One reading of a text in search of categorical columns and their levels. */
final class CategoryScan {
  private final CsvTable table;
  private final MissingValues missing;
  private final int[] places;

  /** The levels of each selected column; null for one that cannot be categorical. */
  private final List<@Nullable ColumnLevels> sets = new ArrayList<>();

  private final long[] missingCells;
  private long rows;
  private long keptRows;

  /**
   * @param others whether words make other columns than the requested ones categorical
   */
  CategoryScan(
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
   * Reads all records and returns the categorical columns, in their order.
   *
   * @param intercept whether the model will have one
   */
  List<CategoricalColumn> columns(boolean intercept, ReadingOptions options) {
    table.eachRecord(this::add, options.progress());
    return columns(intercept, options.notes());
  }

  private void add(CsvRecords record) {
    boolean kept = isKept(record);
    rows++;
    keptRows += kept ? 1 : 0;
    for (int i = 0; i < places.length; i++) {
      missingCells[i] += table.syntax().isMissing(record.cell(places[i])) ? 1 : 0;
      ColumnLevels levels = sets.get(i);
      if (levels != null) {
        levels.add(record, record.cell(places[i]), kept);
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
