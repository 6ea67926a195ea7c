package io.github.fallline.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that this machine, or this container, can still give. */
final class FreeMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  private FreeMemory() {}

  /** Bytes: what Linux calls available, elsewhere half of all there is. */
  static long bytes() {
    long all = all();
    return Math.min(all, available(all / 2));
  }

  /** Bytes of the machine or container. */
  static long all() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static long available(long otherwise) {
    if (!Files.isReadable(MEMINFO)) {
      return otherwise;
    }
    try {
      return Files.readAllLines(MEMINFO).stream()
          .filter(line -> line.startsWith(AVAILABLE))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(otherwise);
    } catch (IOException | NumberFormatException e) {
      return otherwise;
    }
  }
}
