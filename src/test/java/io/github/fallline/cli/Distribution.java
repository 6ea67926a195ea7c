package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A distribution in a folder of a test: the launcher, a jar, a folder of libraries. Its JDK is a
 * script that prints its arguments, one in a line, and its standard input.
 */
final class Distribution {
  private static final Path LAUNCHER = Path.of("src/main/dist/bin/fallline");
  private static final Path SHELL = Path.of("/bin/sh");
  private static final long MOST_SECONDS = 120;

  /** Writes an archive where one is asked for, as a JVM does, unless told to make none. */
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo "openjdk version \\"$VERSION\\" 2021-09-14" >&2
        exit 0
      fi
      for argument in "$@"; do
        printf '<%s>\\n' "$argument"
        case $argument in
          -XX:ArchiveClassesAtExit=*)
            [ "$NO_ARCHIVE" = 1 ] || echo classes >"${argument#*=}"
            echo made >>"$(dirname "$0")/made"
            ;;
        esac
      done
      cat
      exit ${CODE:-0}
      """;

  /**
   * The end of a run.
   *
   * @param out lines of standard output
   */
  record Run(int code, List<String> out, String err) {}

  final Path folder;
  final Path jdk;
  final Path cache;
  final Map<String, String> environment = new HashMap<>();

  /** Writes the folders under names with blanks. */
  Distribution(Path directory) throws IOException {
    this(directory, "a folder");
  }

  Distribution(Path directory, String name) throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
    folder = directory.resolve(name).resolve("fallline-1");
    jdk = directory.resolve("a jdk");
    cache = directory.resolve("a cache");
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("fallline.jar"), "a jar");
    Files.copy(LAUNCHER, launcher(), StandardCopyOption.REPLACE_EXISTING);
    makeExecutable(launcher());
    writeJdk(jdk, "JAVA_VERSION=\"17.0.1\"\n");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("XDG_CACHE_HOME", cache.toString());
    environment.put("FALLLINE_ARCHIVE", "off");
  }

  Path launcher() {
    return folder.resolve("bin").resolve("fallline");
  }

  /** Writes the script in place of a JDK, with the file of its version if one is given. */
  static void writeJdk(Path home, String release) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), JAVA);
    makeExecutable(home.resolve("bin/java"));
    if (release != null) {
      Files.writeString(home.resolve("release"), release);
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return runProgram(launcher().toString(), "", arguments);
  }

  /** Runs a launcher, which may be a link to it, with a text on standard input. */
  Run runProgram(String program, String input, String... arguments)
      throws IOException, InterruptedException {
    return end(start(program, input, arguments));
  }

  Process start(String program, String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "FALLLINE_OPTS")) {
      builder.environment().remove(name);
    }
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.outputWriter().write(input);
    process.outputWriter().close();
    return process;
  }

  static Run end(Process process) throws IOException, InterruptedException {
    List<String> out = process.inputReader().lines().toList();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "still running");
    return new Run(process.exitValue(), out, err);
  }

  /** Waits until the archive is there and the process that made it has tidied up. */
  Path awaitArchive() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_SECONDS * 10; i++) {
      List<Path> files = cached();
      if (files.size() == 1 && files.get(0).toString().endsWith(".jsa")) {
        return files.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no archive, but " + cached());
  }

  /** The files in the cache folder of the launcher. */
  List<Path> cached() throws IOException {
    Path of = cache.resolve("fallline");
    if (!Files.isDirectory(of)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(of)) {
      return files.toList();
    }
  }
}
