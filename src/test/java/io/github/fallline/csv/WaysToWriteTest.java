package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.CellFormat;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One data set, written in many ways, has one matrix. */
class WaysToWriteTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 4;
  private static final CellFormat COMMA = CellFormat.DEFAULT.withDecimalComma(true);

  @TempDir Path directory;

  /** A way to write: what separates, how cells, lines and the whole are written, how it is read. */
  private record Way(
      String name,
      char separator,
      UnaryOperator<String> cell,
      UnaryOperator<String> whole,
      Charset charset,
      CsvFormat format) {
    Way(String name, char separator, UnaryOperator<String> cell, UnaryOperator<String> whole) {
      this(name, separator, cell, whole, UTF_8, CsvFormat.DETECT);
    }

    Way as(CsvFormat other) {
      return new Way(name, separator, cell, whole, charset, other);
    }

    Way in(Charset other) {
      return new Way(name, separator, cell, whole, other, format);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Way cells(String name, char separator, UnaryOperator<String> cell) {
    return new Way(name, separator, cell, text -> text);
  }

  private static Way whole(String name, UnaryOperator<String> whole) {
    return new Way(name, ',', cell -> cell, whole);
  }

  private static CsvFormat read(CellFormat cells) {
    return CsvFormat.DETECT.withCells(cells);
  }

  private static String quoted(String cell) {
    return '"' + cell + '"';
  }

  private static boolean isNumber(String cell) {
    return !cell.isEmpty() && !Character.isLetter(cell.charAt(0));
  }

  private static String comma(String cell) {
    return isNumber(cell) ? cell.replace('.', ',') : cell;
  }

  private static String grouped(String cell, char separator, char point) {
    int end = cell.indexOf('.');
    if (!isNumber(cell) || end < 0) {
      return cell;
    }
    StringBuilder whole = new StringBuilder(cell.substring(0, end));
    for (int i = whole.length() - 3; i > (cell.startsWith("-") ? 1 : 0); i -= 3) {
      whole.insert(i, separator);
    }
    return whole.append(point).append(cell.substring(end + 1)).toString();
  }

  private static String gap(String cell, String word) {
    return cell.isEmpty() ? word : cell;
  }

  private static String everyOther(String cell, UnaryOperator<String> change) {
    return cell.hashCode() % 2 == 0 ? change.apply(cell) : cell;
  }

  /** Puts a line behind each third one. */
  private static String between(String text, String line) {
    StringBuilder lines = new StringBuilder();
    int count = 0;
    for (String each : text.lines().toList()) {
      lines.append(each).append('\n').append(count++ % 3 == 0 ? line : "");
    }
    return lines.toString();
  }

  static Stream<Way> ways() {
    CsvFormat hash = CsvFormat.DETECT.withComment('#');
    return Stream.of(
        cells("plain", ',', cell -> cell),
        cells("semicolons", ';', cell -> cell),
        cells("tabs", '\t', cell -> cell),
        cells("bars", '|', cell -> cell),
        cells("carets", '^', cell -> cell).as(new CsvFormat(Optional.of('^'), true)),
        cells("quoted", ',', WaysToWriteTest::quoted),
        cells("quoted with semicolons", ';', WaysToWriteTest::quoted),
        cells("some quoted", ',', cell -> everyOther(cell, WaysToWriteTest::quoted)),
        cells("padded", ',', cell -> "  " + cell + " "),
        cells("padded in quotes", ',', cell -> "\" " + cell + "\t\""),
        cells("padded around quotes", ',', cell -> ' ' + quoted(cell) + ' '),
        cells(
            "plus signs", ',', cell -> cell.startsWith("-") || !isNumber(cell) ? cell : "+" + cell),
        cells("zeros behind", ',', cell -> cell.contains(".") ? cell + "000" : cell),
        cells("exponents", ',', cell -> cell.contains(".") ? cell + "E+0" : cell),
        cells("missing words", ',', cell -> gap(cell, "NA")),
        cells("other missing words", ',', cell -> gap(cell, "null")),
        cells("own missing words", ',', cell -> gap(cell, "leer"))
            .as(read(CellFormat.DEFAULT.withMissingWords(new MissingWords(List.of("leer"))))),
        cells("numbers for missing", ',', cell -> gap(cell, "-9999"))
            .as(read(CellFormat.DEFAULT.withMissingWords(new MissingWords(List.of("-9999"))))),
        cells("decimal commas", ';', WaysToWriteTest::comma).as(read(COMMA)),
        cells("decimal commas with tabs", '\t', WaysToWriteTest::comma).as(read(COMMA)),
        cells("quoted decimal commas", ',', cell -> quoted(comma(cell))).as(read(COMMA)),
        cells("decimal commas and points", ';', cell -> grouped(cell, '.', ','))
            .as(read(COMMA.withThousands('.'))),
        cells("thousands commas", ',', cell -> quoted(grouped(cell, ',', '.')))
            .as(read(CellFormat.DEFAULT.withThousands(','))),
        cells("thousands apostrophes", ',', cell -> grouped(cell, '\'', '.'))
            .as(read(CellFormat.DEFAULT.withThousands('\''))),
        cells("percent", ',', WaysToWriteTest::percent)
            .as(read(CellFormat.DEFAULT.withPercent(true))),
        cells("euros", ';', cell -> isNumber(cell) ? comma(cell) + " \u20ac" : cell)
            .as(read(COMMA.withCurrency(true))),
        cells("parentheses", ',', WaysToWriteTest::parentheses)
            .as(read(CellFormat.DEFAULT.withCurrency(true))),
        whole("byte order mark", text -> '\ufeff' + text),
        whole("ends CR LF", text -> text.replace("\n", "\r\n")),
        whole("ends CR", text -> text.replace('\n', '\r')),
        whole("no last end", String::stripTrailing),
        whole("blank lines", text -> "\n" + between(text, "  \n")),
        whole("comments", text -> "# of 2024\n" + between(text, "# note, \"\n")).as(hash),
        whole("a title", text -> "Prices, of 2024\n\n" + text)
            .as(CsvFormat.DETECT.withSkipLines(2)),
        whole("sep= line", text -> "sep=,\n" + text),
        whole("ends in separators", text -> text.replace("\n", ",\n")),
        whole("UTF-16LE", text -> '\ufeff' + text).in(UTF_16LE),
        whole("UTF-16BE", text -> '\ufeff' + text).in(UTF_16BE),
        whole("Latin-1", text -> text).in(ISO_8859_1).as(CsvFormat.DETECT.withCharset(ISO_8859_1)),
        whole("gzip", text -> text + "gzip"));
  }

  private static String percent(String cell) {
    int point = cell.indexOf('.');
    if (point < 0 || !isNumber(cell)) {
      return cell;
    }
    String decimals = cell.substring(point + 1) + "00";
    return cell.substring(0, point) + decimals.substring(0, 2) + '.' + decimals.substring(2) + " %";
  }

  private static String parentheses(String cell) {
    return cell.startsWith("-") ? "(" + cell.substring(1) + ")" : cell;
  }

  private static byte[] bytes(Way way) {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        boolean missing = i > 0 && j == 1 && i % 7 == 0;
        double number = (random.nextInt(2_000_001) - 1_000_000) / (j == 2 ? 1000.0 : 10.0);
        String cell = missing ? "" : String.format(Locale.ROOT, j == 2 ? "%.3f" : "%.1f", number);
        String name = j == COLUMNS - 1 ? "y" : j == 0 ? "gr\u00f6\u00dfe" : "x" + j;
        text.append(j == 0 ? "" : way.separator);
        text.append(way.cell.apply(i == 0 ? name : cell));
      }
      text.append('\n');
    }
    String whole = way.whole.apply(text.toString());
    return whole.endsWith("gzip")
        ? gzip(whole.substring(0, whole.length() - 4).getBytes(UTF_8))
        : whole.getBytes(way.charset);
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

  private Map<String, String> outcomes(Way way) {
    return new TableReadings(bytes(way), way.format, Schema.target("y"), MissingValues.SKIP)
        .all(directory);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void matrixIsTheSameHoweverItIsWritten(Way way) {
    String expected = outcomes(cells("plain", ',', cell -> cell)).values().iterator().next();

    assertTrue(expected.startsWith("gr\u00f6\u00dfe x1 x2 | "), expected);
    assertEquals(ROWS - ROWS / 7, expected.split(";", -1).length, expected);
    outcomes(way).forEach((reader, outcome) -> assertEquals(expected, outcome, reader));
  }

  @Test
  void thereAreThirtyWays() {
    assertTrue(ways().count() >= 30);
  }
}
