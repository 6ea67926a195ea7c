package io.github.fallline.parallel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A helper thread that runs one small task at a time for its owner: submit, then await the result.
 *
 * <p>Both sides spin for a while before they sleep: a tile takes some ten microseconds, and waking
 * a sleeping thread costs more than that.
 */
public final class SpinningHelper implements AutoCloseable {
  /** Spins before sleeping: some hundred microseconds. */
  private static final int SPINS = 1000;

  /** Spins before the processor is yielded: the other side may be waiting for it. */
  private static final int BUSY_SPINS = 200;

  private final Thread helper;
  private volatile @Nullable BooleanSupplier submitted;
  private volatile @Nullable Thread owner;
  private volatile boolean done = true;
  private volatile boolean closed;
  private boolean result;
  private @Nullable Throwable failure;

  public SpinningHelper(String name) {
    helper = Threads.daemon(this::serve, name);
    helper.start();
  }

  private void serve() {
    while (!closed) {
      BooleanSupplier task = submitted;
      for (int i = 0; task == null && i < SPINS && !closed; i++) {
        spin(i);
        task = submitted;
      }
      if (task == null) {
        LockSupport.park(this);
        continue;
      }
      submitted = null;
      try {
        result = task.getAsBoolean();
        failure = null;
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      done = true;
      LockSupport.unpark(owner);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the only way to yield a shared processor
  private static void spin(int spins) {
    if (spins < BUSY_SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /** Submits a task to the helper thread; the result of the last one must have been awaited. */
  public void submit(BooleanSupplier task) {
    owner = Thread.currentThread();
    done = false;
    submitted = task;
    LockSupport.unpark(helper);
  }

  /** Waits for the result, even if interrupted; throws what the task threw. */
  public boolean await() {
    boolean interrupted = false;
    for (int i = 0; !done; i++) {
      if (i < SPINS) {
        spin(i);
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Threads.rethrow(failure);
    return result;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(helper);
  }
}
