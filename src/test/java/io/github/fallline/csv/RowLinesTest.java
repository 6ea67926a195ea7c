package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLinesTest {
  private static TextInput input(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TextInput(new ByteArrayInputStream(bytes), "data.csv");
  }

  private static Optional<long[]> lines(
      String text, boolean header, MissingValues missing, long... rows) {
    CsvFormat format = new CsvFormat(Optional.empty(), header);
    Schema schema = header ? Schema.target("y") : Schema.target("2");
    return lines(RowLines.find(input(text), format, schema, missing, new RowIndex(), rows));
  }

  private static Optional<long[]> lines(Optional<List<RowLines.Place>> places) {
    return places.map(all -> all.stream().mapToLong(RowLines.Place::line).toArray());
  }

  private static String unescaped(String text) {
    return text.replace("~", "\n").replace("^", "\r");
  }

  /** {@code ~} is a line feed, {@code ^} a carriage return. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "header            | true  | FAIL | x,y~1,2~2,3~4,5~            | 2 3 4",
        "no header         | false | FAIL | 1,2~2,3~4,5                 | 1 2 3",
        "blank lines       | true  | FAIL | ~~x,y~~1,2~ ~~2,3~4,5~~     | 5 8 9",
        "skipped rows      | true  | SKIP | x,y~,2~1,2~3,~2,3~NA,NA~4,5 | 3 5 7",
        "no target, mean   | true  | MEAN | x,y~,2~3,~2,3~4,5           | 2 4 5",
        "quoted line feeds | true  | FAIL | x,t,y~1,\"a~b\",2~2,\"~~\",3~4,c,5 | 2 4 7",
        "quoted header     | true  | FAIL | x,\"t~~u\",y~1,a,2~2,b,3~4,c,5 | 4 5 6",
        "CR LF             | true  | FAIL | x,y^~^~1,2^~2,3^~4,5^~      | 3 4 5",
        "CR                | true  | FAIL | x,y^1,2^^2,3^4,5^           | 2 4 5",
        "odd quotes        | true  | FAIL | x,t,y~1,a,2~~2,b\"c,3~4,c,5 | 2 4 5"
      })
  void lineIsWhereTheRecordBegins(
      String name, boolean header, MissingValues missing, String text, String expected) {
    String given = unescaped(text);
    Schema schema = given.contains("t") ? without(column(given)) : Schema.target("y");
    CsvFormat format = new CsvFormat(Optional.empty(), header);
    Optional<long[]> found =
        lines(
            RowLines.find(
                input(given),
                format,
                header ? schema : Schema.target("2"),
                missing,
                new RowIndex(),
                2,
                0,
                1));
    long[] lines = Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
    assertArrayEquals(new long[] {lines[2], lines[0], lines[1]}, found.orElseThrow(), name);
  }

  private static Schema without(String column) {
    return Schema.target("y").withExcluded(List.of(column));
  }

  private static String column(String text) {
    return text.contains("t\n\nu") ? "t\n\nu" : "t";
  }

  /** Of several entries of an index, with skipped rows, blank lines and quoted line feeds. */
  private static String longText(int titles, boolean odd) {
    StringBuilder text = new StringBuilder("title\n".repeat(titles)).append("line,word,y\n");
    long line = 2L + titles;
    while (text.length() < 14 << 20) {
      int kind = (int) (line * 31 % 97);
      if (odd && text.length() > 9 << 20) {
        text.append(line).append(",od\"d,0.5\n"); // from here on for commons-csv
      } else if (kind == 3) {
        text.append(",skipped,1\n");
      } else if (kind == 5) {
        text.append('\n');
      } else {
        text.append(line).append(kind == 7 ? ",\"two\nlines\"," : ",word,").append("0.5\n");
        line += kind == 7 ? 1 : 0;
      }
      line++;
    }
    return text.toString();
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The first column has the line of its row. */
  @ParameterizedTest
  @CsvSource({
    "0, false, false, false",
    "3, false, false, true",
    "0, true, false, true",
    "2, false, true, false"
  })
  void everyRowOfALongTextIsOnTheLineThatItNames(
      int titles, boolean odd, boolean gzip, boolean streamed, @TempDir Path folder)
      throws IOException {
    String text = longText(titles, odd);
    Path file = folder.resolve("data.csv");
    Files.write(file, gzip ? compressed(text) : text.getBytes(StandardCharsets.UTF_8));
    Schema schema = without("word");
    CsvFormat format = CsvFormat.DETECT.withSkipLines(titles);
    RowIndex index = new RowIndex();
    ReadingOptions options = ReadingOptions.DEFAULT.withIndex(index);
    TextInput input = TextInput.of(file);
    double[] named;
    try (CsvStream rows = new CsvStream(input, format, schema, MissingValues.SKIP, options);
        RowSource stored = streamed ? rows.stored(folder) : null;
        Dataset held =
            streamed ? null : CsvReader.read(input, format, schema, MissingValues.SKIP, options)) {
      named = streamed ? firstColumn(stored) : held.features().getColumn(0).toDoubleVector();
    }
    long[] expected = Arrays.stream(named).mapToLong(value -> (long) value).toArray();
    int count = expected.length;
    assertTrue(index.before(count - 1L).offset() > 7 << 20);

    long[] few = {count - 1L, 7, count / 2, count / 2 + 1, count / 3};
    for (RowIndex known : List.of(index, new RowIndex())) {
      Optional<long[]> found =
          lines(RowLines.find(input, format, schema, MissingValues.SKIP, known, few));
      assertArrayEquals(
          Arrays.stream(few).map(row -> expected[(int) row]).toArray(), found.orElseThrow());
    }
    long[] all = LongStream.range(0, count).toArray();
    assertArrayEquals(
        expected,
        lines(RowLines.find(input, format, schema, MissingValues.SKIP, index, all)).orElseThrow());
  }

  private static double[] firstColumn(RowSource rows) {
    double[] first = new double[(int) rows.rows()];
    int at = 0;
    try (Tile tile = rows.newTile(1000);
        RowStream.Pass pass = rows.pass(1000)) {
      while (pass.next(tile)) {
        double[] numbers = new double[tile.rows() * rows.featureNames().size()];
        tile.read(numbers);
        for (int i = 0; i < tile.rows(); i++) {
          first[at++] = numbers[i * rows.featureNames().size()];
        }
      }
    }
    return first;
  }

  @Test
  void textThatHasBecomeShorterHasNoLines(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("data.csv");
    String text = longText(0, false);
    Files.writeString(file, text);
    Schema schema = without("word");
    RowIndex index = new RowIndex();
    TextInput input = TextInput.of(file);
    long rows;
    try (Dataset data =
        CsvReader.read(
            input,
            CsvFormat.DETECT,
            schema,
            MissingValues.SKIP,
            ReadingOptions.DEFAULT.withIndex(index))) {
      rows = data.rows();
    }
    Files.writeString(file, text.substring(0, 2 << 20));

    assertEquals(
        Optional.empty(),
        RowLines.find(input, CsvFormat.DETECT, schema, MissingValues.SKIP, index, rows - 1));
  }

  @Test
  void rowsThatATextHasNotHaveNoLines() {
    assertTrue(lines("x,y\n1,2\n", true, MissingValues.FAIL, 0, 1).isEmpty());
  }
}
