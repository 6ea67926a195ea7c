package io.github.fallline.regression;

import io.github.fallline.inference.InfluentialRow;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The most influential rows as text and for JSON. */
final class InfluenceText {
  /** Rows that the text shows. */
  private static final int MOST_ROWS = 5;

  private InfluenceText() {}

  /** The first rows as a table. */
  static String table(List<LocatedRow> rows) {
    boolean lines = rows.get(0).line().isPresent();
    TextTable table = new TextTable();
    table.heading(
        "most influential " + (lines ? "lines" : "rows"),
        "fitted",
        "residual",
        "leverage",
        "std. residual",
        "Cook's distance");
    for (LocatedRow each : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      InfluentialRow row = each.influence();
      table.row(each.place());
      table.number(row.fitted(), 5);
      table.number(row.residual(), 5);
      table.number(row.leverage(), 4);
      table.number(row.studentizedResidual(), 4);
      table.number(row.cooksDistance(), 4);
    }
    return table.render("  ");
  }

  /**
   * All rows as fields of JSON; {@code line} is null where it is not known, {@code file} is there
   * only if there are several.
   */
  static List<Map<String, Object>> fields(List<LocatedRow> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (LocatedRow each : rows) {
      InfluentialRow row = each.influence();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("row", each.number());
      if (each.file().isPresent()) {
        fields.put("file", each.file().get());
      }
      fields.put("line", each.line().isPresent() ? each.line().getAsLong() : null);
      fields.put("fitted", row.fitted());
      fields.put("residual", row.residual());
      fields.put("leverage", row.leverage());
      fields.put("studentizedResidual", row.studentizedResidual());
      fields.put("cooksDistance", row.cooksDistance());
      all.add(fields);
    }
    return all;
  }
}
