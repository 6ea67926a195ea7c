package io.github.fallline.csv;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One text being parsed by several threads, the caller's among them: each takes a chunk, parses it,
 * waits for its turn to set a place aside for the rows, and puts them there.
 */
public final class ParallelParse {
  private final RecordChunks chunks;
  private final RowLayout layout;
  private final RowSink sink;
  private final List<InputStream> unparsed = new ArrayList<>();
  private long turn;
  private long lines;
  private boolean stopped;
  private boolean interrupted;
  private Throwable failure;

  /** What is to be parsed, and where the rows go. */
  public ParallelParse(RecordChunks chunks, RowLayout layout, RowSink sink) {
    this.chunks = chunks;
    this.layout = layout;
    this.sink = sink;
  }

  /**
   * Parses until the end of the text or the first record that is not certain. When it returns or
   * throws, no thread touches the text or the sink any more.
   *
   * @param threads at most; more than one only where there is more than one chunk
   * @param progress called now and then on the caller's thread
   */
  public void run(int threads, Runnable progress) {
    List<Thread> others = new ArrayList<>();
    Chunk first = new Chunk();
    boolean some = chunks.next(first);
    for (int i = 1; i < threads && some && !chunks.hasEnded(); i++) {
      Thread thread = new Thread(() -> work(new Chunk(), false, () -> {}), "fallline-reader");
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    work(first, some, progress);
    others.forEach(this::await);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** The lines before {@link #rest()}. */
  public long lines() {
    return lines;
  }

  /**
   * The text from the first record on that was not certain; empty if all was. The source's own
   * failures come up here.
   */
  public InputStream rest() {
    List<InputStream> parts = new ArrayList<>(unparsed);
    parts.add(chunks.rest());
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private void work(Chunk chunk, boolean filled, Runnable progress) {
    try {
      RowParser parser = new RowParser(layout);
      RowBlock block = new RowBlock(layout);
      for (boolean more = filled || chunks.next(chunk); more; more = chunks.next(chunk)) {
        int stop = parser.parse(chunk.text(), 0, chunk.end(), block);
        if (parser.sawQuotes()) {
          chunks.expectQuotes();
        }
        long place = takeTurn(chunk, stop, block);
        if (place >= 0) {
          sink.write(place, block);
        }
        progress.run();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Returns where the rows go; negative for nowhere. */
  private synchronized long takeTurn(Chunk chunk, int stop, RowBlock block) {
    while (turn != chunk.index() && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (failure != null) {
      return -1;
    }
    turn++;
    notifyAll();
    if (stopped) {
      unparsed.add(chunk.copyFrom(0));
      return -1;
    }
    if (stop < chunk.end()) {
      stopped = true;
      chunks.end();
      unparsed.add(chunk.copyFrom(stop));
    }
    lines += block.lines();
    return sink.reserve(block);
  }

  private synchronized void fail(Throwable error) {
    failure = failure == null ? error : failure;
    chunks.end();
    notifyAll();
  }

  private void await(Thread other) {
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
