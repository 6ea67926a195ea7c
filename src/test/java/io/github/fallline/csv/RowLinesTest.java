package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLinesTest {
  private static TextInput input(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TextInput(new ByteArrayInputStream(bytes), "data.csv");
  }

  private static Optional<long[]> lines(
      String text, boolean header, MissingValues missing, long... rows) {
    CsvFormat format = new CsvFormat(Optional.empty(), header, false);
    Schema schema = header ? Schema.target("y") : Schema.target("2");
    return lines(RowLines.find(input(text), format, schema, missing, rows));
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
    CsvFormat format = new CsvFormat(Optional.empty(), header, false);
    Optional<long[]> found =
        lines(
            RowLines.find(
                input(given), format, header ? schema : Schema.target("2"), missing, 2, 0, 1));
    long[] lines = Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
    assertArrayEquals(new long[] {lines[2], lines[0], lines[1]}, found.orElseThrow(), name);
  }

  private static Schema without(String column) {
    return new Schema(Optional.of("y"), List.of(), List.of(column));
  }

  private static String column(String text) {
    return text.contains("t\n\nu") ? "t\n\nu" : "t";
  }

  /** Of 2 MB in several chunks, with skipped rows, blank lines and quoted line feeds. */
  @Test
  void everyRowOfALongTextIsOnTheLineThatItNames() {
    StringBuilder text = new StringBuilder("line,word,y\n");
    long line = 2;
    int rows = 0;
    while (text.length() < 2 << 20) {
      int kind = (int) (line * 31 % 97);
      if (kind == 3) {
        text.append(",skipped,1\n");
      } else if (kind == 5) {
        text.append('\n');
      } else {
        text.append(line).append(kind == 7 ? ",\"two\nlines\"," : ",word,").append("0.5\n");
        line += kind == 7 ? 1 : 0;
        rows++;
      }
      line++;
    }
    Schema schema = without("word");
    try (Dataset data =
        CsvReader.read(
            input(text.toString()),
            CsvFormat.DETECT,
            schema,
            MissingValues.SKIP,
            ReadingOptions.DEFAULT)) {
      assertEquals(rows, data.rows());
      long[] all = LongStream.range(0, rows).toArray();
      long[] few = {rows - 1L, 7, rows / 2};
      long[] expected = new long[rows];
      for (int i = 0; i < rows; i++) {
        expected[i] = (long) data.features().getDouble(i, 0);
      }
      assertArrayEquals(
          expected,
          lines(
                  RowLines.find(
                      input(text.toString()), CsvFormat.DETECT, schema, MissingValues.SKIP, all))
              .orElseThrow());
      assertArrayEquals(
          new long[] {expected[rows - 1], expected[7], expected[rows / 2]},
          lines(
                  RowLines.find(
                      input(text.toString()), CsvFormat.DETECT, schema, MissingValues.SKIP, few))
              .orElseThrow());
    }
  }

  @Test
  void rowsThatATextHasNotHaveNoLines() {
    assertTrue(lines("x,y\n1,2\n", true, MissingValues.FAIL, 0, 1).isEmpty());
  }
}
