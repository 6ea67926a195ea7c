package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.json.JsonNodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The categorical columns of a model, as its file has them. */
final class CategoricalEntries {
  private CategoricalEntries() {}

  /** The entry of a file for the columns. */
  static List<Map<String, Object>> of(List<CategoricalColumn> columns) {
    return columns.stream().map(CategoricalEntries::of).toList();
  }

  private static Map<String, Object> of(CategoricalColumn column) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("column", column.name());
    column.reference().ifPresent(level -> entry.put("reference", level));
    entry.put("levels", column.levels());
    return entry;
  }

  /**
   * The categorical columns in a file; none without such an entry.
   *
   * @throws io.github.fallline.files.InputException if they are malformed
   */
  static List<CategoricalColumn> read(JsonNodeReader root) {
    JsonNodeReader entries = root.entries().get("categorical");
    List<CategoricalColumn> columns = new ArrayList<>();
    if (entries != null) {
      entries.elements().forEach(node -> columns.add(column(node)));
    }
    return columns;
  }

  private static CategoricalColumn column(JsonNodeReader node) {
    List<String> levels = node.at("levels").elements().stream().map(JsonNodeReader::text).toList();
    Optional<JsonNodeReader> reference = Optional.ofNullable(node.entries().get("reference"));
    String name = node.at("column").text();
    CategoricalColumn column =
        node.checked(() -> new CategoricalColumn(name, levels, reference.isPresent()));
    if (!column.reference().equals(reference.map(JsonNodeReader::text))) {
      throw reference.orElseThrow().error("expected the first of the levels, " + levels.get(0));
    }
    return column;
  }
}
