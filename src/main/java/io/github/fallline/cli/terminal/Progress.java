package io.github.fallline.cli.terminal;

import io.github.fallline.csv.ReadingProgress;
import io.github.fallline.files.TextSource;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A progress line on standard error for long work: figures, then the activity, without colours. It
 * is removed when the work ends or is interrupted.
 */
public final class Progress implements AutoCloseable {
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long EVERY_NANOS = 200_000_000L;

  /** A line that wraps could not be taken away. */
  private static final int LONGEST_LINE = 79;

  private final @Nullable PrintWriter stderr;
  private final String activity;
  private final long startNanos = System.nanoTime();
  private final Thread eraser = new Thread(this::erase, "fallline-erases-progress");
  private long nextNanos = startNanos + FIRST_NANOS;
  private int width;
  private boolean ended;

  /**
   * Creates a line that is not shown yet.
   *
   * @param stderr where the line is written; null for nowhere
   * @param activity the activity, such as {@code reading prices.csv}
   */
  Progress(@Nullable PrintWriter stderr, String activity) {
    this.stderr = stderr;
    this.activity = activity;
  }

  /** Listener for an input that is read: bytes and rows so far, and all bytes. */
  public ReadingProgress ofReading(TextSource input) {
    return (bytes, rows) ->
        state(
            () ->
                ProgressText.reading(
                    bytes, input.size(), rows, (System.nanoTime() - startNanos) / 1e9));
  }

  /** Any state, put together only when it is shown. */
  public void state(Supplier<String> text) {
    if (stderr != null && isDue()) {
      show(stderr, text.get() + ": " + activity);
    }
  }

  private boolean isDue() {
    long now = System.nanoTime();
    if (now < nextNanos) {
      return false;
    }
    nextNanos = now + EVERY_NANOS;
    return true;
  }

  private synchronized void show(PrintWriter stderr, String text) {
    if (ended) {
      return;
    }
    if (width == 0) {
      Runtime.getRuntime().addShutdownHook(eraser);
    }
    String line = text.substring(0, Math.min(text.length(), LONGEST_LINE));
    stderr.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    stderr.flush();
    width = line.length();
  }

  private synchronized void erase() {
    ended = true;
    if (stderr != null && width > 0) {
      stderr.print("\r" + " ".repeat(width) + "\r");
      stderr.flush();
      width = 0;
    }
  }

  /** Removes the line. */
  @Override
  public void close() {
    boolean shown = width > 0;
    erase();
    if (shown) {
      forgetEraser();
    }
  }

  private void forgetEraser() {
    try {
      Runtime.getRuntime().removeShutdownHook(eraser);
    } catch (IllegalStateException e) {
      // The program is ending: the hook runs anyway.
      return;
    }
  }
}
