package io.github.fallline.model;

import io.github.fallline.files.AtomicOutput;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import io.github.fallline.json.JsonValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The file of the models of groups: the model of all rows as {@link ModelFile} writes it, and a
 * line for each group.
 *
 * <pre>{@code
 * {"format": "fallline-grouped-model", "version": 1, "checksum": "crc32c:0a1b2c3d", "by": "city",
 *  "pooled": {"format": "fallline-model", ...},
 *  "groups": {
 *   "Bern": {"rows": 120, "rmse": 0.5, "r2": 0.9, "intercept": 1.5, "coefficients": [0.25, 4.0]},
 *   ...}}
 * }</pre>
 *
 * <p>The checksum is over the column and each group's name, intercept and coefficients.
 */
final class GroupedModelFile {
  private static final String FORMAT = "fallline-grouped-model";
  private static final long VERSION = 1;

  private GroupedModelFile() {}

  static boolean isGrouped(JsonNodeReader root) {
    return root.has("format", FORMAT);
  }

  static void write(Path file, GroupedModel model) {
    AtomicOutput.write(
        file,
        output -> {
          Map<String, Object> head = new LinkedHashMap<>();
          head.put("format", FORMAT);
          head.put("version", VERSION);
          head.put("checksum", checksum(model));
          head.put("by", model.by());
          String text = ModelFile.compact(head);
          output.writer().write(text.substring(0, text.length() - 1) + ",\n \"pooled\": ");
          output.writer().write(ModelFile.compact(ModelFile.content(model.pooled())));
          output.writer().write(",\n \"groups\": {");
          String end = "\n";
          for (String name : model.names()) {
            output.writer().write(end + "  " + ModelFile.compact(name) + ": ");
            output.writer().write(ModelFile.compact(fields(model.group(name).orElseThrow())));
            end = ",\n";
          }
          output.writer().write("}}\n");
        });
  }

  private static Map<String, Object> fields(GroupFit fit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", fit.rows());
    fields.put("rmse", JsonValues.finiteOrNull(fit.rmse()));
    fields.put("r2", JsonValues.finiteOrNull(fit.r2()));
    fields.put("intercept", fit.intercept());
    fields.put("coefficients", fit.coefficients());
    return fields;
  }

  static GroupedModel read(Path file) {
    return read(JsonReader.read(file, "model file"));
  }

  static GroupedModel read(JsonNodeReader root) {
    if (!isGrouped(root)) {
      throw root.error("holds no models of groups; expected \"format\": \"" + FORMAT + "\"");
    }
    long version = root.at("version").integer();
    if (version != VERSION) {
      throw root.error(
          "file of grouped models of version %d; this is fallline %s, which reads version %d"
              .formatted(version, Versions.fallline(), VERSION));
    }
    SavedModel pooled = ModelFile.read(root.at("pooled"));
    Map<String, GroupFit> groups = new LinkedHashMap<>();
    root.at("groups").entries().forEach((name, node) -> groups.put(name, fit(node)));
    GroupedModel model = root.checked(() -> new GroupedModel(root.at("by").text(), pooled, groups));
    JsonNodeReader checksum = root.at("checksum");
    if (!checksum.text().equals(checksum(model))) {
      throw checksum.error(
          "the models are damaged: they have checksum %s, the file says %s; restore it or train again"
              .formatted(checksum(model), checksum.text()));
    }
    return model;
  }

  private static GroupFit fit(JsonNodeReader node) {
    return node.checked(
        () ->
            new GroupFit(
                node.at("rows").integer(),
                node.at("rmse").numberOrNaN(),
                node.at("r2").numberOrNaN(),
                node.at("intercept").number(),
                node.at("coefficients").numbers()));
  }

  private static String checksum(GroupedModel model) {
    CRC32C sum = new CRC32C();
    add(sum, model.by());
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    for (String name : model.names()) {
      add(sum, name);
      GroupFit fit = model.group(name).orElseThrow();
      sum.update(number.clear().putDouble(fit.intercept()).flip());
      for (double coefficient : fit.coefficients()) {
        sum.update(number.clear().putDouble(coefficient).flip());
      }
    }
    return String.format("crc32c:%08x", sum.getValue());
  }

  private static void add(CRC32C sum, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sum.update(bytes);
  }
}
