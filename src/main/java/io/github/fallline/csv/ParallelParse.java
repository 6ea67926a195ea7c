package io.github.fallline.csv;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One text being parsed by several threads: each takes a chunk, parses it, waits for its turn to
 * set a place aside for the rows, and puts them there.
 *
 * <p>They are the thread that {@linkplain #run runs} it and others that it starts. Or those who
 * wait for the rows {@link #help} meanwhile, chunk by chunk; then fewer threads take turns on the
 * processors, and rows are handed over less.
 */
public final class ParallelParse {
  private final RecordChunks chunks;
  private final RowLayout layout;
  private final RowSink sink;
  private final Runnable progress;
  private final Object telling = new Object();
  private final List<InputStream> unparsed = new ArrayList<>();
  private int expectedHelpers = 1;
  private int most;
  private long turn;
  private long lines;
  private boolean stopped;
  private Throwable failure;

  /** Whoever helps. */
  private final Helpers helpers = new Helpers();

  /** What a thread parses with, and what it was told meanwhile. */
  private final class Desk {
    final Chunk chunk = new Chunk();
    final RowParser parser = new RowParser(layout);
    final RowBlock block = new RowBlock(layout);
    final boolean tells;
    boolean interrupted;

    Desk(boolean tells) {
      this.tells = tells;
    }
  }

  /** The threads that help, and the desks that they leave to each other. */
  private final class Helpers {
    private final Set<Thread> threads = new HashSet<>();
    private final Deque<Desk> desks = new ArrayDeque<>();
    private int working;
    private boolean ended;

    /** Returns a desk; null if there is nothing to do any more. */
    synchronized Desk enter() {
      if (ended) {
        return null;
      }
      Desk desk = desks.isEmpty() ? new Desk(true) : desks.pop();
      threads.add(Thread.currentThread());
      working++;
      return desk;
    }

    synchronized void leave(Desk desk) {
      working--;
      notifyAll();
      desks.push(desk);
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    /** How many have come. */
    synchronized int count() {
      return threads.size();
    }

    /** Waits until there is nothing left to do and nobody does it. */
    synchronized boolean await() {
      boolean interrupted = false;
      while (working > 0 || !ended) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return interrupted;
    }
  }

  /**
   * What is to be parsed, and where the rows go.
   *
   * @param progress called now and then, by one thread at a time: the one that runs it or helps
   */
  public ParallelParse(RecordChunks chunks, RowLayout layout, RowSink sink, Runnable progress) {
    this.chunks = chunks;
    this.layout = layout;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Parses until the end of the text or the first record that is not certain. When it returns or
   * throws, no thread touches the text or the sink any more.
   *
   * @param threads at most, the caller's among them; more than one only where there is more than
   *     one chunk
   */
  public void run(int threads) {
    expectedHelpers = 0;
    runHelped(threads);
  }

  /** Says how many threads will {@link #help}, before it is run; unless it is called, one. */
  public void expectHelpers(int threads) {
    expectedHelpers = threads;
  }

  /**
   * The same while other threads {@link #help}: this one and those it starts leave the parsing to
   * them, as far as all together would be more than {@code threads}.
   */
  public void runHelped(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    most = threads;
    List<Thread> others = new ArrayList<>();
    boolean interrupted = false;
    try {
      Desk desk = new Desk(true);
      boolean some = isNeeded(0) && next(desk);
      for (int i = 1; some && isNeeded(i) && !chunks.hasEnded(); i++) {
        others.add(start(i));
      }
      if (some) {
        parse(desk);
      }
      work(desk, 0);
      interrupted = desk.interrupted;
    } catch (RuntimeException | Error e) {
      fail(e); // so that the others end
    }
    for (Thread other : others) {
      interrupted |= await(other);
    }
    interrupted |= helpers.await();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    throwFailure();
  }

  private synchronized void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private Thread start(int number) {
    Thread thread = new Thread(() -> workBeside(number), "fallline-reader");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void workBeside(int number) {
    try {
      work(new Desk(false), number);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Whether one of the threads that do nothing else, numbered from 0, is to parse. */
  private boolean isNeeded(int number) {
    return number + Math.max(expectedHelpers, helpers.count()) < most;
  }

  /**
   * Parses one chunk of a text that another thread runs the parsing of. Rows are not waited for
   * room, so this is for threads that have none left to work on.
   *
   * @return false if there is no chunk left, or none for a thread that is interrupted
   */
  public boolean help() {
    Desk desk = Thread.currentThread().isInterrupted() ? null : helpers.enter();
    if (desk == null) {
      return false;
    }
    try {
      boolean some = next(desk);
      if (some) {
        parse(desk);
      }
      return some;
    } catch (RuntimeException | Error e) {
      fail(e);
      return false;
    } finally {
      if (desk.interrupted) {
        desk.interrupted = false;
        Thread.currentThread().interrupt();
      }
      helpers.leave(desk);
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

  private void work(Desk desk, int number) {
    while (isNeeded(number)) {
      sink.awaitRoom();
      if (!next(desk)) {
        return;
      }
      parse(desk);
    }
  }

  private boolean next(Desk desk) {
    boolean some = chunks.next(desk.chunk);
    if (!some) {
      helpers.end();
    }
    return some;
  }

  private void parse(Desk desk) {
    Chunk chunk = desk.chunk;
    int stop = desk.parser.parse(chunk.text(), 0, chunk.end(), desk.block);
    if (desk.parser.sawQuotes()) {
      chunks.expectQuotes();
    }
    long place = takeTurn(desk, stop);
    if (place >= 0) {
      sink.write(place, desk.block);
    }
    if (desk.tells) {
      synchronized (telling) {
        progress.run();
      }
    }
  }

  /** Returns where the rows go; negative for nowhere. */
  private synchronized long takeTurn(Desk desk, int stop) {
    Chunk chunk = desk.chunk;
    while (turn != chunk.index() && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        desk.interrupted = true;
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
    lines += desk.block.lines();
    return sink.reserve(desk.block);
  }

  /** Ends the parsing; who runs it gets the cause thrown, unless there was another before. */
  public void abandon(RuntimeException cause) {
    fail(cause);
  }

  private void fail(Throwable cause) {
    synchronized (this) {
      failure = failure == null ? cause : failure;
      chunks.end();
      notifyAll();
    }
    helpers.end();
  }

  private static boolean await(Thread other) {
    boolean interrupted = false;
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
