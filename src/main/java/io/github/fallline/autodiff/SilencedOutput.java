package io.github.fallline.autodiff;

import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs code that prints lines to standard output for its own authors, as SameDiff does while it
 * derives gradients, without that output. What other threads print at the same time is kept.
 */
final class SilencedOutput {
  private SilencedOutput() {}

  /** Runs some work, one thread at a time. */
  static synchronized void run(Runnable work) {
    PrintStream out = System.out;
    Filter filter = new Filter(out, Thread.currentThread());
    PrintStream filtering = new PrintStream(filter, true);
    System.setOut(filtering);
    try {
      work.run();
    } finally {
      filter.silenced = null; // in case that a thread has kept the stream
      if (System.out == filtering) { // unless it was replaced meanwhile
        System.setOut(out);
      }
    }
  }

  /** Passes on what threads but one write. */
  private static final class Filter extends OutputStream {
    private final PrintStream out;
    private volatile @Nullable Thread silenced;

    Filter(PrintStream out, Thread silenced) {
      this.out = out;
      this.silenced = silenced;
    }

    @Override
    public void write(int value) {
      if (Thread.currentThread() != silenced) {
        out.write(value);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (Thread.currentThread() != silenced) {
        out.write(bytes, from, count);
      }
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
