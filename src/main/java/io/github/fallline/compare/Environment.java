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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The environment of measurements, as text; empty where unknown.
 *
 * @param host the name of the machine
 * @param cpu the kind of its processor
 * @param cores how many threads it runs at once, as a number in words or empty
 * @param jvm the Java that ran
 * @param nd4j the version of ND4J
 * @param blas the BLAS behind it
 * @param commit the commit of the code
 * @param date when, in ISO 8601
 * @param command the command that repeats the measurements
 */
public record Environment(
    String host,
    String cpu,
    String cores,
    String jvm,
    String nd4j,
    String blas,
    String commit,
    String date,
    String command) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /**
   * The environment of this process.
   *
   * @param commit the commit of the code, empty where not known
   * @param command the command that repeats the measurements
   */
  public static Environment current(String commit, String command) {
    return new Environment(
        hostName(),
        processor(),
        Integer.toString(Runtime.getRuntime().availableProcessors()),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Versions.current().get("nd4j"),
        Versions.blas(),
        commit,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command);
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

  /** All entries by name, in order. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("host", host);
    entries.put("cpu", cpu);
    entries.put("cores", cores);
    entries.put("jvm", jvm);
    entries.put("nd4j", nd4j);
    entries.put("blas", blas);
    entries.put("commit", commit);
    entries.put("date", date);
    entries.put("command", command);
    return entries;
  }
}
