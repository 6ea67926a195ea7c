package io.github.fallline.compare;

import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonValues;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of convergence traces: JSON, one line a run.
 *
 * <pre>{@code
 * {"format": "fallline-convergence", "version": 1,
 *  "environment": {"host": "lab", "cpu": "...", "cores": "2", "jvm": "...", "nd4j": "...",
 *    "blas": "...", "commit": "...", "date": "2026-11-21T03:00:00Z", "command": "..."},
 *  "settings": {"learning rates": "automatic", "seconds": "without evaluations"},
 *  "dataSets": [
 *   {"name": "big", "rows": 1000000, "features": 20, "condition": 1e3, "noise": 0.1}],
 *  "runs": [
 *   {"dataSet": "big", "method": "mini-batch", "batchSize": 32, "update": "plain", "threads": 2,
 *    "learningRate": 0.05, "learningRateRule": "automatic", "repetition": 1,
 *    "points": [[0.0, 0, 0, 1.0], [0.021, 0.25, 250000, 0.031]]}]}
 * }</pre>
 *
 * <p>A point is seconds of training (the time to evaluate the loss left out), epochs, rows touched
 * and the relative gap. Condition, noise and learning rate are null where they are not known;
 * {@code batchSize} is left out where the method has none, {@code othersLoad} (processors that
 * other processes kept busy) where it is not known. In the environment any entry may be missing,
 * and numbers stand for their text. Entries that this version does not know are ignored.
 */
public final class ConvergenceFile {
  public static final String FORMAT = "fallline-convergence";
  static final long VERSION = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private ConvergenceFile() {}

  /**
   * Writes a file, which appears complete or not at all.
   *
   * @throws OutputException when it cannot be written
   */
  public static void write(Path file, Convergence results) {
    AtomicOutput.write(file, output -> write(output.writer(), results));
  }

  /** Writes the content of a file. */
  public static void write(Writer text, Convergence results) throws IOException {
    text.write("{\"format\": \"" + FORMAT + "\", \"version\": " + VERSION + ",\n");
    text.write(" \"environment\": " + json(results.environment().entries()) + ",\n");
    text.write(" \"settings\": " + json(results.settings()) + ",\n");
    text.write(" \"dataSets\": [");
    String before = "\n  ";
    for (BenchmarkData data : results.problems()) {
      text.write(before + json(content(data)));
      before = ",\n  ";
    }
    text.write("],\n \"runs\": [");
    before = "\n  ";
    for (TimedRun run : results.runs()) {
      text.write(before + json(content(run)));
      before = ",\n  ";
    }
    text.write("]}\n");
  }

  private static String json(Map<String, ?> content) {
    return MAPPER.writeValueAsString(content);
  }

  private static Map<String, Object> content(BenchmarkData data) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", data.name());
    content.put("rows", data.rows());
    content.put("features", data.features());
    content.put("condition", JsonValues.finiteOrNull(data.condition()));
    content.put("noise", JsonValues.finiteOrNull(data.noise()));
    return content;
  }

  private static Map<String, Object> content(TimedRun run) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dataSet", run.data().name());
    content.put("method", run.method().method());
    if (run.method().batchSize() > 0) {
      content.put("batchSize", run.method().batchSize());
    }
    content.put("update", run.method().update());
    content.put("threads", run.threads());
    content.put("learningRate", JsonValues.finiteOrNull(run.learningRate()));
    content.put("learningRateRule", run.learningRateRule());
    content.put("repetition", run.repetition());
    if (Double.isFinite(run.othersLoad())) {
      content.put("othersLoad", run.othersLoad());
    }
    content.put(
        "points",
        run.points().stream()
            .map(
                point ->
                    new double[] {
                      point.seconds(), point.epochs(), point.rowGradients(), point.gap()
                    })
            .toList());
    return content;
  }

  /** Whether the content of a file has this format. */
  public static boolean isOne(JsonNodeReader root) {
    return root.isObject() && root.has("format", FORMAT);
  }

  /**
   * Reads the content of a file.
   *
   * @throws io.github.fallline.files.InputException if an entry is missing or wrong; the message
   *     names the place
   */
  public static Convergence read(JsonNodeReader root) {
    JsonNodeReader version = root.at("version");
    if (version.integer() != VERSION) {
      throw version.error("expected " + VERSION + ", got " + version.integer());
    }
    Map<String, BenchmarkData> dataSets = new LinkedHashMap<>();
    for (JsonNodeReader node : root.at("dataSets").elements()) {
      BenchmarkData data = readProblem(node);
      if (dataSets.putIfAbsent(data.name(), data) != null) {
        throw node.error("'" + data.name() + "' is a duplicate name of a data set");
      }
    }
    List<TimedRun> runs = new ArrayList<>();
    for (JsonNodeReader node : root.at("runs").elements()) {
      runs.add(readRun(node, dataSets));
    }
    Map<String, String> settings = texts(root.entries().get("settings"));
    Environment environment = new Environment(texts(root.entries().get("environment")));
    return new Convergence(environment, settings, runs);
  }

  private static Map<String, String> texts(@Nullable JsonNodeReader node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node != null) {
      node.entries().forEach((name, value) -> texts.put(name, String.valueOf(value.value())));
    }
    return texts;
  }

  private static BenchmarkData readProblem(JsonNodeReader node) {
    return node.checked(
        () ->
            new BenchmarkData(
                node.at("name").text(),
                node.at("rows").integer(),
                Math.toIntExact(node.at("features").integer()),
                node.at("condition").numberOrNaN(),
                node.at("noise").numberOrNaN()));
  }

  private static TimedRun readRun(JsonNodeReader node, Map<String, BenchmarkData> dataSets) {
    JsonNodeReader named = node.at("dataSet");
    BenchmarkData data = dataSets.get(named.text());
    if (data == null) {
      throw named.error("no data set '" + named.text() + "' in dataSets");
    }
    JsonNodeReader batch = node.entries().get("batchSize");
    JsonNodeReader load = node.entries().get("othersLoad");
    return node.checked(
        () ->
            new TimedRun(
                    data,
                    new MethodLabel(
                        node.at("method").text(),
                        batch == null ? 0 : Math.toIntExact(batch.integer()),
                        node.at("update").text()),
                    Math.toIntExact(node.at("threads").integer()),
                    node.at("learningRate").numberOrNaN(),
                    node.at("learningRateRule").text(),
                    Math.toIntExact(node.at("repetition").integer()),
                    node.at("points").elements().stream().map(ConvergenceFile::readPoint).toList())
                .withOthersLoad(load == null ? Double.NaN : load.number()));
  }

  private static TimedRun.Point readPoint(JsonNodeReader node) {
    List<JsonNodeReader> numbers = node.elements();
    if (numbers.size() != 4) {
      throw node.error("expected seconds, epochs, rows and gap, got " + numbers.size() + " values");
    }
    return node.checked(
        () ->
            new TimedRun.Point(
                numbers.get(0).number(),
                numbers.get(1).number(),
                numbers.get(2).number(),
                numbers.get(3).number()));
  }
}
