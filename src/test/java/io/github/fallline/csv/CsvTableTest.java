package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @TempDir private Path directory;

  private static CsvTable table(TextInput input, Schema schema) {
    return new CsvTable(input, CsvFormat.DETECT, schema, MissingValues.FAIL);
  }

  /** The numbers in the largest block of rows that came, with the room that it had. */
  private static int largestBlock(String text, Schema schema, int rows) {
    AtomicInteger largest = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    RowSink sink =
        new RowSink() {
          @Override
          public long reserve(RowBlock block) {
            return all.getAndAdd(block.rows());
          }

          @Override
          public void write(long place, RowBlock block) {
            largest.accumulateAndGet(block.features().length, Math::max);
          }
        };
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (CsvTable table = table(new TextInput(new ByteArrayInputStream(bytes), "a text"), schema)) {
      table.readRows(sink, ReadingOptions.DEFAULT.withThreads(2).speed(), (read, known) -> {});
    }
    assertEquals(rows, all.get());
    return largest.get();
  }

  /** Seven bytes become a thousand numbers. Without line feeds there are no small chunks. */
  @ParameterizedTest
  @CsvSource({"LF, 1048576", "CR, 4194304"})
  void blocksStaySmallWhereWordsBecomeManyNumbers(String lineEnd, int largest) {
    String end = lineEnd.equals("LF") ? "\n" : "\r";
    int rows = 20_000;
    List<String> levels = IntStream.range(0, 1000).mapToObj(i -> String.valueOf(1000 + i)).toList();
    CategoricalColumn column = new CategoricalColumn("a", levels, false);
    StringBuilder text = new StringBuilder("a,y" + end);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < rows; i++) {
      text.append(levels.get(random.nextInt(1000))).append(",1").append(end);
    }

    Schema schema = Schema.target("y").withCategorical(List.of(column));
    assertTrue(largestBlock(text.toString(), schema, rows) <= largest);
  }

  @Test
  void blocksStaySmallWhereNumbersAreShort() {
    int rows = 1_000_000;
    String text = "a,b,y\n" + "1,2,3\n".repeat(rows);
    assertTrue(largestBlock(text, Schema.target("y"), rows) <= 1 << 20);
  }

  /** A kilobyte, more than is read for the header, more than is read at most beforehand. */
  @ParameterizedTest
  @ValueSource(ints = {100, 20_000, 200_000})
  void judgesTheNumberOfLines(int rows) throws IOException {
    StringBuilder text = new StringBuilder("a,y\n");
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 1; i < rows; i++) {
      text.append(random.nextInt(10_000, 100_000)).append(",1\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    Path plain = Files.write(directory.resolve("t.csv"), bytes);
    Path compressed = directory.resolve("t.csv.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      gzip.write(bytes);
    }

    assertEquals(rows, linesAbout(TextInput.of(plain)), 0.01 * rows);
    assertEquals(rows, linesAbout(TextInput.of(compressed)), 0.3 * rows); // buffers read ahead
    try (CsvTable table =
        table(new TextInput(new ByteArrayInputStream(bytes), "a text"), Schema.target("y"))) {
      OptionalLong lines = table.linesAbout();
      assertEquals(bytes.length < 1 << 20, lines.isPresent());
      assertEquals(rows, (double) lines.orElse(rows), 0.01 * rows);
    }
  }

  private static double linesAbout(TextInput input) {
    try (CsvTable table = table(input, Schema.target("y"))) {
      double lines = table.linesAbout().orElseThrow();
      int[] rows = new int[1];
      RowSink sink =
          new RowSink() {
            @Override
            public long reserve(RowBlock block) {
              return rows[0] += block.rows();
            }

            @Override
            public void write(long place, RowBlock block) {}
          };
      table.readRows(sink, ReadingOptions.DEFAULT.withThreads(1).speed(), (bytes, known) -> {});
      assertEquals(lines, rows[0] + 1, 0.4 * lines); // what was judged was not lost for the rows
      return lines;
    }
  }
}
