package io.github.fallline.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import io.github.fallline.model.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Commands with random options and values on small files: each is answered as promised, its inputs
 * are what they were, and each output is complete, or what was there before.
 */
public final class CommandLineFuzz implements FuzzTarget {
  private static final String BEFORE = "what was here before\n";

  /** What a race of two methods on one data set leaves behind, shortened. */
  private static final String RACE =
      """
      {"format": "fallline-convergence", "version": 1,
       "environment": {"host": "h", "cores": "2", "jvm": "17", "date": "2026-01-01T00:00:00Z"},
       "settings": {"gap": "of the answer"},
       "dataSets": [
        {"name": "t", "rows": 40, "features": 3, "condition": 10.0, "noise": 0.25}],
       "runs": [
        {"dataSet": "t", "method": "full-batch", "update": "plain", "threads": 2,
         "learningRate": 0.2, "learningRateRule": "automatic", "repetition": 1,
         "points": [[0.0, 0.0, 0.0, 1.0], [0.002, 1.0, 40.0, 0.25], [0.003, 2.0, 80.0, 0.08]]},
        {"dataSet": "t", "method": "stochastic", "update": "plain", "threads": 1,
         "learningRate": 0.01, "learningRateRule": "automatic", "repetition": 1,
         "points": [[0.0, 0.0, 0.0, 1.0], [0.001, 1.0, 40.0, 0.01], [0.004, 2.0, 80.0, 1e-9]]}]}
      """;

  private final Path inputs;
  private final Path outputs;
  private final byte[] plain;

  /** Writes inputs into a folder. */
  public CommandLineFuzz(Path folder) throws IOException {
    inputs = Files.createDirectory(folder.resolve("in"));
    outputs = Files.createDirectory(folder.resolve("out"));
    String table = table(40, 3);
    plain = table.getBytes(UTF_8);
    write("plain.csv", table);
    write("plain.tsv", table.replace(',', '\t'));
    write("gaps.csv", table.replace("3,", "NA,").replace(",7\n", ",\n"));
    write("words.csv", table.replace("1,", "red,").replace("2,", "blue,"));
    write("constant.csv", table.replaceAll("(?m)^\\d+,", "5,"));
    write("huge.csv", table.replaceAll("(?m)^(\\d+),", "$1e300,"));
    write("counts.csv", table.replace("-", ""));
    write("one.csv", table(1, 1));
    write("header.csv", "a,b,w,y\n");
    write("empty.csv", "");
    write("bare.csv", table.substring(table.indexOf('\n') + 1));
    byte[] compressed = compressed(plain);
    Files.write(inputs.resolve("plain.csv.gz"), compressed);
    Files.write(inputs.resolve("cut.csv.gz"), Arrays.copyOf(compressed, compressed.length - 20));
    Path data = inputs.resolve("plain.csv");
    Run.of("train", data, "--target", "y", "--model-output", inputs.resolve("model.json"));
    write("race.json", RACE);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(inputs.resolve(name), text);
  }

  private static String table(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("a,b,w,y\n");
    for (int i = 0; i < rows; i++) {
      int a = random.nextInt(10);
      int b = random.nextInt(100);
      int y = 3 * a - b + random.nextInt(5);
      text.append(a).append(',').append(b / 8.0).append(',').append(1 + i % 3);
      text.append(',').append(y).append('\n');
    }
    return text.toString();
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public void attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    clear();
    if (random.nextInt(3) == 0) {
      for (String name : List.of("m.json", "h.csv", "p.csv", "p.svg", "r.html", "g.csv")) {
        Files.writeString(outputs.resolve(name), BEFORE);
      }
    }
    Files.write(inputs.resolve("plain.csv"), plain);
    Files.write(inputs.resolve("mutated.csv"), Mutation.ofBytes(plain, random));
    Files.write(inputs.resolve("mutated.json"), Mutation.ofJson(RACE.getBytes(UTF_8), random));
    byte[] model = Files.readAllBytes(inputs.resolve("model.json"));
    Object[] arguments =
        RandomCommand.of(random).stream()
            .map(each -> each.replace("%in", inputs.toString()))
            .map(each -> each.replace("%out", outputs.toString()))
            .toArray();
    try {
      requireInOrder(run(arguments), arguments);
      Path table = inputs.resolve("plain.csv");
      // As no input of the command, it may be named as an output.
      if (arguments.length > 1 && arguments[1].equals(table.toString())) {
        assertEquals(new String(plain, UTF_8), Files.readString(table));
      }
      assertEquals(
          new String(model, UTF_8), Files.readString(inputs.resolve("model.json")), "model");
    } catch (AssertionError e) {
      throw new AssertionError(Arrays.toString(arguments) + ": " + e.getMessage(), e);
    }
  }

  private void clear() throws IOException {
    for (Path file : outputs()) {
      Files.delete(file);
    }
  }

  private List<Path> outputs() throws IOException {
    try (Stream<Path> files = Files.list(outputs)) {
      return files.sorted().toList();
    }
  }

  private Run run(Object[] arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(plain));
    try {
      return Run.of(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private void requireInOrder(Run run, Object[] arguments) throws IOException {
    if (!Arrays.asList(arguments).contains("--debug")) {
      Answer.requireInOrder(run);
    }
    for (Path file : outputs()) {
      requireWhole(file, run, arguments[0].equals("generate"));
    }
  }

  private void requireWhole(Path file, Run run, boolean generated) throws IOException {
    String name = file.getFileName().toString();
    String text = new String(Files.readAllBytes(file), ISO_8859_1);
    if (text.equals(BEFORE)) {
      return;
    }
    assertTrue(run.code() != ExitCodes.USAGE, () -> "written in spite of wrong usage: " + name);
    switch (name) {
      case "h.csv", "p.csv", "g.csv" -> assertTrue(text.endsWith("\n"), name);
      case "m.json" -> {
        if (!text.startsWith("epoch,")) { // a history
          requireModel(file);
        }
      }
      case "p.svg" -> assertTrue(text.strip().endsWith("</svg>"), name);
      case "r.html" -> assertTrue(text.endsWith("</html>\n") || generated, name);
      case "p.png" -> assertTrue(text.endsWith("IEND\u00aeB`\u0082"), name);
      default -> assertTrue(!name.contains(".tmp"), () -> "left behind: " + name);
    }
  }

  private static void requireModel(Path file) {
    try {
      ModelFile.read(file);
    } catch (InputException e) {
      throw new AssertionError(e);
    }
  }
}
