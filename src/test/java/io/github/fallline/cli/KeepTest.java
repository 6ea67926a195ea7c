package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.fallline.JavaProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code predict --keep} copies cells as they are. The model is y = 2 a + 1. */
class KeepTest {
  @TempDir Path directory;

  private Path model;

  @BeforeEach
  void train() throws IOException {
    model = directory.resolve("model.json");
    Path rows = Files.writeString(directory.resolve("rows.csv"), "a,y\n0,1\n1,3\n2,5\n");
    Run.done("train", rows, "--target", "y", "--model-output", model);
  }

  private Run predict(byte[] table, Object... options) throws IOException {
    Path data = Files.write(directory.resolve("new.csv"), table);
    List<Object> words = new ArrayList<>(List.of("predict", data, "--model", model));
    words.addAll(List.of(options));
    return Run.of(words.toArray());
  }

  private Run predict(String table, Object... options) throws IOException {
    return predict(table.getBytes(StandardCharsets.UTF_8), options);
  }

  /** The text with the number at the end of each line rounded to one decimal. */
  private static String rounded(String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.strip().split("\n", -1)) {
      int comma = line.lastIndexOf(',');
      String end = line.substring(comma + 1);
      boolean number = end.matches("-?\\d+\\.\\d+");
      String shown = number ? String.valueOf(Math.rint(Double.parseDouble(end) * 10) / 10) : end;
      lines.append(line, 0, comma + 1).append(shown).append('\n');
    }
    return lines.toString();
  }

  /** Cells beside a, and what is printed of them. */
  static Stream<Arguments> cells() {
    return Stream.of(
        arguments("007", "007"),
        arguments("1.50", "1.50"),
        arguments("+1e5", "+1e5"),
        arguments("NA", "NA"),
        arguments("", ""),
        arguments("\"\"", ""),
        arguments(" x ", " x "),
        arguments("\u00a0x", "\u00a0x"),
        arguments("Z\u00fcrich", "Z\u00fcrich"),
        arguments("\uD83D\uDE00", "\uD83D\uDE00"),
        arguments("\"x\"", "x"),
        arguments("\"x,y\"", "\"x,y\""),
        arguments("\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""),
        arguments("\" x \"", "\" x \""),
        arguments(" \"x,y\" ", "\"x,y\""),
        arguments("\"two\nlines\"", "\"two\nlines\""),
        arguments("#x", "#x"),
        arguments("a;b|c", "a;b|c"),
        arguments("=1+1", "=1+1"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void cellIsCopiedAsItIs(String cell, String expected) throws IOException {
    Run run = predict("id,a\n" + cell + ",3\nlast,4\n", "--separator", ",", "--keep", "id");

    assertEquals(0, run.code(), run.err());
    assertEquals("id,prediction\n" + expected + ",7.0\nlast,9.0\n", rounded(run.out()));
  }

  /** Tables, the columns to keep, and what is printed. */
  static Stream<Arguments> tables() {
    return Stream.of(
        arguments(
            "id;a;note\n1;3;x,y\n2;4;z\n",
            "note,id",
            "note,id,prediction\n\"x,y\",1,7.0\nz,2,9.0\n"),
        arguments("note\ta\nx\t3\n", "note", "note,prediction\nx,7.0\n"),
        arguments("b,a,c\n1,3,5\n", "all", "b,a,c,prediction\n1,3,5,7.0\n"),
        arguments("b,c,a,d\n1,5,3,6\n", "all", "b,c,a,d,prediction\n1,5,3,6,7.0\n"),
        arguments("a\r\n3\r\n4\r\n", "a", "a,prediction\n3,7.0\n4,9.0\n"),
        arguments("a\r3\r4\r", "a", "a,prediction\n3,7.0\n4,9.0\n"),
        arguments("a,b\n3,x", "b", "b,prediction\nx,7.0\n"),
        arguments("a,b\n\n3,x\n\n4,y\n\n", "b", "b,prediction\nx,7.0\ny,9.0\n"),
        arguments("sep=;\na;b\n3;x\n", "b", "b,prediction\nx,7.0\n"),
        arguments("\ufeffb,a\nx,3\n", "b", "b,prediction\nx,7.0\n"),
        arguments("a,all\n3,x\n", "all", "a,all,prediction\n3,x,7.0\n"),
        arguments("a,\"x, y\"\n3,5\n", "all", "a,\"x, y\",prediction\n3,5,7.0\n"),
        arguments("a,\"q\"\"r\"\n3,5\n", "q\"r", "\"q\"\"r\",prediction\n5,7.0\n"),
        arguments("a,b,b c\n3,x,y\n", "b c,b", "b c,b,prediction\ny,x,7.0\n"),
        arguments(",a\n0,3\n1,4\n", "column1", "column1,prediction\n0,7.0\n1,9.0\n"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tableOfAnyDialectIsCopiedToCommas(String table, String keep, String expected)
      throws IOException {
    Run run = predict(table, "--keep", keep);

    assertEquals(0, run.code(), run.err());
    assertEquals(expected, rounded(run.out()));
  }

  @Test
  void commentsSkippedLinesAndDecimalCommasLeaveRowsInStep() throws IOException {
    String table = "a title\nid;a\n# one\nx;1,5\n# two\n\ny;2,5\nz;NA\n";
    Run run =
        predict(
            table,
            "--keep",
            "id,a",
            "--skip-lines",
            "1",
            "--comment",
            "#",
            "--decimal-comma",
            "--missing",
            "skip");

    assertEquals(0, run.code(), run.err());
    assertEquals("id,a,prediction\nx,\"1,5\",4.0\ny,\"2,5\",6.0\nz,NA,NA\n", rounded(run.out()));
  }

  @Test
  void otherEncodingsAreWrittenInUtf8() throws IOException {
    byte[] table = "id,a\nZ\u00fcrich,3\n".getBytes(StandardCharsets.ISO_8859_1);
    Run run = predict(table, "--keep", "id", "--encoding", "ISO-8859-1");

    assertEquals("id,prediction\nZ\u00fcrich,7.0\n", rounded(run.out()));
  }

  @Test
  void columnsWithoutAHeaderAreKeptByNumber() throws IOException {
    Path numbered = directory.resolve("numbered.json");
    Path rows = Files.writeString(directory.resolve("n.csv"), "x,0,1\ny,1,3\nz,2,5\n");
    Run.done(
        "train",
        rows,
        "--no-header",
        "--target",
        "3",
        "--features",
        "2",
        "--model-output",
        numbered);

    Run run = Run.of("predict", rows, "--no-header", "--model", numbered, "--keep", "3,1");

    assertEquals("3,1,prediction\n1,x,1.0\n3,y,3.0\n5,z,5.0\n", rounded(run.out()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,a | nope       | 3 | no column 'nope' for --keep; expected id or a",
        "id,a | ID         | 3 | (did you mean 'id'?)",
        "id,a | id,id      | 2 | --keep: column 'id' is named twice",
        "prediction,a | all | 3 | column 'prediction' cannot be kept: predictions are written to a"
            + " column of this name (name the columns to keep, without it)",
        "prediction,a | prediction | 3 | leave it out of --keep"
      })
  void columnThatCannotBeKeptIsAnError(String header, String keep, int code, String message)
      throws IOException {
    Run run = predict(header + "\n1,2\n", "--keep", keep);

    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals("", run.out());
  }

  /** More rows than are read at once, with long and odd cells, printed and written to a file. */
  @Test
  void everyRowKeepsItsOwnCells() throws IOException {
    StringBuilder table = new StringBuilder("a,id\n");
    StringBuilder expected = new StringBuilder("id,prediction\n");
    for (int i = 0; i < 30_000; i++) {
      String id = i % 1000 == 7 ? "\"" + "x,\n".repeat(500) + i + "\"" : "r" + i;
      table.append(i % 50).append(',').append(id).append('\n');
      expected.append(id).append(',').append(2.0 * (i % 50) + 1).append('\n');
    }
    Path output = directory.resolve("out.csv");

    Run printed = predict(table.toString(), "--keep", "id");
    predict(table.toString(), "--keep", "id", "--output", output);

    assertEquals(expected.toString(), rounded(printed.out()));
    assertEquals(printed.out(), Files.readString(output));
  }

  /** The rows would take twice the heap: 40 MB of text, and as much as predictions. */
  @Test
  void rowsAreWrittenAsTheyAreRead() throws Exception {
    Path data = directory.resolve("big.csv");
    String name = "some name that takes a little room in memory, and a little more of it";
    try (Writer text = Files.newBufferedWriter(data)) {
      text.write("id,a,name\n");
      for (int i = 0; i < 400_000; i++) {
        text.write(i + "," + i % 100 + ",\"" + name + "\"\n");
      }
    }
    Path output = directory.resolve("out.csv");
    Path log = directory.resolve("log.txt");
    Process process =
        JavaProcess.of(
                Main.class,
                List.of("-Xmx40m", "-XX:+UseSerialGC"),
                "predict",
                data.toString(),
                "--model",
                model.toString(),
                "--keep",
                "all")
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();

    assertEquals(0, process.waitFor(), () -> "see " + log);
    try (Stream<String> lines = Files.lines(output)) {
      assertEquals(400_001, lines.count());
    }
  }

  /** Predictions do not depend on what is kept. */
  @Test
  void predictionsAreThoseWithoutKeptColumns() throws IOException {
    StringBuilder table = new StringBuilder("id,a\n");
    for (int i = 0; i < 10_000; i++) {
      table.append(i).append(',').append(Math.sin(i)).append('\n');
    }
    String plain = predict(table.toString()).out();
    String kept = predict(table.toString(), "--keep", "id").out();

    assertEquals(plain, kept.replaceAll("(?m)^[^,]*,", ""));
  }
}
