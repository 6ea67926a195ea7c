package io.github.fallline.compare;

import io.github.fallline.model.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The environment of measurements, as text; an entry is empty where it is unknown.
 *
 * @param entries in order: {@code host}, the name of the machine; {@code cpu}, the kind of its
 *     processor; {@code cores}, how many threads it runs at once; {@code jvm}, the Java that ran;
 *     {@code nd4j}, its version; {@code blas} behind it; {@code commit} of the code; {@code date}
 *     in ISO 8601; {@code command}, which repeats the measurements. Others are left out
 */
public record Environment(Map<String, String> entries) {
  private static final List<String> NAMES =
      List.of("host", "cpu", "cores", "jvm", "nd4j", "blas", "commit", "date", "command");

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  public Environment {
    Map<String, String> known = new LinkedHashMap<>();
    for (String name : NAMES) {
      known.put(name, entries.getOrDefault(name, ""));
    }
    entries = Collections.unmodifiableMap(known);
  }

  /**
   * The environment of this process.
   *
   * @param commit the commit of the code, empty where not known
   * @param command the command that repeats the measurements
   */
  public static Environment current(String commit, String command) {
    return new Environment(
        Map.of(
            "host", hostName(),
            "cpu", processor(),
            "cores", Integer.toString(Runtime.getRuntime().availableProcessors()),
            "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
            "nd4j", Versions.current().get("nd4j"),
            "blas", Versions.blas(),
            "commit", commit,
            "date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "command", command));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /** Known on Linux; elsewhere the architecture. */
  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch");
    }
  }
}
