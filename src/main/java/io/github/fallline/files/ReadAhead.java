package io.github.fallline.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream on a thread of its own, some blocks ahead: decompression beside parsing. The
 * thread starts behind the first MiB, so that short streams have none.
 */
final class ReadAhead extends InputStream {
  private static final int BLOCK = 1 << 18;
  private static final int MOST_BLOCKS = 4;
  private static final int STARTS_BEHIND = 1 << 20;

  private final InputStream source;
  private final Deque<Block> filled = new ArrayDeque<>();
  private final Deque<Block> free = new ArrayDeque<>();
  private Block current = new Block();
  private int at;
  private long direct;
  private @Nullable Thread thread;
  private boolean ended;
  private volatile boolean closed;
  private @Nullable Throwable failure;

  private static final class Block {
    byte[] bytes = new byte[0];
    int length;
  }

  /** Reads ahead of a stream, which is closed with the result. */
  static InputStream of(InputStream source) {
    return new ReadAhead(source);
  }

  private ReadAhead(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("Stream closed");
    }
    if (direct < STARTS_BEHIND) {
      int count = source.read(target, offset, length);
      direct += Math.max(0, count);
      return count;
    }
    if (at == current.length && !advance()) {
      return -1;
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current.bytes, at, target, offset, count);
    at += count;
    return count;
  }

  /** Takes the next block; returns false at the end. */
  private synchronized boolean advance() throws IOException {
    start();
    boolean interrupted = false;
    while (filled.isEmpty() && !ended && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (closed) {
      throw new IOException("Stream closed");
    }
    if (!filled.isEmpty()) {
      free.push(current);
      current = filled.poll();
      at = 0;
      notifyAll();
      return true;
    }
    if (failure instanceof IOException known) {
      throw known;
    } else if (failure instanceof Error known) {
      throw known;
    } else if (failure instanceof RuntimeException known) {
      throw known;
    }
    return false;
  }

  private void start() {
    if (thread == null) {
      for (int i = 1; i < MOST_BLOCKS; i++) {
        free.push(new Block());
      }
      thread = new Thread(this::work, "fallline-decompress");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work() {
    Throwable cause = null;
    try {
      Block block = nextFree();
      while (block != null && fill(block)) {
        block = nextFree();
      }
    } catch (IOException | RuntimeException | Error e) {
      cause = e;
    }
    end(cause);
  }

  private synchronized @Nullable Block nextFree() {
    while (free.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        return null; // nothing interrupts this thread
      }
    }
    return closed ? null : free.pop();
  }

  /**
   * Fills a block and passes it on, also if the source fails within it.
   *
   * @return false at the end of the source
   */
  private boolean fill(Block block) throws IOException {
    if (block.bytes.length == 0) {
      block.bytes = new byte[BLOCK];
    }
    block.length = 0;
    int count = 0;
    try {
      while (count >= 0 && block.length < BLOCK) {
        count = source.read(block.bytes, block.length, BLOCK - block.length);
        block.length += Math.max(0, count);
      }
    } finally {
      add(block);
    }
    return count >= 0;
  }

  private synchronized void add(Block block) {
    if (block.length > 0) {
      filled.add(block);
      notifyAll();
    }
  }

  private synchronized void end(@Nullable Throwable cause) {
    failure = cause;
    ended = true;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    Thread started;
    synchronized (this) {
      closed = true;
      started = thread;
      notifyAll();
    }
    awaitEnd(started);
    source.close();
  }

  private static void awaitEnd(@Nullable Thread started) {
    boolean interrupted = false;
    while (started != null && started.isAlive()) {
      try {
        started.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
