package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that are written in other ways, read by both readers, in chunks of any size. */
class CsvNotationTest {
  private static final CsvFormat PLAIN = CsvFormat.DETECT;
  private static final CsvFormat COMMA = cells(CellFormat.DEFAULT.withDecimalComma(true));
  private static final CsvFormat GERMAN =
      cells(CellFormat.DEFAULT.withDecimalComma(true).withThousands('.'));
  private static final CsvFormat ENGLISH = cells(CellFormat.DEFAULT.withThousands(','));
  private static final CsvFormat HASH = PLAIN.withComment('#');

  @TempDir Path directory;

  private static CsvFormat cells(CellFormat cells) {
    return PLAIN.withCells(cells);
  }

  private static CsvFormat words(String... words) {
    return cells(CellFormat.DEFAULT.withMissingWords(new MissingWords(List.of(words))));
  }

  private static CsvFormat in(String charset) {
    return PLAIN.withCharset(Charset.forName(charset));
  }

  /** The readers, from commons-csv alone to the parser of bytes. */
  static List<CsvTable.Speed> speeds() {
    List<CsvTable.Speed> speeds = new ArrayList<>();
    for (int bytes : new int[] {0, 1, 3, 7, 16, 64, 1 << 18}) {
      speeds.add(new CsvTable.Speed(bytes == 7 ? 2 : 1, bytes));
    }
    return speeds;
  }

  private static String rowsOf(
      byte[] text, CsvFormat format, MissingValues missing, CsvTable.Speed speed) {
    TextInput input = new TextInput(new ByteArrayInputStream(text), "t.csv");
    ReadingOptions options = ReadingOptions.DEFAULT.withThreads(1);
    try (Dataset rows =
        CsvReader.read(input, format, Schema.target("y"), missing, options, speed)) {
      return text(rows);
    }
  }

