package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that go wrong behind their first megabyte or as a whole, read in every way there is. */
class CsvBadInputTest {
  private static final int GOOD_ROWS = 200_000;
  private static final String GOOD = "a,b,y\n" + "1,2,3\n".repeat(GOOD_ROWS);
  private static final String CORRECT_B =
      "; expected a number (correct the cell, or leave it empty; or leave the column out"
          + " with Schema.withExcluded(\"b\"); DataTable.withCategorical(\"b\") treats its"
          + " cells as levels)";
  private static final String CONVERT =
      "; name its encoding with CsvFormat.withCharset, e.g. windows-1252 or UTF-16LE";
  private static final Speed[] SPEEDS = {
    new Speed(1, 0), new Speed(1, 1 << 20), new Speed(3, 1 << 16)
  };

  @TempDir private Path directory;

  /** What follows 300,000 good rows, and the error it makes. */
  static Stream<Arguments> endings() {
    return Stream.of(
        ending("1,x,3\n", "column 'b' is \"x\"" + CORRECT_B),
        ending("1,0x10,3\n", "column 'b' is \"0x10\"" + CORRECT_B),
        ending(
            "1,1e400,3\n",
            "column 'b' is \"1e400\"; expected a finite number of at most 1.79e308 in" + " size"),
        ending(
            "1,\"1,234\",3\n",
            "column 'b' is \"1,234\"; expected a number written without a comma: 1.234 if"
                + " it marks decimals, 1234 if thousands (CellFormat.withDecimalComma or"
                + " CellFormat.withThousands(',') reads it so)"),
        ending(
            "1,,3\n",
            "column 'b' is empty; expected a number (MissingValues.SKIP drops such rows)"),
        ending("1,2\n", "2 fields; expected 3 as in the header"),
        ending("1,2,3,\n", "4 fields; expected 3 as in the header"),
        ending(
            "1,\"2,3\n",
            "quotes do not pair up; a quoted field ends in a quote right before a"
                + " separator or the end of the line, and a quote inside it is written twice"),
        ending("1,2\0,3\n", "a NUL byte, so not UTF-8 text" + CONVERT),
        ending("1,2\u00e9,3\n", "byte 0xE9 is not UTF-8" + CONVERT));
  }

  private static Arguments ending(String text, String message) {
    return Arguments.of(text, "a.csv:" + (GOOD_ROWS + 2) + ": " + message);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void reportsTheLineOfTheFirstFault(String ending, String message) throws IOException {
    byte[] bytes = (GOOD + ending + "1,x,3\n".repeat(3)).getBytes(ISO_8859_1);
    for (Speed speed : SPEEDS) {
      assertEquals(message, messageOf(bytes, CsvFormat.DETECT, speed), speed.toString());
      assertEquals(message, messageOf(gzip(bytes), CsvFormat.DETECT, speed), speed.toString());
    }
  }

  /** Whole files, and their errors. */
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of(new byte[0], "a.csv: the file is empty; expected rows of numbers"),
        Arguments.of(bytes("a,y"), "a.csv: no rows below the header; expected at least one"),
        Arguments.of(
            "\ufeffa,y\n".getBytes(UTF_16LE),
            "a.csv: no rows below the header; expected at least one"),
        Arguments.of(
            "\ufeffa,y\n".getBytes(UTF_16BE),
            "a.csv: no rows below the header; expected at least one"),
        Arguments.of(
            "a,y\n".getBytes(UTF_16LE), "a.csv:1: a NUL byte, so not UTF-8 text" + CONVERT),
        Arguments.of(
            "\u00e9,y\n".getBytes(ISO_8859_1), "a.csv:1: byte 0xE9 is not UTF-8" + CONVERT),
        Arguments.of(
            Arrays.copyOf(gzip(bytes("a,y\n1,2\n")), 20),
            "a.csv:3: its gzip data ends too early; copy or compress it again"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesWhatIsNoTable(byte[] bytes, String message) {
    for (Speed speed : SPEEDS) {
      assertEquals(message, messageOf(bytes, CsvFormat.DETECT, speed));
    }
  }

  @Test
  void refusesAWrongSeparator() {
    CsvFormat format = new CsvFormat(Optional.of(';'), true);
    for (Speed speed : SPEEDS) {
      assertEquals(
          "a.csv:1: no column 'y' for Schema.target; all of 'a,b,y' is one column (';' as"
              + " CsvFormat.withSeparator does not split it)",
          messageOf(bytes(GOOD), format, speed));
    }
  }

  @Test
  void refusesGzipThatEndsTooEarly() {
    byte[] compressed = gzip(bytes(GOOD));
    for (Speed speed : SPEEDS) {
      assertEquals(
          "a.csv:198877: its gzip data ends too early; copy or compress it again",
          messageOf(Arrays.copyOf(compressed, compressed.length - 20), CsvFormat.DETECT, speed));
    }
  }

  /** A field of 100 MB where text may stand, in quotes and without. */
  @ParameterizedTest
  @MethodSource("quotes")
  void refusesAFieldOf100Megabytes(String quote) {
    for (Speed speed : new Speed[] {SPEEDS[0], SPEEDS[2]}) {
      InputStream text =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes("a,b,y\n1,2,3\n1," + quote)),
              new Letters(100_000_000));
      InputException error =
          assertThrows(
              InputException.class,
              () ->
                  read(new TextInput(text, "a.csv"), new CsvFormat(Optional.of(','), true), speed));
      assertEquals(
          "a.csv:3: a record of more than 67108864 characters; if a quote is left open in it, close"
              + " it",
          error.getMessage());
    }
  }

  static Stream<String> quotes() {
    return Stream.of("", "\"");
  }

  /** The letter x, many times. */
  private static final class Letters extends InputStream {
    private long left;

