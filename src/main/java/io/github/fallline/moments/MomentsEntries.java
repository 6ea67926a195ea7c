package io.github.fallline.moments;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.MissingValues;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The entries of a moments file that are no arrays, as JSON. */
final class MomentsEntries {
  private MomentsEntries() {}

  /** The text of the entries, UTF-8. */
  static byte[] write(DataMoments moments) {
    MomentsOrigin origin = moments.origin();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("format", MomentsFile.FORMAT);
    entries.put("version", MomentsFile.VERSION);
    entries.put("rows", moments.rows());
    entries.put("skippedRows", origin.skippedRows());
    entries.put("missing", origin.missing().name().toLowerCase(Locale.ROOT));
    if (origin.weight().isPresent()) {
      entries.put("weight", origin.weight().get());
    }
    entries.put("digitsLost", origin.digitsLost());
    entries.put("columns", moments.names());
    entries.put("categorical", categorical(moments.categorical()));
    entries.put("dates", dates(moments.dates()));
    entries.put("sources", sources(origin.sources()));
    return new JsonMapper().writeValueAsBytes(entries);
  }

  private static List<Object> categorical(List<CategoricalColumn> columns) {
    List<Object> entries = new ArrayList<>();
    for (CategoricalColumn column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("column", column.name());
      entry.put("levels", column.levels());
      entries.add(entry);
    }
    return entries;
  }

  private static List<Object> dates(List<DateColumn> columns) {
    List<Object> entries = new ArrayList<>();
    for (DateColumn column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("column", column.name());
      List<String> parts = new ArrayList<>();
      for (DatePart part : column.parts()) {
        parts.add(part.label());
      }
      entry.put("parts", parts);
      if (column.format().isPresent()) {
        entry.put("format", column.format().get());
      }
      entries.add(entry);
    }
    return entries;
  }

  private static List<Object> sources(List<MomentsSource> sources) {
    List<Object> entries = new ArrayList<>();
    for (MomentsSource source : sources) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", source.name());
      entry.put("fingerprint", source.fingerprint());
      entry.put("rows", source.rows());
      entry.put("removed", source.removed());
      entries.add(entry);
    }
    return entries;
  }

  /**
   * The moments of a file.
   *
   * @throws io.github.fallline.files.InputException if an entry has no meaning, naming it
   */
  static DataMoments read(JsonNodeReader root, Moments numbers) {
    Optional<String> weight = text(root, "weight");
    MissingValues missing = missing(root.at("missing"));
    List<MomentsSource> sources = new ArrayList<>();
    for (JsonNodeReader each : root.at("sources").elements()) {
      sources.add(source(each));
    }
    MomentsOrigin origin =
        root.checked(
            () ->
                new MomentsOrigin(
                    missing,
                    weight,
                    root.at("skippedRows").integer(),
                    root.at("digitsLost").number(),
                    sources));
    List<String> names = texts(root.at("columns"));
    List<CategoricalColumn> categorical = new ArrayList<>();
    for (JsonNodeReader each : root.at("categorical").elements()) {
      String name = each.at("column").text();
      List<String> levels = texts(each.at("levels"));
      categorical.add(each.checked(() -> new CategoricalColumn(name, levels, false)));
    }
    List<DateColumn> dates = new ArrayList<>();
    for (JsonNodeReader each : root.at("dates").elements()) {
      dates.add(date(each));
    }
    MomentColumns columns =
        root.checked(() -> new MomentColumns(names, categorical, dates));
    return DataMoments.of(columns, numbers, origin);
  }

  private static MomentsSource source(JsonNodeReader node) {
    return node.checked(
        () ->
            new MomentsSource(
                node.at("name").text(),
                node.at("fingerprint").text(),
                node.at("rows").integer(),
                Boolean.TRUE.equals(node.at("removed").value())));
  }

  private static DateColumn date(JsonNodeReader node) {
    List<DatePart> parts = new ArrayList<>();
    for (JsonNodeReader each : node.at("parts").elements()) {
      parts.add(each.checked(() -> DatePart.of(each.text())));
    }
    Optional<String> format = text(node, "format");
    return node.checked(() -> new DateColumn(node.at("column").text(), parts, format));
  }

  private static MissingValues missing(JsonNodeReader node) {
    String text = node.text();
    if (text.equals("fail")) {
      return MissingValues.FAIL;
    }
    if (text.equals("skip")) {
      return MissingValues.SKIP;
    }
    throw node.error("expected fail or skip, got " + text);
  }

  private static Optional<String> text(JsonNodeReader node, String name) {
    JsonNodeReader entry = node.entries().get(name);
    return entry == null ? Optional.empty() : Optional.of(entry.text());
  }

  private static List<String> texts(JsonNodeReader node) {
    List<String> texts = new ArrayList<>();
    for (JsonNodeReader each : node.elements()) {
      texts.add(each.text());
    }
    return texts;
  }
}
