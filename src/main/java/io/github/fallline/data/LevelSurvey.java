package io.github.fallline.data;

import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the categorical columns of a text and their levels, before it is read as numbers: only with
 * all levels known does the matrix have a width.
 *
 * <p>A feature column is categorical if one of its cells is neither a number nor missing; then all
 * its cells are words, so that {@code 1} and {@code 1.0} are two levels. The levels are those of
 * the rows that are kept. Dates are words like others: no calendar is known here.
 *
 * <p>A text of numbers alone is passed over at the speed of the parser. Any other is read once more
 * by commons-csv, in the memory that {@link CategoricalColumn#MOST_LEVELS} levels a column take.
 */
public final class LevelSurvey {
  private final CsvTable table;
  private final MissingValues missing;
  private final int[] places;
  private final List<LevelSet> sets = new ArrayList<>();

  private LevelSurvey(CsvTable table, MissingValues missing) {
    this.table = table;
    this.missing = missing;
    ColumnSelection selection = table.selection();
    places = selection.places();
    for (int i = 0; i < places.length; i++) {
      sets.add(selection.isFeature(i) ? new LevelSet(selection, i) : null);
    }
  }

  /**
   * The categorical columns among the features, in their order.
   *
   * @param input read up to twice here, and again by whoever reads the rows: a file
   * @param missing says which rows are kept
   * @param intercept whether the model will have one. Then the first level of every column is the
   *     reference; without one the first of the columns has an indicator for each of its levels
   * @param options of which progress is told twice where a first look is not enough
   * @return columns for {@link Schema#withCategorical}; none if all features are numbers
   * @throws InputException if the text cannot be read or does not fit the schema, or a column of
   *     words has too many levels or too long ones
   */
  public static List<CategoricalColumn> of(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      boolean intercept,
      ReadingOptions options) {
    try (CsvTable table = new CsvTable(input, format, schema, MissingValues.KEEP)) {
      if (table.isCertain(options.speed(), options.progress())) {
        return List.of();
      }
    }
    try (CsvTable table = new CsvTable(input, format, schema, missing)) {
      LevelSurvey survey = new LevelSurvey(table, missing);
      table.eachRecord(survey::add, options.progress());
      return survey.columns(intercept);
    }
  }

  private void add(CsvRecords record) {
    boolean kept = isKept(record);
    for (int i = 0; i < places.length; i++) {
      if (sets.get(i) != null) {
        sets.get(i).add(record, record.cell(places[i]), kept);
      }
    }
  }

  private boolean isKept(CsvRecords record) {
    boolean labelled = table.selection().target().isPresent();
    int target = places[places.length - (table.selection().weight().isPresent() ? 2 : 1)];
    return switch (missing) {
      case FAIL -> true;
      case MEAN, KEEP -> !labelled || !Decimal.isMissing(record.cell(target));
      case SKIP -> isComplete(record);
    };
  }

  private boolean isComplete(CsvRecords record) {
    for (int place : places) {
      if (Decimal.isMissing(record.cell(place))) {
        return false;
      }
    }
    return true;
  }

  private List<CategoricalColumn> columns(boolean intercept) {
    List<CategoricalColumn> columns = new ArrayList<>();
    for (LevelSet set : sets) {
      if (set != null && set.isCategorical()) {
        columns.add(set.column(intercept || !columns.isEmpty()));
      }
    }
    return columns;
  }
}
