package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows longer than the header, by every command that reads rows. */
class LongRowsTest {
  @TempDir static Path directory;

  /** What reads the rows of {@code :d.csv}. */
  private static final List<String> COMMANDS =
      List.of(
          "train :d.csv --target y",
          "train :d.csv --target y --memory streaming",
          "train :d.csv --target y --cache :rows.npy",
          "train :d.csv --target y --method stochastic --memory streaming",
          "train :d.csv --target y --missing skip",
          "train :d.csv --target y --categorical one-hot",
          "predict :d.csv --model :model.json",
          "evaluate :d.csv --model :model.json",
          "compare :d.csv --target y");

  @BeforeAll
  static void writeModel() throws IOException {
    Path data = Files.writeString(directory.resolve("m.csv"), "x,y\n1,2\n2,4\n3,7\n");
    Run.done("train", data, "--target", "y", "--model-output", directory.resolve("model.json"));
  }

  private static Run run(String command) {
    return Run.of((Object[]) command.replace(":", directory + "/").split(" "));
  }

  /** A text with {@code /} for the end of a line, and the line of its error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x,y/1,10,2/2,20,4/3,30,7/!2", // row names that are numbers
        "x,y/a,10,2/b,20,4/c,30,7/!2", // row names
        "x,y/1,2/2,4,5/3,7/!3", // one value too many
        "x,y/1,234,2/2,345,4/3,456,7/!2", // thousands or a decimal comma
        "`x`,`y`/`1`,10,2/`2`,20,4/!2", // R's quotes
        "x;y/1;2;3/4;5;6/!2",
        "x,y/1,2,/2,4,/3,7,1/!4" // a value at the end of the last row only
      })
  void everyCommandRefusesThemAtTheirLine(String lines, int line) throws IOException {
    Path data = directory.resolve("d.csv");
    Files.writeString(data, lines.replace('/', '\n').replace('`', '"'));
    for (String command : COMMANDS) {
      Run run = run(command);

      assertEquals(3, run.code(), command);
      assertEquals(1, run.err().lines().count(), command + ": " + run.err());
      assertTrue(run.err().startsWith("fallline: " + data + ":" + line + ": "), run.err());
      assertFalse(Files.exists(directory.resolve("rows.npy")), command);
    }
  }

  /** Empty fields behind the last name of every row change nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"x,y/1,2,/2,4,/3,7,/", "x,y,/1,2,/2,4,/3,7,/", "x;y/1;2;;/2;4;;/3;7;;/"})
  void everyCommandLeavesEmptyFieldsOut(String lines) throws IOException {
    Path data = directory.resolve("d.csv");
    for (String command : COMMANDS) {
      Files.writeString(data, "x,y\n1,2\n2,4\n3,7\n");
      Files.deleteIfExists(directory.resolve("rows.npy"));
      Run expected = run(command + (command.startsWith("compare") ? "" : jsonOf(command)));
      Files.writeString(data, lines.replace('/', '\n'));
      Files.deleteIfExists(directory.resolve("rows.npy"));
      Run run = run(command + (command.startsWith("compare") ? "" : jsonOf(command)));
      Files.deleteIfExists(directory.resolve("rows.npy"));

      assertEquals(0, run.code(), command + ": " + run.err());
      if (!command.startsWith("compare")) {
        assertEquals(result(expected.out()), result(run.out()), command);
      }
    }
  }

  private static String jsonOf(String command) {
    return command.startsWith("predict") ? "" : " --json";
  }

  private static String result(String out) {
    return out.replaceAll("\"seconds\":\\{[^}]*}", "");
  }
}
