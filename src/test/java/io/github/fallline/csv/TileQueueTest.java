package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.parser.ParallelParser;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.csv.parser.RecordLayout;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Tile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that come and go on many threads, from chunks of a few lines. */
@Timeout(60)
class TileQueueTest {
  private static final RecordLayout LAYOUT =
      new RecordLayout(',', 2, new int[] {0, 1}, true, RecordLayout.Gaps.REFUSED);
  private static final int ROWS = 4000;
  private static final int CHUNK_BYTES = 100;

  /** The rows i, 2 i, parsed by the threads that take them and {@code threads} others. */
  private static final class Stream implements RowSink, AutoCloseable {
    private final ParallelParser parser;
    private final TileQueue queue;
    private int rows;

    Stream(int threads, int tileRows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < ROWS; i++) {
        text.append(i).append(',').append(2 * i).append('\n');
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
      RecordChunks chunks = new RecordChunks(new ByteArrayInputStream(bytes), CHUNK_BYTES);
      parser = new ParallelParser(chunks, LAYOUT, this, () -> {});
      parser.setThreadsBeside(threads);
      queue = new TileQueue(tileRows, false, parser::parseOneChunk);
    }

    @Override
    public void endParsed() {
      try {
        parser.requireSuccess();
        queue.end(rows);
      } catch (RuntimeException e) {
        queue.fail(e);
      }
    }

    @Override
    public long reserve(RowBlock block) {
      int place = rows;
      rows += block.rows();
      return place;
    }

    @Override
    public void awaitRoom() {
      queue.awaitRoom();
    }

    @Override
    public void write(long place, RowBlock block) {
      queue.write(place, block);
    }

    @Override
    public void close() {
      queue.close();
      parser.abandon(new TileQueue.ClosedException());
    }
  }

