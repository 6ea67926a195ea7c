package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelParserTest {
  private static final RecordLayout LAYOUT =
      new RecordLayout(',', 1, new int[] {0}, false, RecordLayout.Gaps.REFUSED);
  private static final int ROWS = 5_000;

  /** The numbers from 0 on, one a line. */
  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static ParallelParser parse(String text, RowSink sink) {
    RecordChunks chunks = new RecordChunks(new ByteArrayInputStream(text.getBytes(UTF_8)), 50);
    return new ParallelParser(chunks, LAYOUT, sink, () -> {});
  }

  /** Keeps rows in the order of their places. */
  private static class Rows implements RowSink {
    private final List<Double> numbers = Collections.synchronizedList(new ArrayList<>());

    @Override
    public long reserve(RowBlock block) {
      int place = numbers.size();
      numbers.addAll(Collections.nCopies(block.rows(), Double.NaN));
      return place;
    }

    @Override
    public void write(long place, RowBlock block) {
      for (int i = 0; i < block.rows(); i++) {
        numbers.set((int) place + i, block.features()[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void putsRowsInTheOrderOfTheText(int threads) throws IOException {
    Rows rows = new Rows();
    ParallelParser parser = parse(numbers(ROWS), rows);
    parser.run(threads);

    assertEquals(IntStream.range(0, ROWS).mapToObj(i -> (double) i).toList(), rows.numbers);
    assertEquals(ROWS, parser.lines());
    assertEquals(0, parser.rest().readAllBytes().length);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "4, 0", "1, 2000", "2, 2000", "4, 2000", "4, 4999"})
  void leavesTheTextFromTheFirstUncertainRecordOn(int threads, int before) throws IOException {
    Rows rows = new Rows();
    String rest = "x\n" + numbers(ROWS);
    ParallelParser parser = parse(numbers(before) + rest, rows);
    parser.run(threads);

    assertEquals(before, rows.numbers.size());
    assertEquals(before, parser.lines());
    assertEquals(rest, new String(parser.rest().readAllBytes(), UTF_8));
  }

  /** A failure of the sink ends every thread and comes up here. */
  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "4, true", "1, false", "2, false", "4, false"})
  void throwsWhatTheSinkThrows(int threads, boolean early) {
    IllegalStateException failure = new IllegalStateException("full");
    RowSink full =
        new Rows() {
          @Override
          public long reserve(RowBlock block) {
            return failIf(early, block, super.reserve(block));
          }

          @Override
          public void write(long place, RowBlock block) {
            failIf(!early, block, place);
          }

          private long failIf(boolean now, RowBlock block, long place) {
            if (now && block.rows() > 0 && place > 500) {
              throw failure;
            }
            return place;
          }
        };
    ParallelParser parser = parse(numbers(ROWS), full);

    assertSame(failure, assertThrows(IllegalStateException.class, () -> parser.run(threads)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void keepsAnInterruptForTheCaller(int threads) {
    Rows rows = new Rows();
    Thread.currentThread().interrupt();
    parse(numbers(ROWS), rows).run(threads);

    assertTrue(Thread.interrupted());
    assertEquals(ROWS, rows.numbers.size());
  }
}
