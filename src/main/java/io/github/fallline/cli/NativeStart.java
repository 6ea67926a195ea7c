package io.github.fallline.cli;

import io.github.fallline.blas.NativeLibraries;
import java.util.Set;

/** Loads the native libraries while the program reads its arguments and its data. */
final class NativeStart {
  private static final Set<String> COMPUTING = Set.of("train", "predict", "evaluate", "tune");

  private NativeStart() {}

  /** Begins, if the command will compute, on a thread of its own. */
  static void begin(String... arguments) {
    if (arguments.length > 1 && COMPUTING.contains(arguments[0])) {
      Thread thread = new Thread(NativeStart::load, "fallline-start");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void load() {
    try {
      NativeLibraries.load();
    } catch (RuntimeException | Error e) {
      return; // It fails again where it is needed, and is reported there.
    }
  }
}
