package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that are no good table, or a strange one, as {@code train} answers them. */
class BadInputTest {
  private static final List<String> MEMORIES = List.of("in-memory", "streaming");
  private static final String GOOD = "1,2,3\n".repeat(1000);

  @TempDir Path directory;

  /** What is wrong, the text, its encoding, and a part of the error. */
  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("empty", "", "rows.csv: the file is empty"),
        bad("header only", "a,b,y\n", "rows.csv: no rows below the header"),
        bad("word", rows("1,x,3"), "rows.csv:1002: column 'b' is \"x\"; expected a number"),
        bad("hexadecimal", rows("0xff,2,3"), "rows.csv:1002: column 'a' is \"0xff\""),
        bad("too large", rows("1,1e400,3"), "rows.csv:1002: column 'b' is \"1e400\""),
        bad("too large a target", rows("1,2,-1e400"), "rows.csv:1002: column 'y' is \"-1e400\""),
        bad("thousands", rows("1,\"1,234\",3"), "rows.csv:1002: column 'b' is \"1,234\""),
        bad("gap", rows("1,,3"), "rows.csv:1002: column 'b' is empty"),
        bad("short row", rows("1,2"), "rows.csv:1002: 2 fields; expected 3"),
        bad("long row", rows("1,2,3,4"), "rows.csv:1002: 4 fields; expected 3"),
        bad("open quote", rows("1,\"2,3"), "rows.csv:1002: quotes do not pair up"),
        bad("NUL", rows("1,\0,3"), "rows.csv:1002: a NUL byte"),
        bad("long field", rows("1," + "x".repeat(3_000_000) + ",3"), "rows.csv:1002: column 'b'"),
        bad("word as target", "a,y\n1,x\n2,z\n", "rows.csv:2: column 'y' is \"x\""),
        bad("no target", "a,b\n1,2\n", "rows.csv:1: no column 'y' for --target"),
        bad("two targets", "y,a,y\n1,2,3\n", "rows.csv:1: "),
        bad("target alone", "y\n1\n2\n", "rows.csv"),
        Arguments.of("Latin-1", rows("1,\u00e9,3"), StandardCharsets.ISO_8859_1, "rows.csv:1002: "),
        Arguments.of("UTF-16, no mark", rows(""), StandardCharsets.UTF_16BE, "a NUL byte"));
  }

  private static Arguments bad(String what, String text, String message) {
    return Arguments.of(what, text, StandardCharsets.UTF_8, message);
  }

  private static String rows(String last) {
    return "a,b,y\n" + GOOD + last + "\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void errorIsOneLineWhereverTheRowsAreKept(
      String what, String text, Charset encoding, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text, encoding);
    Path model = Files.writeString(directory.resolve("model.json"), "old");
    String first = null;
    for (String memory : MEMORIES) {
      Run run = Run.of("train", file, "--target", "y", "--model-output", model, "--memory", memory);

      assertEquals(3, run.code(), what + ": " + run.err());
      assertTrue(run.err().contains(message), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().length() < 500, "an excerpt of the cell is enough");
      assertEquals("", run.out());
      assertEquals(first == null ? run.err() : first, run.err(), memory);
      first = run.err();
    }
    assertEquals("old", Files.readString(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "|", "tab"})
  void wrongSeparatorIsNamed(String separator) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), rows(""));
    for (String memory : MEMORIES) {
      Run run =
          Run.of("train", file, "--target", "y", "--separator", separator, "--memory", memory);

      assertEquals(3, run.code());
      assertTrue(run.err().contains("no column 'y' for --target"), run.err());
      assertTrue(run.err().contains("--separator"), run.err());
    }
  }

  @Test
  void emptyDirectoryIsNoTable() {
    for (String memory : MEMORIES) {
      Run run = Run.of("train", directory, "--target", "y", "--memory", memory);

      assertEquals(3, run.code());
      String start = "fallline: " + directory + ": a directory without tables (it is empty); ";
      assertTrue(run.err().startsWith(start), run.err());
    }
  }

  /** The table, its coefficients a and b, its intercept, r2 ("-" for none), and what is noted. */
  static Stream<Arguments> strangeColumns() {
    return Stream.of(
        // y = 2 a + 1; a column that never changes takes no part.
        Arguments.of("a,b,y\n1,5,3\n2,5,5\n3,5,7\n4,5,9\n", 2, 0, 1, "1", "constant columns: b."),
        // Of all a + b = 2 the descent ends at the smallest.
        Arguments.of(
            "a,b,y\n1,1,3\n2,2,5\n3,3,7\n4,4,9\n",
            1,
            1,
            1,
            "1",
            "1 column is linearly dependent on others"),
        // Nothing is to be explained: r2 would be 0 / 0.
        Arguments.of("a,b,y\n1,1,7\n2,3,7\n3,2,7\n4,9,7\n", 0, 0, 7, "-", ""),
        Arguments.of("a,b,y\n3,4,7\n", 0, 0, 7, "-", "constant columns: a, b."));
  }

  @ParameterizedTest
  @MethodSource("strangeColumns")
  void strangeColumnsGiveAStatedResult(
      String text, double a, double b, double intercept, String r2, String note)
      throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    for (String memory : MEMORIES) {
      Run run = Run.of("train", file, "--target", "y", "--json", "--memory", memory);

      assertEquals(0, run.code(), run.err());
      JsonNode json = run.json();
      assertEquals(a, json.at("/coefficients/a").doubleValue(), 1e-9);
      assertEquals(b, json.at("/coefficients/b").doubleValue(), 1e-9);
      assertEquals(intercept, json.get("intercept").doubleValue(), 1e-9);
      if (r2.equals("-")) {
        assertTrue(json.get("r2").isNull());
      } else {
        assertEquals(Double.parseDouble(r2), json.get("r2").doubleValue(), 1e-12);
      }
      assertTrue(run.err().contains(note), run.err());
      assertEquals(note.isEmpty(), run.err().isEmpty(), run.err());
    }
  }

  @Test
  void targetAmongTheFeaturesIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), rows(""));

    Run run = Run.of("train", file, "--target", "y", "--features", "a,y");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("column 'y' cannot be both --target and --features"), run.err());
  }

  /** One equation for 10,000 unknowns: of all solutions, the smallest. */
  @Test
  void tenThousandAndOneColumnsAreTrainedOn() throws IOException {
    int features = 10_000;
    String names =
        IntStream.range(0, features).mapToObj(j -> "x" + j).collect(Collectors.joining(","));
    String ones = "1,".repeat(features);
    String threes = "3,".repeat(features);
    Path file =
        Files.writeString(
            directory.resolve("rows.csv"), names + ",y\n" + ones + "10\n" + threes + "30\n");

    Run run = Run.of("train", file, "--target", "y", "--json", "--memory", "in-memory");

    assertEquals(0, run.code(), run.err());
    JsonNode json = run.json();
    assertEquals(features, json.get("features").intValue());
    // From 1 to 3 in all of them the target grows by 20: each has 10 / 10,000.
    assertEquals(1e-3, json.at("/coefficients/x0").doubleValue(), 1e-9);
    assertEquals(1e-3, json.at("/coefficients/x9999").doubleValue(), 1e-9);
  }
}
