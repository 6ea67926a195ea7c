package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream.Pass;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.files.Compressed;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several files are read as one file with all their rows. */
class SeveralTextsTest {
  private static final Pattern FAULT =
      Pattern.compile("(\\S+:\\d+: ).*?('\\w+' is (?:\"[^\"]*\"|empty))");

  private static final List<MissingValues> RULES = List.of(MissingValues.values());
  private static final Speed[] SPEEDS = {
    new Speed(1, 0),
    new Speed(1, 1),
    new Speed(2, 7),
    new Speed(1, 64),
    new Speed(3, 16),
    new Speed(2, 1 << 18)
  };

  @TempDir Path directory;

  private TextSource files(String... texts) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i].replace('~', '\n').replace('^', '\r');
      paths.add(Files.writeString(directory.resolve((char) ('a' + i) + ".csv"), text));
    }
    return TextFiles.of(paths);
  }

  private static String rowsOf(TextSource source, CsvFormat format, Speed speed) {
    Schema schema = Schema.target(format.header() ? "y" : "2");
    try (Dataset rows =
        CsvReader.read(source, format, schema, MissingValues.SKIP, ReadingOptions.DEFAULT, speed)) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < rows.rows(); i++) {
        text.append(i == 0 ? "" : "; ");
        for (double feature : rows.features().getRow(i).toDoubleVector()) {
          text.append(feature).append(' ');
        }
        text.append(rows.targets().getDouble(i));
      }
      return text.toString();
    }
  }

  private String messageOf(TextSource source, CsvFormat format, Speed speed) {
    InputException error =
        assertThrows(InputException.class, () -> rowsOf(source, format, speed), speed.toString());
    return error.getMessage().replace(directory + "/", "");
  }

  /** {@code ~} is a line feed, {@code ^} a carriage return; files are separated by blanks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "x,y~1,2~ x,y~3,4~ ! 1.0 2.0; 3.0 4.0",
        "x,y~1,2 x,y~3,4 ! 1.0 2.0; 3.0 4.0",
        "x,y~1,2^~ x,y^~3,4^~ x,y^5,6^ ! 1.0 2.0; 3.0 4.0; 5.0 6.0",
        "x,y~1,2~ x,y~ x,y x,y~3,4~ ! 1.0 2.0; 3.0 4.0",
        "x,y~ x,y~1,2~ ! 1.0 2.0",
        "x,y x;y~ x;y~1;2~ ! `b`",
        "x;y~1;2~ x;y~3;4~ ! 1.0 2.0; 3.0 4.0",
        "sep=;~x;y~1;2~ x;y~3;4~ sep=;~x;y~5;6~ ! 1.0 2.0; 3.0 4.0; 5.0 6.0",
        "x,y~1,2~ \ufeffx,y~3,4~ ! 1.0 2.0; 3.0 4.0",
        "\ufeffx,y~1,2~ x,y~3,4~ ! 1.0 2.0; 3.0 4.0",
        "x,y~1,2~ \"x\",\"y\"~3,4~ ! 1.0 2.0; 3.0 4.0",
        "x,y~\"1\",2~ x,y~3,\"4\"~ x,y~5,6~ ! 1.0 2.0; 3.0 4.0; 5.0 6.0",
        "x,y~1,2~~~ ~x,y~~3,4~~ ! 1.0 2.0; 3.0 4.0",
        "x,y~1,2~NA,3~ x,y~,4~3,4~ ! 1.0 2.0; 3.0 4.0",
        "x,y,~1,2,~ x,y,~3,4,~ ! 1.0 2.0; 3.0 4.0",
        "x,y,~ x,y,~3,4,~ ! 3.0 4.0",
        "x,y~1_0,2~ x,y~3,4~ ! a.csv:2: column 'x' is \"1_0\"; expected a number (leave"
            + " the column out with Schema.withExcluded(\"x\") or use DataTable.withOneHot)",
        "x,y~1,2~3,4~ x,y~5,6~w,8~ x,y~9,v~ ! b.csv:3: column 'x' is \"w\"; expected a"
            + " number (correct the cell, or leave it empty; or leave the column out with"
            + " Schema.withExcluded(\"x\"); DataTable.withCategorical(\"x\") treats its cells"
            + " as levels)",
        "x,y~1,2~ x,y~w,8~ ! b.csv:2: column 'x' is \"w\"; expected a number (correct the"
            + " cell, or leave it empty; or leave the column out with"
            + " Schema.withExcluded(\"x\"); DataTable.withCategorical(\"x\") treats its cells"
            + " as levels)",
        "x,y~1,2~ x,y~3,4~5~ ! b.csv:3: 1 field; expected 2 as in the header",
        "x,y~1,2~ x,y~3,\"4~ ! b.csv:2: quotes do not pair up; a quoted field ends in a quote right"
            + " before a separator or the end of the line, and a quote inside it is written twice",
        "x,y~1,2~ y,x~3,4~ ! b.csv:1: the columns of a.csv in another order: column 1 is 'y',"
            + " expected 'x' (write the columns of all files in the same order)",
        "x,y~1,2~ x,z~3,4~ ! b.csv:1: another header than in a.csv: column 2 is 'z', expected 'y'",
        "x,y~1,2~ x,y,z~3,4,5~ ! b.csv:1: 3 columns; expected the 2 of a.csv: x, y",
        "x,y~1,2~ x~3~ ! b.csv:1: 1 column; expected the 2 of a.csv: x, y",
        "x,y~1,2~ 3,4~5,6~ ! b.csv:1: the first line is all numbers; expected the header of a.csv:"
            + " x, y",
        "x,y~1,2~ x;y~3;4~ ! b.csv:1: another header than in a.csv: column 1 is 'x;y', expected"
            + " 'x'",
        "x,y~1,2~ sep=;~x;y~3;4~ ! b.csv:1: its first line names ';' as the separator; expected ','"
            + " as in a.csv",
        "x,y~1,2~ '' ! b.csv: the file is empty; expected rows of numbers",
        "x,y~ x,y~ ! a.csv and 1 more file: no rows below the header; expected at least one",
        "x,y~1,~ x,y~2,~ ! a.csv and 1 more file: all rows (2) were skipped, each for a"
            + " missing value; column 'y' is missing in every row (choose another"
            + " Schema.target)"
      })
  void filesAreOneTable(String given, String expected) throws IOException {
    TextSource source = files(given.replace("''", "").split(" ", -1));
    for (Speed speed : SPEEDS) {
      String found =
          expected.matches("[-0-9. ;]+") ? "" : messageOf(source, CsvFormat.DETECT, speed);
      if (expected.equals("b")) {
        assertTrue(found.startsWith("a.csv:1: another header than in c.csv"), found);
      } else {
        assertEquals(expected, found.isEmpty() ? rowsOf(source, CsvFormat.DETECT, speed) : found);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,2~ 3,4~5,6~ ! 1.0 2.0; 3.0 4.0; 5.0 6.0",
        "1,2 3,4 ! 1.0 2.0; 3.0 4.0",
        "~1,2~ ~~3,4~ ! 1.0 2.0; 3.0 4.0",
        "1,2~ 3,4,5~ ! b.csv:1: 3 fields; expected 2 as in a.csv",
        "1,2~ 3~ ! b.csv:1: 1 field; expected 2 as in a.csv",
        "1,2~ 3,4~5~ ! b.csv:2: 1 field; expected 2 as in the first row"
      })
  void filesWithoutAHeaderHaveTheSameWidth(String given, String expected) throws IOException {
    CsvFormat format = new CsvFormat(Optional.empty(), false);
    TextSource source = files(given.split(" ", -1));
    for (Speed speed : SPEEDS) {
      boolean good = expected.startsWith("1.0");
      assertEquals(
          expected, good ? rowsOf(source, format, speed) : messageOf(source, format, speed));
    }
  }

  /** The beginnings are left out in each file. */
  @Test
  void linesAboveTheHeaderAreThoseOfEachFile() throws IOException {
    TextSource source = files("title~#~x,y~1,2~#~", "another~x,y~#3~3,4~", "~#~x,y~#~");
    CsvFormat format = CsvFormat.DETECT.withSkipLines(1).withComment('#');
    for (Speed speed : SPEEDS) {
      assertEquals("1.0 2.0; 3.0 4.0", rowsOf(source, format, speed));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("fallline.tables", 400) / 10);
  }

  /** Of rows with quotes, words, missing values and faults, cut anywhere, compressed or not. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aSplitTableHasTheBitsAndTheErrorsOfTheWholeOne(long seed) throws IOException {
    for (int i = 0; i < 10; i++) {
      SplitTable table = new SplitTable(10 * seed + i, directory);
      MissingValues missing = RULES.get(i % RULES.size());
      String expected = outcome(table.whole(), missing, SPEEDS[0]);
      for (Speed speed : SPEEDS) {
        assertEquals(
            table.place(expected),
            outcome(table.parts(), missing, speed).replace(directory + "/", ""),
            () -> "table " + table + ", " + speed);
      }
    }
  }

  private static String outcome(TextSource source, MissingValues missing, Speed speed) {
    Schema schema = Schema.target("y").withExcluded(List.of("word"));
    try (Dataset data =
        CsvReader.read(source, CsvFormat.DETECT, schema, missing, ReadingOptions.DEFAULT, speed)) {
      return Arrays.toString(data.features().data().asDouble())
          + Arrays.toString(data.targets().data().asDouble())
          + data.skippedRows();
    } catch (InputException e) {
      return firstFault(e.getMessage());
    }
  }

  /** An error without the cells of the rows below, of which a part has fewer. */
  private static String firstFault(String message) {
    Matcher cell = FAULT.matcher(message);
    return cell.lookingAt() ? cell.group(1) + cell.group(2) : message;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void streamedRowsHaveTheFingerprintOfTheWholeTable(int threads) throws IOException {
    for (long seed = 0; seed < 100; seed++) {
      SplitTable table = new SplitTable(seed, directory);
      assertEquals(
          table.place(streamed(table.whole(), threads)),
          streamed(table.parts(), threads).replace(directory + "/", ""),
          () -> "table " + table);
    }
  }

  private static String streamed(TextSource source, int threads) {
    Schema schema = Schema.target("y").withExcluded(List.of("word"));
    ReadingOptions options = ReadingOptions.DEFAULT.withThreads(threads);
    try (CsvStream rows =
        new CsvStream(source, CsvFormat.DETECT, schema, MissingValues.SKIP, options)) {
      Tile tile = rows.newTile(16);
      try (Pass pass = rows.pass(16)) {
        while (pass.next(tile)) {
          assertTrue(tile.rows() > 0);
        }
      }
      return rows.fingerprint() + rows.rows() + " " + rows.skippedRows();
    } catch (InputException e) {
      return firstFault(e.getMessage());
    }
  }

  @Test
  void levelsAreThoseOfAllFiles() throws IOException {
    TextSource source = files("x,y~a,1~", "x,y~b,2~c,3~", "x,y~", "x,y~a,2~");
    List<CategoricalColumn> columns = CategoryDetector.of(source, Schema.target("y")).detect();
    assertEquals(List.of("a", "b", "c"), columns.get(0).levels());
  }

  @Test
  void rowsHaveTheLinesOfTheirFiles() throws IOException {
    TextSource source = files("x,y~1,2~~3,4~", "x,y~", "x,y~NA,1~5,\"6\"~7,8~");
    List<RowLines.Place> places =
        RowLines.find(
                source,
                CsvFormat.DETECT,
                Schema.target("y"),
                MissingValues.SKIP,
                new RowIndex(),
                3,
                0,
                2,
                1)
            .orElseThrow();
    List<String> found = new ArrayList<>();
    for (RowLines.Place each : places) {
      found.add(each.text().replace(directory + "/", "") + ":" + each.line());
    }
    assertEquals(List.of("c.csv:4", "a.csv:2", "c.csv:3", "a.csv:4"), found);
  }

  /** Of a thousand files some are long: the parser has many chunks of several texts at once. */
  @Test
  void manyFilesAreInTheirOrder() throws IOException {
    List<Path> paths = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    int row = 0;
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder("x,y\n");
      int rows = random.nextInt(50) == 0 ? 60_000 : random.nextInt(5);
      for (int j = 0; j < rows; j++) {
        text.append(row).append(row % 9973 == 0 ? ",\"1\"\n" : ",1\n");
        row++;
      }
      Path path = directory.resolve("f%04d.csv".formatted(i));
      paths.add(Files.write(path, Compressed.bytes(text.toString().getBytes(UTF_8), i % 7)));
    }
    try (Dataset data = CsvReader.read(paths, Schema.target("y"))) {
      assertEquals(row, data.rows());
      for (int i = 0; i < row; i += 997) {
        assertEquals(i, data.features().getDouble(i, 0));
      }
    }
  }

  /** One file with all rows has a value for it. */
  @Test
  void whatAFirstFileLacksOthersMayHave() throws IOException {
    TextSource source = files("x,y~,1~", "x,y~3,4~");
    InputException error =
        assertThrows(
            InputException.class,
            () -> CsvReader.read(source, CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL));
    assertEquals(
        directory
            + "/a.csv:2: column 'x' is empty; expected a number (MissingValues.SKIP drops"
            + " such rows)",
        error.getMessage());
  }

  @Test
  void aFileIsReadAgainForANumberThatWasRejected() throws IOException {
    TextSource source = files("x,y~1,2~", "x,y~1,3~~1,-4~");
    WrongNumberException wrong =
        new WrongNumberException(2, "y", -4, 0, Double.MAX_VALUE, "expected 0 or more");
    InputException error =
        WrongNumberPlace.find(
                source, CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL, wrong)
            .orElseThrow();
    assertTrue(error.getMessage().startsWith(directory + "/b.csv:4: "), error.getMessage());
  }
}
