package io.github.fallline.report.comparison;

import io.github.fallline.json.JsonNodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that JMH writes ({@code -rf json}): an array of results. */
final class JmhFile {
  private JmhFile() {}

  /** Whether the content of a file has this format. */
  static boolean isOne(JsonNodeReader root) {
    return root.isArray();
  }

  /**
   * Reads the content of a file.
   *
   * @throws io.github.fallline.files.InputException if an entry is missing or wrong; the message
   *     names the place
   */
  static List<JmhResult> read(JsonNodeReader root) {
    return root.elements().stream().map(JmhFile::readResult).toList();
  }

  private static JmhResult readResult(JsonNodeReader node) {
    Map<String, JsonNodeReader> all = node.entries();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (all.containsKey("params")) {
      all.get("params").entries().forEach((name, value) -> parameters.put(name, value.text()));
    }
    List<JmhResult.Measure> measures = new ArrayList<>();
    measures.add(readMeasure("", node.at("primaryMetric")));
    node.at("secondaryMetrics")
        .entries()
        .forEach((name, value) -> measures.add(readMeasure(name, value)));
    return new JmhResult(
        shortName(node.at("benchmark").text()),
        node.at("threads").integer(),
        parameters,
        measures,
        node.at("vmName").text() + " " + node.at("vmVersion").text());
  }

  private static JmhResult.Measure readMeasure(String name, JsonNodeReader node) {
    return new JmhResult.Measure(
        name, number(node.at("score")), number(node.at("scoreError")), node.at("scoreUnit").text());
  }

  /** JMH writes NaN as text. */
  private static double number(JsonNodeReader node) {
    return "NaN".equals(node.value()) ? Double.NaN : node.number();
  }

  /** {@code a.b.StepBenchmark.epoch} as {@code StepBenchmark.epoch}. */
  private static String shortName(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }
}
