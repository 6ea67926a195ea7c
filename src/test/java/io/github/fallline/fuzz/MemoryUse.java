package io.github.fallline.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory of the process: reachable on the heap, and in total.
 *
 * @param heapBytes after a collection
 * @param status lines of the operating system on resident memory; empty where it has none
 */
record MemoryUse(long heapBytes, String status) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Collects garbage, and looks. */
  static MemoryUse now() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new MemoryUse(runtime.totalMemory() - runtime.freeMemory(), resident());
  }

  private static String resident() {
    if (!Files.exists(STATUS)) {
      return "";
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .map(line -> line.replaceAll("\\s+", " "))
          .reduce("", (all, line) -> all + ", " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "heap %.1f MB%s", heapBytes / 1e6, status);
  }
}
