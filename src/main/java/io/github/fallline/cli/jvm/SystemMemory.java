package io.github.fallline.cli.jvm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The free memory of this machine or container. On Linux it is read from files, because loading the
 * JDK's management classes takes a tenth of a second.
 */
public final class SystemMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  /** Of control groups, version 2 and 1: the most that a container may take. */
  private static final List<Path> LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  private SystemMemory() {}

  /** Bytes: what Linux calls available, elsewhere half of all there is. */
  public static long bytes() {
    long all = all();
    return Math.min(all, line("MemAvailable:").orElse(all / 2));
  }

  /** Bytes of the machine or container. */
  static long all() {
    OptionalLong machine = line("MemTotal:");
    if (machine.isEmpty()) {
      return managed();
    }
    long least = machine.getAsLong();
    for (Path file : LIMITS) {
      least = Math.min(least, limit(file));
    }
    return least;
  }

  private static long managed() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  /** A figure of the kernel's, which it gives in KiB. */
  private static OptionalLong line(String name) {
    try {
      for (String line : Files.readAllLines(MEMINFO)) {
        if (line.startsWith(name)) {
          return OptionalLong.of(number(line) * 1024);
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long limit(Path file) {
    try {
      return Files.isReadable(file) ? number(Files.readString(file)) : Long.MAX_VALUE;
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE; // "max", no limit
    }
  }

  private static long number(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return Long.parseLong(digits.toString());
  }
}
