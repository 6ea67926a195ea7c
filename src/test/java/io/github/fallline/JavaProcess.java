package io.github.fallline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of this JDK and this class path, for what needs a JVM of its own. */
public final class JavaProcess {
  /** Compiles quickly only: such a process ends before slower compilation pays. */
  static final String SHORT = "-XX:TieredStopAtLevel=1";

  private JavaProcess() {}

  /** The launcher of the JDK that runs this. */
  public static String launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Options of a short process, to which the JDK says nothing of native access, as of the jar. */
  public static List<String> options() {
    return Runtime.version().feature() < 22
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
