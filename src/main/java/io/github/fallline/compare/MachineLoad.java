package io.github.fallline.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How busy other processes keep the processors while something is measured: the time in which they
 * were busy or taken away by a hypervisor ({@code /proc/stat}), without that of this process.
 */
public final class MachineLoad {
  private static final Path STATISTICS = Path.of("/proc/stat");

  /** The kernel counts in hundredths of a second. */
  private static final double TICKS_PER_SECOND = 100;

  /** Over a shorter time the counts of the kernel say nothing. */
  private static final double LEAST_SECONDS = 0.2;

  /** The entries of a line of processor time: user, nice, system, then idle and waiting. */
  private static final int IDLE = 4;

  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  private final long startNanos = System.nanoTime();
  private final double startBusy = othersBusySeconds();

  private MachineLoad() {}

  /** Begins to watch. */
  public static MachineLoad start() {
    return new MachineLoad();
  }

  /**
   * The mean number of processors that others kept busy since the start; NaN where it is not known:
   * on other systems than Linux, where the counts are those of a host with more processors, and
   * after a time too short for them.
   */
  public double others() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double busy = othersBusySeconds() - startBusy;
    return seconds < LEAST_SECONDS ? Double.NaN : Math.max(0, busy / seconds);
  }

  private static double othersBusySeconds() {
    try {
      List<String> lines = Files.readAllLines(STATISTICS);
      long processors = lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
      return processors == Runtime.getRuntime().availableProcessors()
          ? busyTicks(lines.get(0)) / TICKS_PER_SECOND - ownSeconds()
          : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static double busyTicks(String line) {
    String[] words = line.strip().split("\\s+", -1);
    double ticks = 0;
    for (int i = 1; i < words.length && i <= STOLEN; i++) {
      ticks += i == IDLE || i == WAITING ? 0 : Double.parseDouble(words[i]);
    }
    return ticks;
  }

  private static double ownSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }
}
