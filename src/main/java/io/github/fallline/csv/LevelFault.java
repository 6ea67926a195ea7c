package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why a column is neither one of numbers nor a categorical one.
 *
 * @param column that is selected
 * @param line of the cell
 * @param finding what is found, behind the name of the column
 * @param explanation what is expected, and the remedy
 * @param slip whether the cell may be corrected
 */
record LevelFault(int column, long line, String finding, String explanation, boolean slip) {
  private static final int LISTED = 10;

  /**
   * The text of the error for faults of different columns.
   *
   * @param name of the text
   * @param faults in the order of the columns
   */
  static String message(String name, List<LevelFault> faults, ResolvedSchema resolved) {
    List<LevelFault> ordered = new ArrayList<>(faults);
    ordered.sort((a, b) -> Long.compare(a.line, b.line));
    LevelFault first = ordered.get(0);
    String place = name + ":" + first.line + ": ";
    if (faults.size() == 1) {
      String column = ErrorQuote.of(resolved.name(first.column));
      return place + "column '" + column + "' " + first.finding + "; " + first.explanation;
    }
    List<String> shown = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    List<String> slips = new ArrayList<>();
    for (LevelFault fault : ordered) {
      String column = resolved.name(fault.column);
      columns.add(column);
      if (fault.slip) {
        slips.add(ErrorQuote.of(column));
      }
      if (shown.size() < LISTED) {
        String quoted = ErrorQuote.of(column);
        shown.add(
            String.format(Locale.ROOT, "'%s' %s (line %d)", quoted, fault.finding, fault.line));
      }
    }
    if (columns.size() > LISTED) {
      shown.add((columns.size() - LISTED) + " more");
    }
    String correction = slips.isEmpty() ? "" : "correct the cells, or leave them empty; or ";
    String levels =
        slips.isEmpty() ? "" : "; " + Setting.CATEGORICAL.with(slips) + " treats cells as levels";
    return String.format(
        Locale.ROOT,
        "%s%d columns are neither numbers nor categories: %s (%s%s%s)",
        place,
        columns.size(),
        ColumnRemedies.listed(shown),
        correction,
        resolved.remedies().leaveOut(columns, "the columns"),
        levels);
  }
}