  private static String text(Dataset rows) {
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

  static Stream<Arguments> tables() {
    return Stream.of(
        // Words for missing values: rows with one are dropped.
        Arguments.of("a,y\nNone,1\n-,2\n.,3\n#N/A,4\nnil,5\n\"\",6\n7,8\n", PLAIN, "7.0 8.0"),
        Arguments.of("a,y\n -,1\n\"-\",2\n\"#na\" ,3\n-7,8\n.5,9\n", PLAIN, "-7.0 8.0; 0.5 9.0"),
        Arguments.of("a,y\n-999,1\n-999.00,2\n\"-9.99e2\",3\n4,5\n", words("-999"), "4.0 5.0"),
        Arguments.of("a,y\n0,1\n00.0,2\n4,5\n", words("0"), "4.0 5.0"),
        Arguments.of("a,y\nleer,1\nLEER,2\n4,5\n,6\n", words("leer"), "4.0 5.0"),
        Arguments.of(
            "a;y\n-999,0;1\n4;5\n",
            COMMA.withCells(COMMA.cells().withMissingWords(new MissingWords(List.of("-999")))),
            "4.0 5.0"),
        // Decimal commas and thousands.
        Arguments.of(
            "a;y\n1,5;-2,25\n+,5;1e3\n7;1,5E-2\n", COMMA, "1.5 -2.25; 0.5 1000.0; 7.0 0.015"),
        Arguments.of("a\ty\n1,5\t2\n3\t4,0\n", COMMA, "1.5 2.0; 3.0 4.0"),
        Arguments.of("a,y\n\"1,5\",\"2\"\n\"3\",4\n", COMMA, "1.5 2.0; 3.0 4.0"),
        Arguments.of("a,y\n\"1,5\",2\n3,\"4,25\"\n", COMMA, "1.5 2.0; 3.0 4.25"),
        Arguments.of(
            "a;y\n1.234,5;1.234.567\n-12.345,5;999,5\n1234,5;12\n",
            GERMAN,
            "1234.5 1234567.0; -12345.5 999.5; 1234.5 12.0"),
        Arguments.of("a,y\n\"1,234.5\",\"1,234,567\"\n2,3\n", ENGLISH, "1234.5 1234567.0; 2.0 3.0"),
        Arguments.of("a;y\n1,234.5;2\n2;3\n", ENGLISH, "1234.5 2.0; 2.0 3.0"),
        Arguments.of(
            "a,y\n1,2\n3,4\n",
            ENGLISH.withCells(CellFormat.DEFAULT.withThousands('\'')),
            "1.0 2.0; 3.0 4.0"),
        Arguments.of(
            "a,y\n1'234'567.5,2\n3,4\n",
            cells(CellFormat.DEFAULT.withThousands('\'')),
            "1234567.5 2.0; 3.0 4.0"),
        Arguments.of(
            "a;y\n1\u202f234,5;2\n3;-1\u202f000\n",
            cells(CellFormat.DEFAULT.withDecimalComma(true).withThousands('\u202f')),
            "1234.5 2.0; 3.0 -1000.0"),
        Arguments.of(
            "a;y\n1 234,5;2\n 3 ;-1 000\n",
            cells(CellFormat.DEFAULT.withDecimalComma(true).withThousands(' ')),
            "1234.5 2.0; 3.0 -1000.0"),
        Arguments.of("y,a\n3,4\n", COMMA.withCells(CellFormat.DEFAULT), "4.0 3.0"),
        // Lines above and between.
        Arguments.of(
            "a title, of\r\n\"two lines\r\na,y\r\n1,2\r\n", PLAIN.withSkipLines(2), "1.0 2.0"),
        Arguments.of("title\ra,y\r1,2\r", PLAIN.withSkipLines(1), "1.0 2.0"),
        Arguments.of("\ufefftitle\n\na,y\n1,2", PLAIN.withSkipLines(2), "1.0 2.0"),
        Arguments.of("# one\n#two, \"\n\na,y\n#\n1,2\n# 3,4\n5,6\n#", HASH, "1.0 2.0; 5.0 6.0"),
        Arguments.of("a,y\r\n# it's 5\" wide\r\n1,2\r\n#\r\n\r\n3,4\r\n", HASH, "1.0 2.0; 3.0 4.0"),
        Arguments.of("a,y\n\"1\n\",2\n3,\"4\n#\"\n", HASH, null),
        Arguments.of("#\u00e9\na,y\n#\u00e9\n1,2\n", HASH, "1.0 2.0"),
        Arguments.of("%a,y\na,y\n1,2\n", PLAIN.withComment('%'), "1.0 2.0"),
        Arguments.of("#N/A,y\n1,2\n", PLAIN, "1.0 2.0"),
        Arguments.of("sep=;\na;y\n1;2\n", PLAIN, "1.0 2.0"),
        Arguments.of("\"sep=,\"\r\na,y\r\n1,2\r\n", PLAIN, "1.0 2.0"),
        Arguments.of("\ufeffSEP=|\na|y\n1|2\n", PLAIN, "1.0 2.0"),
        Arguments.of("sep=^\na^y\n1,5^2\n", COMMA, "1.5 2.0"),
        Arguments.of("sep=;\na,y\n1,2\n", new CsvFormat(Optional.of(','), true), "1.0 2.0"),
        Arguments.of("title\nsep=;\na;y\n1;2\n", PLAIN.withSkipLines(1), "1.0 2.0"),
        Arguments.of("sep=;\n# c\na;y\n1;2\n", HASH, "1.0 2.0"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsTheSameByEachReader(String text, CsvFormat format, String rows) {
    for (CsvTable.Speed speed : speeds()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (rows == null) {
        assertThrows(InputException.class, () -> rowsOf(bytes, format, MissingValues.SKIP, speed));
      } else {
        assertEquals(rows, rowsOf(bytes, format, MissingValues.SKIP, speed), speed.toString());
      }
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "a;y\n1.5;2\n",
            COMMA,
            "t.csv:2: column 'a' is \"1.5\"; expected a number with a decimal comma (a"
                + " point marks decimals only without CellFormat.withDecimalComma, thousands"
                + " with CellFormat.withThousands('.'))"),
        Arguments.of(
            "a;y\n1.234,5;2\n",
            COMMA,
            "t.csv:2: column 'a' is \"1.234,5\"; expected a number without points between"
                + " thousands (or use CellFormat.withThousands('.'))"),
        Arguments.of(
            "a,y\n1,2\n",
            COMMA,
            "t.csv:1: the fields are separated by ',', which CellFormat.withDecimalComma"
                + " expects within numbers (leave out CellFormat.withDecimalComma, or name"
                + " another CsvFormat.withSeparator)"),
        Arguments.of(
            "\"a\",\"y\"\n1,5\n",
            COMMA,
            "t.csv:1: the fields are separated by ',', which CellFormat.withDecimalComma"
                + " expects within numbers (leave out CellFormat.withDecimalComma, or name"
                + " another CsvFormat.withSeparator)"),
        Arguments.of(
            "a,y\n1,2\n",
            PLAIN.withSkipLines(2),
            "t.csv: the file is empty; expected rows of numbers"),
        Arguments.of(
            "a,y\n1,2\n",
            PLAIN.withSkipLines(3),
            "t.csv: only 2 lines; expected more than CsvFormat.withSkipLines(3) leaves" + " out"),
        Arguments.of(
            "t\nu\na,y\n1,2\n#\nx,4\n",
            HASH.withSkipLines(2),
            "t.csv:6: column 'a' is \"x\"; expected a number (correct the cell"),
        Arguments.of(
            "sep=;\na;y\n1;2\nx;4\n",
            PLAIN,
            "t.csv:4: column 'a' is \"x\"; expected a number (correct the cell"),
        Arguments.of(
            "Prices of 2024\n\na,y\n1,2\n",
            PLAIN,
            "t.csv:1: a title above the header, which is line 3 (use"
                + " CsvFormat.withSkipLines(2))"),
        Arguments.of(
            "Prices, of 2024\na;y\n1;2\n",
            PLAIN,
            "t.csv:1: a title above the header, which is line 2 (use"
                + " CsvFormat.withSkipLines(1))"),
        Arguments.of(
            "# Prices\n# of 2024\na,y\n1,2\n",
            PLAIN,
            "t.csv:1: a comment above the header, which is line 3 (use"
                + " CsvFormat.withComment('#'))"),
        Arguments.of(
            "x\nmore\na,y\n1,2\n",
            PLAIN.withSkipLines(1),
            "t.csv:2: a title above the header, which is line 3 (use"
                + " CsvFormat.withSkipLines(2))"),
        Arguments.of(
            "a,y\n1,2\n# end\n",
            PLAIN,
            "t.csv:3: 1 field; expected 2 as in the header (if it is a comment, use"
                + " CsvFormat.withComment('#'))"),
        Arguments.of("a,z\n1,2\n", PLAIN, "t.csv:1: no column 'y' for Schema.target"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anErrorNamesTheLineOfTheFileAndTheOption(String text, CsvFormat format, String message) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (CsvTable.Speed speed : speeds()) {
      InputException error =
          assertThrows(
              InputException.class, () -> rowsOf(bytes, format, MissingValues.FAIL, speed));
      assertEquals(
          message,
          error.getMessage().substring(0, Math.min(message.length(), error.getMessage().length())),
          speed.toString());
    }
  }

  static Stream<Arguments> encodings() {
    String text = "gr\u00f6\u00dfe,y\n1,2\n\"\u00e9\",3\n4,5\n";
    return Stream.of(
        Arguments.of(text, "UTF-8", "UTF-8"),
        Arguments.of(text, "ISO-8859-1", "ISO-8859-1"),
        Arguments.of(text, "windows-1252", "windows-1252"),
        Arguments.of(text, "UTF-16LE", "UTF-16LE"),
        Arguments.of(text, "UTF-16BE", "UTF-16"),
        Arguments.of(text, "IBM037", "IBM037"),
        Arguments.of("\ufeff" + text, "UTF-8", "ISO-8859-1"),
        Arguments.of("\ufeff" + text, "UTF-16LE", "UTF-8"),
        Arguments.of("\ufeff" + text, "UTF-16BE", "ISO-8859-1"),
        Arguments.of("\ufeff" + text, "UTF-32LE", "UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void aTextIsTheSameInEachEncoding(String text, String written, String named) {
    byte[] bytes = text.getBytes(Charset.forName(written));
    CsvFormat format =
        in(named)
            .withCells(CellFormat.DEFAULT.withMissingWords(new MissingWords(List.of("\u00e9"))));
    for (CsvTable.Speed speed : speeds()) {
      assertEquals("1.0 2.0; 4.0 5.0", rowsOf(bytes, format, MissingValues.SKIP, speed));
    }
  }

  @Test
  void bytesOfAnotherEncodingNameTheirLine() {
    byte[] odd = "\ufeffa,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_16LE);
    byte[] cut = Arrays.copyOf(odd, odd.length - 1);
    byte[] latin = "a,y\n1,2\n\u00e9,4\n".getBytes(StandardCharsets.ISO_8859_1);
    for (CsvTable.Speed speed : speeds()) {
      assertEquals(
          "t.csv:3: byte 0x0A is not UTF-16LE; name the encoding of the text with"
              + " CsvFormat.withCharset",
          assertThrows(InputException.class, () -> rowsOf(cut, PLAIN, MissingValues.FAIL, speed))
              .getMessage());
      assertEquals(
          "t.csv:3: byte 0xE9 is not US-ASCII; name the encoding of the text with"
              + " CsvFormat.withCharset",
          assertThrows(
                  InputException.class,
                  () -> rowsOf(latin, in("US-ASCII"), MissingValues.FAIL, speed))
              .getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void rowsAreTheSameStreamedAndCached(String text, CsvFormat format, String rows)
      throws IOException {
    if (rows == null) {
      return;
    }
    Path source = Files.writeString(directory.resolve("t.csv"), text);
    Schema schema = Schema.target("y");
    CsvCache cache =
        new CsvCache(
            directory.resolve("t.npy"), source, format, schema, MissingValues.SKIP, note -> {});
    try (Dataset expected =
            CsvReader.read(TextInput.of(source), format, schema, MissingValues.SKIP);
        CsvStream stream =
            new CsvStream(
                TextInput.of(source), format, schema, MissingValues.SKIP, ReadingOptions.DEFAULT);
        RowSource stored = stream.stored(directory);
        Dataset written = cache.read(ReadingOptions.DEFAULT);
        Dataset cached = cache.read(ReadingOptions.DEFAULT)) {
      assertEquals(rows, text(expected));
      assertEquals(expected.fingerprint(), stored.fingerprint());
      assertEquals(expected.fingerprint(), written.fingerprint());
      assertEquals(expected.fingerprint(), cached.fingerprint());
    }
  }

  @Test
  void charactersWithTwoMeaningsAreRejected() {
    CsvFormat comma = new CsvFormat(Optional.of(','), true);
    CellFormat decimalComma = CellFormat.DEFAULT.withDecimalComma(true);
    CellFormat grouped = CellFormat.DEFAULT.withThousands(',');

    assertThrows(IllegalArgumentException.class, () -> comma.withCells(decimalComma));
    assertThrows(IllegalArgumentException.class, () -> comma.withCells(grouped));
    assertThrows(IllegalArgumentException.class, () -> comma.withComment(','));
    assertThrows(IllegalArgumentException.class, () -> decimalComma.withThousands(','));
    assertThrows(IllegalArgumentException.class, () -> CellFormat.DEFAULT.withThousands('.'));
    for (char c : List.of('0', '-', '+', '.', 'e', '"', ' ', '\n')) {
      if (c != 'e' && c != ' ' && c != '.') {
        assertThrows(
            IllegalArgumentException.class, () -> CellFormat.DEFAULT.withThousands(c), "" + c);
      }
      if (c != 'e') {
        assertThrows(IllegalArgumentException.class, () -> comma.withComment(c), "" + c);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> comma.withSkipLines(-1));
  }

  @Test
  void decimalCommasGiveTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("a;y\n");
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double number =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt() / Math.pow(10, random.nextInt(12));
      if (Double.isFinite(number)) {
        expected.add(number);
        text.append(Double.toString(number).replace('.', ',')).append(";0\n");
      }
    }
    for (CsvTable.Speed speed : speeds()) {
      TextInput input =
          new TextInput(
              new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), "t.csv");
      try (Dataset rows =
          CsvReader.read(
              input,
              COMMA,
              Schema.target("y"),
              MissingValues.FAIL,
              ReadingOptions.DEFAULT,
              speed)) {
        assertArrayEquals(
            expected.stream().mapToDouble(Double::doubleValue).toArray(),
            rows.features().data().asDouble());
      }
    }
  }
}
