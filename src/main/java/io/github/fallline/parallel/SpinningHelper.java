package io.github.fallline.parallel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A thread that does one small thing after the other for its owner, who asks and later takes the
 * answer.
 *
 * <p>Both sides look for each other for a while before they sleep: a tile is worked off in some ten
 * microseconds, and to wake a sleeping thread costs more than that.
 */
public final class SpinningHelper implements AutoCloseable {
  /** Looks before sleeping: some hundred microseconds. */
  private static final int SPINS = 1000;

  /** Looks before the processor is offered to others: the other side may be waiting for it. */
  private static final int BUSY_SPINS = 200;

  private final Thread helper;
  private volatile BooleanSupplier submitted;
  private volatile Thread owner;
  private volatile boolean done = true;
  private volatile boolean closed;
  private boolean result;
  private Throwable failure;

  public SpinningHelper(String name) {
    helper = new Thread(this::serve, name);
    helper.setDaemon(true);
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

  @SuppressWarnings("ThreadPriorityCheck") // what else would make way on a processor that is shared
  private static void spin(int spins) {
    if (spins < BUSY_SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /** Has a task done by the other thread; the last answer must have been taken. */
  public void submit(BooleanSupplier task) {
    owner = Thread.currentThread();
    done = false;
    submitted = task;
    LockSupport.unpark(helper);
  }

  /** Waits for the answer, interrupted or not; throws what the task threw. */
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
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return result;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(helper);
  }
}
