package io.github.fallline.report.comparison;

import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.json.JsonNodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole process that fitted a file, of this project or of a rival.
 *
 * @param data the name of the file, with its size
 * @param rival the name of the program
 * @param what how it fits
 * @param seconds from the start of the process to its end, by repetition
 * @param cpuSeconds of all its threads, by repetition
 * @param peakBytes the most memory it had, by repetition
 * @param digits correct digits of its worst coefficient; NaN if there is no answer
 * @param wrong whether these are too few for an answer
 * @param error why there is no answer; empty if there is one
 */
public record RivalResult(
    String data,
    String rival,
    String what,
    List<Double> seconds,
    List<Double> cpuSeconds,
    List<Double> peakBytes,
    double digits,
    boolean wrong,
    String error) {
  private static final String FORMAT = "fallline-rivals";
  private static final long VERSION = 1;

  public RivalResult {
    seconds = List.copyOf(seconds);
    cpuSeconds = List.copyOf(cpuSeconds);
    peakBytes = List.copyOf(peakBytes);
  }

  /** All results of a file, with the environment and what was skipped. */
  public record RivalFile(
      Map<String, String> environment, List<RivalResult> results, Map<String, String> skipped) {}

  /** Whether the content of a file has this format. */
  static boolean isOne(JsonNodeReader root) {
    return root.isObject() && root.has("format", FORMAT);
  }

  /**
   * Reads the content of a file.
   *
   * @throws io.github.fallline.files.InputException if an entry is missing or wrong; the message
   *     names the place
   */
  static RivalFile read(JsonNodeReader root) {
    JsonNodeReader version = root.at("version");
    if (version.integer() != VERSION) {
      throw version.error("expected " + VERSION + ", got " + version.integer());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    root.at("environment")
        .entries()
        .forEach((name, value) -> environment.put(name, String.valueOf(value.value())));
    Map<String, String> sizes = new LinkedHashMap<>();
    for (JsonNodeReader node : root.at("data").elements()) {
      String size = "%,d x %,d".formatted(node.at("rows").integer(), node.at("features").integer());
      sizes.put(node.at("name").text(), size);
    }
    List<RivalResult> results = new ArrayList<>();
    for (JsonNodeReader node : root.at("results").elements()) {
      results.add(result(node, sizes));
    }
    Map<String, String> skipped = new LinkedHashMap<>();
    root.at("skipped")
        .elements()
        .forEach(node -> skipped.put(node.at("rival").text(), node.at("reason").text()));
    return new RivalFile(environment, results, skipped);
  }

  private static RivalResult result(JsonNodeReader node, Map<String, String> sizes) {
    JsonNodeReader named = node.at("data");
    String size = sizes.get(named.text());
    if (size == null) {
      throw named.error("no file '" + named.text() + "' in data");
    }
    return new RivalResult(
        size,
        node.at("rival").text(),
        node.at("what").text(),
        numbers(node.at("seconds")),
        numbers(node.at("cpuSeconds")),
        numbers(node.at("peakBytes")),
        node.at("digits").numberOrNaN(),
        Boolean.TRUE.equals(node.at("wrong").value()),
        node.at("error").text());
  }

  private static List<Double> numbers(JsonNodeReader node) {
    return node.elements().stream().map(JsonNodeReader::number).toList();
  }

  /** Whether there is an answer that counts. */
  boolean isRight() {
    return !wrong && error.isEmpty() && !seconds.isEmpty();
  }

  /** The seconds with their interval; only of results with seconds. */
  SecondsInterval interval() {
    return SecondsInterval.of(seconds.stream().mapToDouble(each -> each).toArray());
  }
}
