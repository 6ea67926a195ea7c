package io.github.fallline.moments;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.MissingValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a moments file that are text, as cells of tables, row by row. */
final class MomentsEntries {
  private static final String ADDED = "added";
  private static final String REMOVED = "removed";

  private MomentsEntries() {}

  /** Names and values: [k, 2]. */
  static List<String> about(DataMoments moments) {
    MomentsOrigin origin = moments.origin();
    List<String> cells = new ArrayList<>();
    add(cells, "version", MomentsFile.VERSION);
    add(cells, "rows", Long.toString(moments.rows()));
    add(cells, "skippedRows", Long.toString(origin.skippedRows()));
    add(cells, "missing", origin.missing().name().toLowerCase(Locale.ROOT));
    add(cells, "digitsLost", Double.toString(origin.digitsLost()));
    if (origin.weight().isPresent()) {
      add(cells, "weight", origin.weight().get());
    }
    return cells;
  }

  private static void add(List<String> cells, String name, String value) {
    cells.add(name);
    cells.add(value);
  }

  /**
   * A value by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String value(Map<String, String> about, String name) {
    String value = about.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /** How the moments were made. */
  static MomentsOrigin origin(Map<String, String> about, List<String> sources) {
    return new MomentsOrigin(
        missing(value(about, "missing")),
        Optional.ofNullable(about.get("weight")),
        Long.parseLong(value(about, "skippedRows")),
        Double.parseDouble(value(about, "digitsLost")),
        sourcesOf(sources));
  }

  private static MissingValues missing(String text) {
    return switch (text) {
      case "fail" -> MissingValues.FAIL;
      case "skip" -> MissingValues.SKIP;
      default -> throw new IllegalArgumentException("missing: expected fail or skip, got " + text);
    };
  }

  /** Columns and levels: [l, 2]. */
  static List<String> levels(List<CategoricalColumn> columns) {
    List<String> cells = new ArrayList<>();
    for (CategoricalColumn column : columns) {
      for (String level : column.levels()) {
        add(cells, column.name(), level);
      }
    }
    return cells;
  }

  /** The columns of words, each with all its levels, which follow each other. */
  static List<CategoricalColumn> categorical(List<String> cells) {
    List<CategoricalColumn> columns = new ArrayList<>();
    int from = 0;
    while (from < cells.size()) {
      String name = cells.get(from);
      List<String> levels = new ArrayList<>();
      int at = from;
      while (at < cells.size() && cells.get(at).equals(name)) {
        levels.add(cells.get(at + 1));
        at += 2;
      }
      columns.add(new CategoricalColumn(name, levels, false));
      from = at;
    }
    return columns;
  }

  /** Columns, parts and formats: [k, 3]; an empty format is ISO 8601. */
  static List<String> dates(List<DateColumn> columns) {
    List<String> cells = new ArrayList<>();
    for (DateColumn column : columns) {
      List<String> parts = new ArrayList<>();
      for (DatePart part : column.parts()) {
        parts.add(part.label());
      }
      add(cells, column.name(), String.join("+", parts));
      cells.add(column.format().orElse(""));
    }
    return cells;
  }

  /** The columns of dates. */
  static List<DateColumn> dateColumns(List<String> cells) {
    List<DateColumn> columns = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += 3) {
      List<DatePart> parts = new ArrayList<>();
      for (String label : cells.get(i + 1).split("\\+", -1)) {
        parts.add(DatePart.of(label));
      }
      String format = cells.get(i + 2);
      columns.add(
          new DateColumn(
              cells.get(i), parts, format.isEmpty() ? Optional.empty() : Optional.of(format)));
    }
    return columns;
  }

  /** Names, checksums, rows, and whether they were added or removed: [s, 4]. */
  static List<String> sources(List<MomentsSource> sources) {
    List<String> cells = new ArrayList<>();
    for (MomentsSource source : sources) {
      add(cells, source.name(), source.fingerprint());
      add(cells, Long.toString(source.rows()), source.removed() ? REMOVED : ADDED);
    }
    return cells;
  }

  private static List<MomentsSource> sourcesOf(List<String> cells) {
    List<MomentsSource> sources = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += 4) {
      sources.add(
          new MomentsSource(
              cells.get(i),
              cells.get(i + 1),
              Long.parseLong(cells.get(i + 2)),
              cells.get(i + 3).equals(REMOVED)));
    }
    return sources;
  }
}
