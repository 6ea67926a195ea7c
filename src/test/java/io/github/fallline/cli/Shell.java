package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script of bash, in which {@code fallline} is the program in a JVM of its own.
 *
 * @param code the exit code of the script
 * @param out its standard output
 * @param err its standard error, without the JDK's own warnings
 */
public record Shell(int code, String out, String err) {
  private static final Path BASH = Path.of("/bin/bash");
  private static final long MOST_SECONDS = 120;

  /** What stands before every script; a writer without a reader does not outlive it. */
  private static final String PROGRAM =
      "trap 'kill $(jobs -p) 2>/dev/null' EXIT\n"
          + "fallline() { \"$JAVA\" "
          + String.join(" ", JavaProcess.options())
          + " $JAVA_OPTIONS -cp \"$CLASS_PATH\" "
          + Main.class.getName()
          + " \"$@\"; }\n";

  /** Runs a script in a directory; a test without bash is skipped. */
  public static Shell run(Path directory, String script) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "needs bash");
    Path out = Files.createTempFile("fallline-shell", ".out");
    Path err = Files.createTempFile("fallline-shell", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(BASH.toString(), "-c", PROGRAM + script)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA", JavaProcess.launcher());
      builder.environment().put("CLASS_PATH", classPath());
      builder.environment().putIfAbsent("JAVA_OPTIONS", "-Xmx256m");
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      assertTrue(ended, () -> "still running: " + script);
      return new Shell(process.exitValue(), Files.readString(out), withoutWarnings(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs a script that must end with code 0 and nothing on standard error. */
  static Shell done(Path directory, String script) throws IOException, InterruptedException {
    Shell run = run(directory, script);
    assertEquals("", run.err(), script);
    assertEquals(0, run.code(), script);
    return run;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** JDK 24 and later warn of native access, which the jar's manifest allows. */
  private static String withoutWarnings(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("WARNING: ") && !line.isBlank())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
