package io.github.fallline.model;

import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.json.JsonNodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of dates of a model, as its file has them. */
final class DateEntries {
  private DateEntries() {}

  /** The entry of a file for the columns. */
  static List<Map<String, Object>> of(List<DateColumn> columns) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (DateColumn column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("column", column.name());
      entry.put("parts", column.parts().stream().map(DatePart::label).toList());
      column.format().ifPresent(format -> entry.put("format", format));
      entries.add(entry);
    }
    return entries;
  }

  /**
   * The columns of dates in a file; none without such an entry.
   *
   * @throws io.github.fallline.files.InputException if they are malformed
   */
  static List<DateColumn> read(JsonNodeReader root) {
    JsonNodeReader entries = root.entries().get("dates");
    List<DateColumn> columns = new ArrayList<>();
    if (entries != null) {
      entries.elements().forEach(node -> columns.add(column(node)));
    }
    return columns;
  }

  private static DateColumn column(JsonNodeReader node) {
    List<DatePart> parts = node.at("parts").elements().stream().map(DateEntries::part).toList();
    Optional<String> format =
        Optional.ofNullable(node.entries().get("format")).map(JsonNodeReader::text);
    String name = node.at("column").text();
    return node.checked(() -> new DateColumn(name, parts, format));
  }

  private static DatePart part(JsonNodeReader node) {
    return node.checked(() -> DatePart.of(node.text()));
  }
}