    Letters(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(left, length);
      Arrays.fill(target, offset, offset + count, (byte) 'x');
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  @Test
  void readsTenThousandAndOneColumns() {
    int columns = 10_001;
    String names =
        IntStream.range(1, columns).mapToObj(j -> "x" + j).collect(Collectors.joining(","));
    String row =
        IntStream.range(0, columns).mapToObj(String::valueOf).collect(Collectors.joining(","));
    for (Speed speed : SPEEDS) {
      TextInput input = input(bytes("y," + names + "\n" + (row + "\n").repeat(30)));
      try (Dataset data = read(input, CsvFormat.DETECT, speed)) {
        assertArrayEquals(new long[] {30, columns - 1}, data.features().shape());
        assertEquals(columns - 1, data.features().getDouble(29, columns - 2));
      }
    }
  }

  @Test
  void readsOneRow() {
    for (Speed speed : SPEEDS) {
      try (Dataset data = read(input(bytes("a,y\n1,2")), CsvFormat.DETECT, speed)) {
        assertArrayEquals(new double[][] {{1}}, data.features().toDoubleMatrix());
        assertArrayEquals(new double[][] {{2}}, data.targets().toDoubleMatrix());
      }
    }
  }

  @Test
  void noticesAFileThatShrinks() throws IOException {
    for (Speed speed : SPEEDS) {
      Path file =
          Files.writeString(directory.resolve("a.csv"), GOOD.concat("1,2,3\n".repeat(900_000)));
      long size = Files.size(file);
      InputException error =
          assertThrows(
              InputException.class,
              () ->
                  CsvReader.read(
                      TextInput.of(file),
                      CsvFormat.DETECT,
                      Schema.target("y"),
                      MissingValues.FAIL,
                      ReadingOptions.DEFAULT.withProgress((bytes, rows) -> truncate(file, 1 << 20)),
                      speed));
      String pattern =
          ".*a\\.csv: cannot be read: it ended after \\d+ of "
              + size
              + " bytes; wait until no other program writes to it";
      assertTrue(error.getMessage().matches(pattern), error.getMessage());
    }
  }

  private static void truncate(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesAnEmptyDirectory() {
    InputException error =
        assertThrows(
            InputException.class, () -> CsvReader.read(directory, Schema.target("y")).close());
    assertEquals(
        directory
            + ": a directory without tables (it is empty); expected files such as .csv, .tsv, .txt"
            + " or .csv.gz in it (name others one by one, or with a pattern: "
            + directory
            + "/*)",
        error.getMessage());
  }

  @Test
  void refusesAFileItMayNotRead() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "a,y\n1,2\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    InputException error =
        assertThrows(InputException.class, () -> CsvReader.read(file, Schema.target("y")).close());
    assertEquals(file + ": permission denied; it must be readable", error.getMessage());
  }

  /** Columns that a model may have trouble with are no trouble to the reader. */
  @Test
  void readsColumnsThatAreConstantOrEqual() {
    for (Speed speed : SPEEDS) {
      try (Dataset data = read(input(bytes("a,b,y\n1,1,5\n1,1,5\n")), CsvFormat.DETECT, speed)) {
        assertEquals(List.of("a", "b"), data.featureNames());
        assertArrayEquals(new double[][] {{1, 1}, {1, 1}}, data.features().toDoubleMatrix());
      }
    }
  }

  /** The parser is let go at a quote in the middle of a field, here of one that is left out. */
  @Test
  void readsOnBehindWhatTheParserIsNotCertainOf() {
    String text =
        GOOD.replace("a,b,y\n", "a,text,y\n") + "4,5\" pipe,6\n" + "1,\"\u00e9\",3\n".repeat(9);
    Schema schema = Schema.target("y").withExcluded(List.of("text"));
    for (Speed speed : SPEEDS) {
      try (Dataset data =
          CsvReader.read(
              input(bytes(text)),
              CsvFormat.DETECT,
              schema,
              MissingValues.FAIL,
              ReadingOptions.DEFAULT,
              speed)) {
        assertEquals(GOOD_ROWS + 10, data.rows());
        assertEquals(4, data.features().getDouble(GOOD_ROWS, 0));
        assertEquals(6, data.targets().getDouble(GOOD_ROWS, 0));
        assertEquals(3, data.targets().getDouble(GOOD_ROWS + 9, 0));
      }
    }
  }

  /** Chunks are cut without an eye to quotes until some are met. */
  @Test
  void readsQuotesThatAppearLate() {
    int quoted = 30_000;
    String text = GOOD.replace("a,b,y\n", "a,text,y\n") + "4,\"\n,\n\n\"\"\",6\n".repeat(quoted);
    Schema schema = Schema.target("y").withExcluded(List.of("text"));
    for (Speed speed : SPEEDS) {
      try (Dataset data =
          CsvReader.read(
              input(bytes(text)),
              CsvFormat.DETECT,
              schema,
              MissingValues.FAIL,
              ReadingOptions.DEFAULT,
              speed)) {
        assertEquals(GOOD_ROWS + quoted, data.rows());
        assertEquals(GOOD_ROWS + 4.0 * quoted, data.features().sumNumber().doubleValue());
      }
    }
  }

  private static String messageOf(byte[] bytes, CsvFormat format, Speed speed) {
    return assertThrows(InputException.class, () -> read(input(bytes), format, speed).close())
        .getMessage();
  }

  private static Dataset read(TextInput input, CsvFormat format, Speed speed) {
    return CsvReader.read(
        input, format, Schema.target("y"), MissingValues.FAIL, ReadingOptions.DEFAULT, speed);
  }

  private static TextInput input(byte[] bytes) {
    return new TextInput(new ByteArrayInputStream(bytes), "a.csv");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
