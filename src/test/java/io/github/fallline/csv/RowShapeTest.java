package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields without a name: left out where they are empty in every row, an error otherwise. */
class RowShapeTest {
  private static final Speed[] SPEEDS = {new Speed(1, 0), new Speed(1, 8), new Speed(3, 8)};
  private static final String MANY = "1,2,\n".repeat(1000);
  private static final String ROW_NAME = "if the first is a row name, as R's write.table writes it";
  private static final String COMMAS = "if decimal commas or thousands separators cut numbers";
  private static final String HEADER = "if names in the header run together";

  /** A text, the place and finding of its error, and what is said first of its cause. */
  static Stream<Arguments> longRows() {
    return Stream.of(
        Arguments.of("x,y\n2,3,5\n1,2,3\n", "2: 3 fields; expected 2 as in the header", ROW_NAME),
        Arguments.of("x,y\n1,5.5,2\n2,6,3\n", "2: 3 fields; expected 2 as in the header", ROW_NAME),
        Arguments.of("x,y\nmonday,5,2\n", "2: 3 fields; expected 2 as in the header", ROW_NAME),
        Arguments.of("\"x\",\"y\"\n\"7\",5,2\n", "2: 3 fields; expected 2 as in the", ROW_NAME),
        Arguments.of("x\ty\n1\t5\t2\n", "2: 3 fields; expected 2 as in the header", ROW_NAME),
        Arguments.of("x,y\n1,5,2,7\n1,6,3,8\n", "2: 4 fields; expected 2 as in", COMMAS),
        Arguments.of(
            "x,y\n1,234,5,678\n", "2: 4 fields; expected 2 as in the", "if thousands separators"),
        Arguments.of("a b,c,y\n1,x,2.5,7\n", "2: 4 fields; expected 3 as in the header", ROW_NAME),
        Arguments.of("ab,y\n1.5,w,2.5,7\n", "2: 4 fields; expected 2 as in the header", HEADER),
        Arguments.of("x,y\n1,2\n3,4,5\n", "3: 3 fields; expected 2 as in the header", ROW_NAME),
        // Empty in the first row, and in many more
        Arguments.of("x,y\n1,2,\n3,4,5\n", "3: field 3 is \"5\"; expected it empty", ROW_NAME),
        Arguments.of("x,y\n" + MANY + "3,4,5\n" + MANY, "1002: field 3 is \"5\"", ROW_NAME),
        Arguments.of("x,y\n" + MANY + "3,4,\"w\"\n", "1002: field 3 is \"w\"", ROW_NAME),
        Arguments.of("x,y\n1,2,\n3,4,NA\n", "3: field 3 is \"NA\"; expected it empty", ROW_NAME),
        Arguments.of("x,y\n1,2,,\n3,4,,5\n", "3: field 4 is \"5\"; expected it empty", HEADER),
        // Without a name in the header
        Arguments.of(
            "x,,y\n1,,2\n3,5,4\n",
            "3: column 2 is \"5\", but has no name",
            "Schema.withExcluded(\"column2\")"),
        Arguments.of("x,y,\n1,2,\n3,4,5\n", "3: column 3 is \"5\", but has no name", "name it in"));
  }

  @ParameterizedTest
  @MethodSource("longRows")
  void valueWithoutANameIsAnErrorWithItsLineAndCause(String text, String finding, String cause) {
    String first = null;
    for (byte[] bytes : List.of(text.getBytes(UTF_8), gzip(text.getBytes(UTF_8)))) {
      for (Speed speed : SPEEDS) {
        String message =
            assertThrows(InputException.class, () -> read(bytes, speed).close()).getMessage();
        assertTrue(message.startsWith("a.csv:" + finding), message);
        assertTrue(message.contains(cause), message);
        assertEquals(first == null ? message : first, message, speed.toString());
        first = message;
      }
      assertEquals(first, assertThrows(InputException.class, () -> stream(bytes)).getMessage());
    }
  }

