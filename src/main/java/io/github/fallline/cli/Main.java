package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandLineText;
import io.github.fallline.cli.jvm.JvmSettings;
import io.github.fallline.cli.jvm.LibraryErrors;
import io.github.fallline.cli.jvm.NativePreload;
import io.github.fallline.cli.terminal.ClosedPipeException;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.StandardOutput;
import io.github.fallline.moments.MomentsFile;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code fallline}: selects and runs the command. */
public final class Main {
  /** In the order in which they are listed. */
  private static final List<String> COMMANDS =
      List.of(
          "train",
          "predict",
          "evaluate",
          "path",
          "compare",
          "tune",
          "moments",
          "generate",
          "report");

  private Main() {}

  private static Command command(String name) {
    return switch (name) {
      case "train" -> new TrainCommand();
      case "predict" -> new PredictCommand();
      case "evaluate" -> new EvaluateCommand();
      case "path" -> new PathCommand();
      case "compare" -> new CompareCommand();
      case "tune" -> new TuneCommand();
      case "moments" -> new MomentsCommand();
      case "generate" -> new GenerateCommand();
      default -> new ReportCommand();
    };
  }

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] decoded) {
    PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try {
      code = run(stderr, decoded);
    } catch (LinkageError e) {
      // A library that is missing at the start, before there is a command that could report it.
      stderr.println("fallline: " + LibraryErrors.finding(e).orElse(e.toString()));
      code = ExitCodes.FAULT;
    }
    System.exit(code);
  }

  private static int run(PrintWriter stderr, String... decoded) {
    JvmSettings.apply();
    String[] arguments = CommandLineText.of(decoded);
    NativePreload libraries =
        isOnMoments(arguments) ? NativePreload.of() : NativePreload.of(arguments);
    StandardOutput output = new StandardOutput();
    Writer text = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    PrintWriter stdout = new PrintWriter(text, false);
    try {
      int code = execute(libraries::await, new CommandIo(stdout, stderr), arguments);
      if (stdout.checkError() && code == ExitCodes.DONE) {
        stderr.println(
            "fallline: standard output: cannot be written: " + output.failure().orElse(""));
        return ExitCodes.FAULT;
      }
      return code;
    } catch (ClosedPipeException e) {
      return ExitCodes.CLOSED_PIPE;
    }
  }

  /** Whether a training takes moments, of which small ones need no native library. */
  private static boolean isOnMoments(String... arguments) {
    try {
      return arguments.length > 1
          && (arguments[0].equals("train") || arguments[0].equals("path"))
          && MomentsFile.isMomentsFile(Path.of(arguments[1]));
    } catch (InvalidPathException e) {
      return false; // reported by the command
    }
  }

  /**
   * Runs the program in this JVM.
   *
   * @param stdout for results
   * @param stderr for errors and progress
   * @return the exit code
   */
  static int execute(PrintWriter stdout, PrintWriter stderr, String... arguments) {
    return execute(() -> {}, new CommandIo(stdout, stderr), arguments);
  }

  /** Runs the program, with an action once the arguments are parsed. */
  private static int execute(Runnable before, CommandIo io, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    int at = 0;
    while (at < all.size() && all.get(at).startsWith("-")) {
      at++;
    }
    if (at == all.size() || !COMMANDS.contains(all.get(at))) {
      Command none =
          new RootCommand(
              COMMANDS.stream().map(Main::command).toList(), all.subList(at, all.size()));
      return CommandRunner.run(none, all.subList(0, at), () -> {}, io);
    }
    return CommandRunner.run(command(all.remove(at)), all, before, io);
  }
}
