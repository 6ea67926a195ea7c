package io.github.fallline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** One line on standard error that tells how far long work is, while it takes long. */
final class Progress implements AutoCloseable {
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long EVERY_NANOS = 200_000_000L;

  private final PrintWriter stderr;
  private final String activity;
  private final long startNanos = System.nanoTime();
  private long nextNanos = startNanos + FIRST_NANOS;
  private int width;

  Progress(PrintWriter stderr, String activity) {
    this.stderr = stderr;
    this.activity = activity;
  }

  /** Bytes read, of as many as there are where that is known. */
  void bytes(long done, OptionalLong total) {
    if (isDue()) {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      String share =
          total.isPresent()
              ? String.format(Locale.ROOT, " %3.0f %%,", 100.0 * done / total.getAsLong())
              : "";
      show(
          String.format(
              Locale.ROOT, "%s %,d MB, %.0f MB/s", share, done / 1_000_000, done / 1e6 / seconds));
    }
  }

  /** Any state, put together only when it is shown. */
  void state(java.util.function.Supplier<String> text) {
    if (isDue()) {
      show(" " + text.get());
    }
  }

  private boolean isDue() {
    long now = System.nanoTime();
    if (stderr == null || now < nextNanos) {
      return false;
    }
    nextNanos = now + EVERY_NANOS;
    return true;
  }

  private void show(String text) {
    String line = activity + ":" + text;
    stderr.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    stderr.flush();
    width = line.length();
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (width > 0) {
      stderr.print("\r" + " ".repeat(width) + "\r");
      stderr.flush();
    }
  }
}
