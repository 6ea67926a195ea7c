package io.github.fallline.cli.jvm;

import io.github.fallline.blas.NativeLibraries;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Loads the native libraries while the program reads its arguments and its data. */
public final class NativePreload {
  private static final Set<String> COMPUTING =
      Set.of("train", "predict", "evaluate", "compare", "tune", "moments");

  private final CountDownLatch pointers = new CountDownLatch(1);

  private NativePreload() {}

  /** Begins, if the command will compute, on a thread of its own. */
  public static NativePreload of(String... arguments) {
    NativePreload start = new NativePreload();
    if (arguments.length > 1 && COMPUTING.contains(arguments[0])) {
      Thread thread = new Thread(start::load, "fallline-start");
      thread.setDaemon(true);
      thread.start();
    } else {
      start.pointers.countDown();
    }
    return start;
  }

  private void load() {
    try {
      NativeLibraries.loadPointers();
      pointers.countDown();
      NativeLibraries.load();
    } catch (RuntimeException | Error e) {
      return; // It fails again where it is needed, and is reported there.
    } finally {
      pointers.countDown();
    }
  }

  /** Waits until two threads may use native memory. */
  public void await() {
    try {
      pointers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
