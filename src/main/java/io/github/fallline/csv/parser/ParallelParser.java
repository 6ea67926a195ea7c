package io.github.fallline.csv.parser;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.parallel.Threads;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses texts, one after another, on several threads: each takes a chunk, parses it, waits for its
 * turn to reserve a place for the rows, and writes them there.
 *
 * <p>They are the thread that {@linkplain #run runs} it and others that it starts; or the threads
 * that wait for the rows, which call {@link #parseOneChunk} meanwhile, and others beside them: the
 * fewer threads share the processors, the fewer rows move from thread to thread.
 */
public final class ParallelParser {
  private final RecordChunks chunks;
  private final RecordLayout layout;
  private final RowSink sink;
  private final Runnable progress;
  private final Object reporting = new Object();
  private final List<Unparsed> unparsed = new ArrayList<>();
  private final WorkerPool workers = new WorkerPool();
  private final List<Thread> others = new ArrayList<>();
  private int wantedOthers;
  private boolean othersReport;
  private long turn;

  /** The text of the chunk that had the last turn, and its lines up to there. */
  private int number;

  private long lines;
  private boolean stopped;
  private @Nullable Throwable failure;

  /** A worker: the memory with which a thread parses a chunk. */
  private final class Worker {
    final Chunk chunk = new Chunk();
    final RowParser parser = new RowParser(layout);
    final RowBlock block = layout.newBlock();
    boolean interrupted;
  }

  /** A part of a text behind the record that needs the slow path. */
  private static final class Unparsed {
    final int number;
    final InputStream bytes;

    Unparsed(int number, InputStream bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  /** The pool of workers; a thread acquires one for each chunk. */
  private final class WorkerPool {
    private final Deque<Worker> free = new ArrayDeque<>();
    private int taken;
    private boolean closed;
    private boolean over;

    /** Returns a worker; null if there is nothing left to do. */
    synchronized @Nullable Worker acquire() {
      if (closed) {
        return null;
      }
      Worker worker = free.isEmpty() ? new Worker() : free.pop();
      taken++;
      return worker;
    }

    synchronized void release(Worker worker) {
      taken--;
      free.push(worker);
    }

    synchronized void close() {
      closed = true;
    }

    /** Returns true once, when no worker is in use and none will be. */
    synchronized boolean endOnce() {
      boolean now = closed && taken == 0 && !over;
      over |= now;
      return now;
    }
  }

  /**
   * @param progress called periodically, by one thread at a time; only by that of {@link #run} if
   *     it reports
   */
  public ParallelParser(RecordChunks chunks, RecordLayout layout, RowSink sink, Runnable progress) {
    this.chunks = chunks;
    this.layout = layout;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Parses until the end of the last text or the first record that needs the slow path. When it
   * returns or throws, no thread touches the text or the sink any more.
   *
   * @param threads at most, including the caller's; more than one only if there is more than one
   *     chunk
   */
  public void run(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    wantedOthers = threads - 1;
    work(true);
    awaitOthers();
    requireSuccess();
  }

  /**
   * Sets the number of threads to start beside those that call {@link #parseOneChunk}, unless the
   * first chunk is the last; call it before the first chunk is parsed. The default is 0.
   */
  public void setThreadsBeside(int threads) {
    wantedOthers = threads;
    othersReport = true;
  }

  /**
   * Parses one chunk. It does not wait for room in the sink, so it is for threads that have no rows
   * to work on.
   *
   * @return false if there is no chunk left, or the thread is interrupted
   */
  public boolean parseOneChunk() {
    return !Thread.currentThread().isInterrupted() && parseOne(true);
  }

  /** Parses chunk by chunk where there is room for their rows. */
  private void work(boolean reports) {
    try {
      do {
        sink.awaitRoom();
      } while (parseOne(reports));
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Parses a chunk; returns false if there is none, or it failed. */
  private boolean parseOne(boolean reports) {
    Worker worker = workers.acquire();
    if (worker == null) {
      return false;
    }
    try {
      boolean some = chunks.next(worker.chunk);
      if (some) {
        startOthers();
        parse(worker, reports);
      } else {
        workers.close();
      }
      return some;
    } catch (RuntimeException | Error e) {
      fail(e);
      return false;
    } finally {
      if (worker.interrupted) {
        worker.interrupted = false;
        Thread.currentThread().interrupt();
      }
      workers.release(worker);
      endIfOver();
    }
  }

  private void endIfOver() {
    if (workers.endOnce()) {
      sink.endParsed();
    }
  }

  private void startOthers() {
    synchronized (others) {
      for (; wantedOthers > 0 && !chunks.hasEnded(); wantedOthers--) {
        Thread thread = Threads.daemon(() -> work(othersReport), "fallline-reader");
        others.add(thread);
        thread.start();
      }
    }
  }

  /** Waits for the started threads; no more are started, since the chunks have ended. */
  private void awaitOthers() {
    List<Thread> started;
    synchronized (others) {
      started = List.copyOf(others);
    }
    Threads.awaitEnd(started);
  }

  private void parse(Worker worker, boolean reports) {
    Chunk chunk = worker.chunk;
    int stop = worker.parser.parse(chunk.text(), 0, chunk.end(), worker.block);
    if (worker.parser.sawQuotes()) {
      chunks.expectQuotes();
    }
    long place = takeTurn(worker, stop);
    if (place >= 0) {
      sink.write(place, worker.block);
    }
    if (reports) {
      synchronized (reporting) {
        progress.run();
      }
    }
  }

  /** Returns the place of the rows; negative if they are not written. */
  private synchronized long takeTurn(Worker worker, int stop) {
    Chunk chunk = worker.chunk;
    while (turn != chunk.index() && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        worker.interrupted = true;
      }
    }
    if (failure != null) {
      return -1;
    }
    turn++;
    notifyAll();
    if (stopped) {
      unparsed.add(new Unparsed(chunk.number(), chunk.copyFrom(0)));
      return -1;
    }
    if (stop < chunk.end()) {
      stopped = true;
      chunks.end();
      unparsed.add(new Unparsed(chunk.number(), chunk.copyFrom(stop)));
    }
    if (chunk.number() != number) {
      number = chunk.number();
      lines = 0;
    }
    lines += worker.block.lines();
    return sink.reserve(worker.block);
  }

  /**
   * Ends the parsing by a failure, unless there was one before; all calls of {@link #parseOneChunk}
   * must have returned. When it returns, no thread touches the text or the sink any more.
   */
  public void abandon(RuntimeException cause) {
    fail(cause);
    awaitOthers();
  }

  private void fail(Throwable cause) {
    synchronized (this) {
      failure = failure == null ? cause : failure;
      chunks.end();
      notifyAll();
    }
    workers.close();
    endIfOver();
  }

  /** Throws the failure of a thread, if one failed. */
  public synchronized void requireSuccess() {
    Threads.rethrow(failure);
  }

  /** Whether all of all texts was parsed. */
  public synchronized boolean isWhole() {
    return !stopped && chunks.areWhole();
  }

  /** Whether all of the texts that were begun was parsed, so that there is no {@link #rest()}. */
  public synchronized boolean isThrough() {
    return !stopped && chunks.isThrough();
  }

  /** The number of the text with the {@link #rest()}, from 0. */
  public synchronized int number() {
    return stopped ? number : chunks.text();
  }

  /** The lines of that text before the {@link #rest()}. */
  public synchronized long lines() {
    return number() == number ? lines : 0;
  }

  /**
   * A text from the first record on that needs the slow path. Failures of the source are thrown
   * when it is read.
   */
  public synchronized InputStream rest() {
    return rest(number());
  }

  private InputStream rest(int text) {
    List<InputStream> parts = new ArrayList<>();
    for (Unparsed each : unparsed) {
      if (each.number == text) {
        parts.add(each.bytes);
      }
    }
    if (text == chunks.text()) {
      parts.add(chunks.rest());
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  /** What is left of the texts behind that of the {@link #rest()} that were begun. */
  public synchronized List<InputStream> begun() {
    List<InputStream> texts = new ArrayList<>();
    for (int text = number() + 1; text <= chunks.text(); text++) {
      texts.add(rest(text));
    }
    return texts;
  }
}
