package io.github.fallline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Command lines of this JDK and this class path, for what needs a JVM of its own. */
public final class JavaProcess {
  /** Compiles quickly only: such a process ends before slower compilation pays. */
  static final String SHORT = "-XX:TieredStopAtLevel=1";

  /** The first with {@code java.lang.foreign}. */
  private static final int NEWER = 22;

  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private JavaProcess() {}

  /** The launcher of the JDK that runs this. */
  public static String launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The launcher of a JDK 22 or newer: this one, or one that is installed beside it; empty where
   * there is none.
   */
  public static Optional<String> newerLauncher() throws IOException {
    if (Runtime.version().feature() >= NEWER) {
      return Optional.of(launcher());
    }
    Path installed = Path.of(System.getProperty("java.home")).getParent();
    try (Stream<Path> folders = Files.list(installed)) {
      for (Path folder : folders.sorted().toList()) {
        Path release = folder.resolve("release");
        Path launcher = folder.resolve("bin").resolve("java");
        if (Files.isReadable(release) && Files.isExecutable(launcher)) {
          Matcher version = VERSION.matcher(Files.readString(release));
          if (version.find() && Integer.parseInt(version.group(1)) >= NEWER) {
            return Optional.of(launcher.toString());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Options of a short process, to which the JDK says nothing of native access, as of the jar. */
  public static List<String> options() {
    return Runtime.version().feature() < NEWER
        ? List.of(SHORT)
        : List.of(SHORT, "--enable-native-access=ALL-UNNAMED");
  }

  /**
   * The command of a short process.
   *
   * @param options of the JVM
   * @return a list that arguments can be added to
   */
  public static List<String> command(Class<?> main, List<String> options) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(options());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /** A short process whose errors go to those of this one. */
  public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
    List<String> command = command(main, options);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