  static List<Arguments> many() {
    List<Arguments> cases = new ArrayList<>();
    for (int threads : new int[] {0, 1, 2, 8}) {
      for (int takers : new int[] {1, 2, 8}) {
        for (int tileRows : new int[] {1, 7, 64, ROWS / 2, ROWS, 2 * ROWS}) {
          cases.add(Arguments.of(threads, takers, tileRows));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("many")
  void eachRowIsInItsTile(int threads, int takers, int tileRows) throws Exception {
    double[] features = new double[ROWS];
    double[] targets = new double[ROWS];
    AtomicInteger rows = new AtomicInteger();
    try (Stream stream = new Stream(threads, tileRows)) {
      onThreads(
          takers,
          () -> {
            try (Tile tile = new Tile(1, tileRows)) {
              double[] numbers = new double[tileRows];
              while (stream.queue.next(tile)) {
                int first = Math.toIntExact(tile.index() * tileRows);
                assertEquals(Math.min(tileRows, ROWS - first), tile.rows());
                tile.read(numbers);
                System.arraycopy(numbers, 0, features, first, tile.rows());
                System.arraycopy(tile.targets(), 0, targets, first, tile.rows());
                rows.addAndGet(tile.rows());
              }
            }
            return null;
          });
    }

    assertEquals(ROWS, rows.get());
    double[] expected = new double[ROWS];
    Arrays.setAll(expected, i -> i);
    assertArrayEquals(expected, features);
    Arrays.setAll(expected, i -> 2 * i);
    assertArrayEquals(expected, targets);
  }

  private static void onThreads(int count, Callable<Void> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(threads.submit(task));
      }
      for (Future<Void> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** One of two takers ends with its first tile; the other gets all that it leaves. */
  @Test
  void takersMayEndEarly() throws Exception {
    try (Stream stream = new Stream(2, 10)) {
      onThreads(
          1,
          () -> {
            try (Tile tile = new Tile(1, 10)) {
              assertTrue(stream.queue.next(tile));
            }
            return null;
          });
      try (Tile tile = new Tile(1, 10)) {
        int tiles = 1;
        while (stream.queue.next(tile)) {
          assertEquals(tiles++, tile.index());
        }
        assertEquals(ROWS / 10, tiles);
      }
    }
  }

  @Test
  void closingEndsThreadsThatWait() {
    for (int threads = 1; threads <= 3; threads++) {
      try (Stream stream = new Stream(threads, 10);
          Tile tile = new Tile(1, 10)) {
        assertTrue(stream.queue.next(tile));
        assertEquals(threads, readers());
      }
      assertEquals(0, readers());
    }
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("fallline-reader"))
        .count();
  }

  @Test
  void failuresReachTheThreadThatTakesTiles() throws Exception {
    IllegalStateException failure = new IllegalStateException("broken");
    try (Stream stream = new Stream(1, 10);
        Tile tile = new Tile(1, 10)) {
      assertTrue(stream.queue.next(tile));
      stream.parser.abandon(failure);
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () -> {
                while (stream.queue.next(tile)) {
                  assertTrue(tile.index() < ROWS / 10);
                }
              }));
    }
  }

  @Test
  void interruptedTakersSaySo() throws Exception {
    try (Stream stream = new Stream(1, 10)) {
      ExecutionException thrown =
          assertThrows(
              ExecutionException.class,
              () ->
                  onThreads(
                      1,
                      () -> {
                        Thread.currentThread().interrupt();
                        try (Tile tile = new Tile(1, 10)) {
                          stream.queue.next(tile);
                        }
                        return null;
                      }));
      assertEquals("interrupted while reading", thrown.getCause().getMessage());
    }
  }

  /** All threads end, at whatever moment it happens and whichever of them wait. */
  @RepeatedTest(200)
  void anInterruptedTakerEndsAll(RepetitionInfo repetition) throws Exception {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int tileRows = random.nextInt(1, 300);
    List<Thread> takers = new ArrayList<>();
    try (Stream stream = new Stream(random.nextInt(1, 6), tileRows)) {
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        takers.add(new Thread(() -> takeAll(stream.queue, tileRows)));
      }
      takers.forEach(Thread::start);
      LockSupport.parkNanos(random.nextInt(3_000_000));
      takers.get(0).interrupt();
      for (Thread taker : takers) {
        taker.join();
      }
    }
    assertEquals(0, takers.stream().filter(Thread::isAlive).count());
  }

  private static void takeAll(TileQueue queue, int tileRows) {
    try (Tile tile = new Tile(1, tileRows)) {
      boolean some = true;
      while (some) {
        some = queue.next(tile);
      }
    } catch (IllegalStateException e) {
      return; // an interrupted thread fails the others too
    }
  }

  /** Two wait for rows before theirs; when one of them gives up, the rows of the other are lost. */
  @Test
  void rowsThatCannotBePutInPlaceEndAll() throws Exception {
    TileQueue queue = new TileQueue(10, false, () -> false);
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread first = writer(queue, 1, thrown);
    Thread second = writer(queue, 2, thrown);
    while (first.getState() != Thread.State.WAITING || second.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }

    first.interrupt();
    first.join();
    second.join();

    assertEquals(2, thrown.size());
    assertEquals("interrupted while reading", thrown.get(0).getMessage());
    assertSame(thrown.get(0), thrown.get(1));
    assertSame(thrown.get(0), assertThrows(IllegalStateException.class, queue::awaitRoom));
  }

  /** One thread gives up with half of its tile; no other can take the rest of it. */
  @Test
  void tilesThatCannotBeTakenEndAll() {
    TileQueue queue = new TileQueue(2, false, () -> false);
    RowBlock block = LAYOUT.newBlock();
    block.add(new double[] {0, 0});
    queue.write(0, block);
    try (Tile tile = new Tile(1, 2)) {
      Thread.currentThread().interrupt();
      RuntimeException thrown = assertThrows(RuntimeException.class, () -> queue.next(tile));
      assertEquals("interrupted while reading", thrown.getMessage());
      assertTrue(Thread.interrupted());
      assertSame(thrown, assertThrows(RuntimeException.class, queue::awaitRoom));
      assertSame(thrown, assertThrows(RuntimeException.class, () -> queue.next(tile)));
    }
  }

  @Test
  void tilesHaveRows() {
    assertThrows(IllegalArgumentException.class, () -> new TileQueue(0, false, () -> false));
  }

  private static Thread writer(TileQueue queue, long place, List<Throwable> thrown) {
    RowBlock block = LAYOUT.newBlock();
    block.add(new double[] {place, 0});
    Thread thread =
        new Thread(
            () -> {
              try {
                queue.write(place, block);
              } catch (RuntimeException e) {
                thrown.add(e);
              }
            });
    thread.start();
    return thread;
  }
}