  /** Texts with empty fields that have no name, each with the same two rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y/1,2,/3,4,/",
        "x,y,/1,2,/3,4,/",
        "x,y,,/1,2,,/3,4,,/",
        "x,,y/1,,2/3,,4/",
        ",x,y/,1,2/,3,4/",
        "x,y/1,2,''/3,4, /",
        "'x','y',''/'1','2',''/3,4,/",
        "x;y;/1;2;/3;4;/",
        "x,y/1,2,,,/3,4,,,"
      })
  void fieldsThatAreEmptyInEveryRowAreLeftOut(String lines) {
    byte[] text = lines.replace('/', '\n').replace('\'', '"').getBytes(UTF_8);
    for (Speed speed : SPEEDS) {
      try (Dataset data = read(text, speed)) {
        assertEquals(List.of("x"), data.featureNames());
        assertArrayEquals(new double[][] {{1}, {3}}, data.features().toDoubleMatrix());
        assertArrayEquals(new double[][] {{2}, {4}}, data.targets().toDoubleMatrix());
      }
    }
    assertEquals(2, stream(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x,y/1,2/3/!3: 1 field; expected 2 as in the header",
        "x,y/1/3,2/!2: 1 field; expected 2 as in the header",
        "x,y,/1,2/3,4/!2: 2 fields; expected 3 as in the header (the header ends in a separator",
        "x,y/1,2,/3,4/!3: 2 fields; expected 3 as in the first row"
      })
  void shorterRowIsAnError(String lines, String message) {
    byte[] text = lines.replace('/', '\n').getBytes(UTF_8);
    for (Speed speed : SPEEDS) {
      InputException error = assertThrows(InputException.class, () -> read(text, speed).close());
      assertTrue(error.getMessage().startsWith("a.csv:" + message), error.getMessage());
    }
  }

  /** Whatever a model asks for, a row with a value too many is not matched to its names. */
  @ParameterizedTest
  @CsvSource({"x", "y"})
  void namedColumnsDoNotExcuseALongRow(String feature) {
    Schema model = Schema.ofModel(Optional.empty(), List.of(feature));
    InputException error =
        assertThrows(
            InputException.class,
            () ->
                CsvReader.read(
                        input("x,y\n1,2,3\n".getBytes(UTF_8)),
                        CsvFormat.DETECT,
                        model,
                        MissingValues.FAIL)
                    .close());
    assertTrue(error.getMessage().startsWith("a.csv:2: 3 fields"), error.getMessage());
  }

  /** The first line, the target, and the error; none where the line is taken for a header. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      nullValues = "none",
      value = {
        "1,2,3!3!1: the first line is all numbers; if the first line is data, use"
            + " CsvFormat.withoutHeader",
        "4,5,6!6!1: the first line is all numbers",
        "1.5,2,3!3!1: the first line is all numbers",
        "2001,2002,2003!2003!1: the first line is all numbers",
        "1,NA,3!3!1: the first line is all numbers",
        "1,1,3!3!1: columns 1 and 2 are both named '1'; expected different names (if the first",
        "4,5,6!y!1: no column 'y' for Schema.target; expected 4, 5 or 6 (if the first"
            + " line is data",
        "4,x,6!y!1: no column 'y' for Schema.target; expected 4, x or 6 (if the first"
            + " line is data",
        "a,b,y!y!none",
        "1,2,y!y!none"
      })
  void headerOfNumbersIsTakenForData(String line, String target, String message) {
    byte[] text = (line + "\n7,8,9\n1,2,4\n").getBytes(UTF_8);
    Schema schema = Schema.target(target);
    if (message == null) {
      read(text, schema, CsvFormat.DETECT).close();
      return;
    }
    InputException error =
        assertThrows(InputException.class, () -> read(text, schema, CsvFormat.DETECT).close());
    assertTrue(error.getMessage().startsWith("a.csv:" + message), error.getMessage());
    if (message.contains("all numbers")) {
      CsvFormat asked = CsvFormat.DETECT.withNumericNames();
      try (Dataset data = read(text, schema, asked)) {
        assertEquals(2, data.rows());
      }
    }
  }

  private static Dataset read(byte[] text, Schema schema, CsvFormat format) {
    return CsvReader.read(input(text), format, schema, MissingValues.FAIL);
  }

  private static Dataset read(byte[] text, Speed speed) {
    return CsvReader.read(
        input(text),
        CsvFormat.DETECT,
        Schema.target("y"),
        MissingValues.FAIL,
        ReadingOptions.DEFAULT,
        speed);
  }

  private static long stream(byte[] text) {
    try (CsvStream rows =
        new CsvStream(
            input(text),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.FAIL,
            ReadingOptions.DEFAULT)) {
      Tile tile = rows.newTile(64);
      try (RowStream.Pass pass = rows.pass(64)) {
        while (pass.next(tile)) {
          assertTrue(tile.rows() > 0);
        }
      }
      return rows.rows();
    }
  }

  private static TextInput input(byte[] text) {
    return new TextInput(new ByteArrayInputStream(text), "a.csv");
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
