package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.Compressed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands on several files, with the results of one file with all rows. */
class SeveralFilesTest {
  private static final String HEADER = "x,word,z,y\n";

  @TempDir Path directory;

  private Path whole;
  private Path parts;

  @BeforeEach
  void writeRows() throws IOException {
    StringBuilder all = new StringBuilder(HEADER);
    StringBuilder part = new StringBuilder(HEADER);
    parts = Files.createDirectory(directory.resolve("parts"));
    int files = 0;
    for (int i = 0; i < 500; i++) {
      double x = i * 37 % 101 / 10.0;
      double y = 3 * x + (i % 3) + (i * 7919 % 13) / 13.0 + (i == 400 ? 50 : 0);
      String z = i % 50 == 7 ? "NA" : Integer.toString(i * i % 17);
      String row = x + "," + "abc".charAt(i % 3) + "," + z + "," + y + "\n";
      all.append(row);
      part.append(row);
      if (i % 90 == 89 || i == 499) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(parts.resolve("p" + files + ".csv"), Compressed.bytes(bytes, files));
        part = new StringBuilder(HEADER);
        files++;
      }
    }
    Files.writeString(parts.resolve("p9.csv"), HEADER);
    Files.writeString(parts.resolve("README.md"), "no table");
    whole = Files.writeString(directory.resolve("whole.csv"), all.toString());
  }

  private static JsonNode train(Object data, String options, Path model) {
    List<Object> arguments = new ArrayList<>(List.of("train", data, "--target", "y", "--json"));
    arguments.addAll(Arrays.asList(options.split(" ", -1)));
    arguments.addAll(List.of("--model-output", model));
    Run run = Run.of(arguments.toArray());
    assertEquals(0, run.code(), run.err());
    ObjectNode result = (ObjectNode) run.json();
    result.remove("seconds");
    return result;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--exclude word --missing skip",
        "--exclude word --missing mean --memory streaming",
        "--categorical one-hot --missing mean --method mini-batch --batch-size 7 --epochs 3",
        "--categorical one-hot --missing skip --method mini-batch --memory streaming --epochs 3",
        "--features x --validation-fraction 0.2 --method stochastic --epochs 2",
        "--features x --weight z --missing skip",
        "--features x --cluster word"
      })
  void aModelOfSeveralFilesIsThatOfOne(String options) throws IOException {
    Path one = directory.resolve("one.json");
    Path several = directory.resolve("several.json");
    assertEquals(train(whole, options, one), train(parts, options, several));
    assertEquals(Files.readString(one), Files.readString(several));
    assertEquals(train(whole, options, one), train(parts + "/p*.csv", options, several));
  }

  @Test
  void aCacheIsThatOfTheFiles() throws IOException {
    Path cache = directory.resolve("c.npy");
    String options = "--exclude word --missing skip --cache " + cache;
    Path model = directory.resolve("m.json");
    JsonNode first = train(parts, options, model);
    byte[] written = Files.readAllBytes(cache);
    assertEquals(first, train(parts, options, model));
    Files.delete(parts.resolve("p9.csv"));
    Files.writeString(parts.resolve("p8.csv"), HEADER + "1,a,2,3\n");
    assertEquals(501 - 10, train(parts, options, model).get("rows").intValue());
    assertNotEquals(Arrays.hashCode(written), Arrays.hashCode(Files.readAllBytes(cache)));
  }

  @Test
  void aTrainingOnOneFileIsResumedOnItsParts() {
    Path checkpoint = directory.resolve("c");
    String options = "--features x --method mini-batch --checkpoint " + checkpoint;
    Path model = directory.resolve("m.json");
    train(whole, options + " --epochs 2", model);
    JsonNode resumed = train(parts, options + " --epochs 4 --resume", model);
    JsonNode straight =
        train(whole, "--features x --method mini-batch --epochs 4", directory.resolve("n.json"));
    assertEquals(straight.get("coefficients"), resumed.get("coefficients"));
  }

  @Test
  void otherCommandsReadSeveralFiles() throws IOException {
    Path model = directory.resolve("m.json");
    train(whole, "--features x", model);
    String one = Run.done("predict", whole, "--model", model).out();
    assertEquals(one, Run.done("predict", parts, "--model", model).out());
    JsonNode metrics = Run.done("evaluate", whole, "--model", model, "--json").json();
    assertEquals(metrics, Run.done("evaluate", parts, "--model", model, "--json").json());
    Run tuned = Run.of("tune", parts, whole, "--target", "y", "--features", "x");
    assertEquals(0, tuned.code(), tuned.err());
    assertTrue(tuned.out().contains("fallline train " + parts + " " + whole), tuned.out());
    Run compared = Run.of("compare", parts + "/p[01].csv", "--target", "y", "--features", "x");
    assertEquals(0, compared.code(), compared.err());
    assertTrue(compared.out().contains("(2 files): 180 rows"), compared.out());
  }

  @Test
  void influentialRowsHaveFileAndLine() {
    Run run = Run.done("train", parts, "--target", "y", "--features", "x", "--diagnostics");
    assertTrue(run.out().contains(parts.resolve("p4.csv") + ":42 "), run.out());
    JsonNode first =
        Run.done("train", parts, "--target", "y", "--features", "x", "--diagnostics", "--json")
            .json()
            .at("/statistics/diagnostics/influentialRows/0");
    assertEquals(401, first.get("row").intValue());
    assertEquals(42, first.get("line").intValue());
    assertEquals(parts.resolve("p4.csv").toString(), first.get("file").stringValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "- whole.csv ! 2 ! DATA: standard input (-) is read alone; expected only - or only files",
        "whole.csv none.csv ! 3 ! none.csv: no such file; check the path",
        "whole.csv parts/README.md ! 3 ! parts/README.md:1: another header than in whole.csv:"
            + " column 1 is 'no table', expected 'x'",
        "parts/*.txt ! 3 ! parts/*.txt: no file matches; check the pattern"
      })
  void whatCannotBeReadIsAnError(String data, int code, String message) {
    List<Object> arguments = new ArrayList<>(List.of("train"));
    for (String each : data.split(" ", -1)) {
      arguments.add(each.equals("-") ? each : directory + "/" + each);
    }
    arguments.addAll(List.of("--target", "y", "--features", "x"));
    Run run = Run.of(arguments.toArray());
    assertEquals(code, run.code());
    assertEquals("fallline: " + message, run.err().strip().replace(directory + "/", ""));
  }
}
