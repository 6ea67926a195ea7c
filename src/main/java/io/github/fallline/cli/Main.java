package io.github.fallline.cli;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code fallline}: picks the command. */
public final class Main implements Runnable {
  /** In the order in which they are listed. */
  private static final List<String> COMMANDS =
      List.of("train", "predict", "evaluate", "compare", "tune", "generate", "report");

  private final CommandSpec spec;

  private Main() {
    spec =
        Declared.bare(
            this, "fallline", "Linear regression on large CSV files by gradient descent.");
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    spec.usageMessage()
        .footer(
            "",
            "fallline COMMAND --help explains the options of a command.",
            "Exit codes: 0 done, 1 fault of the program, 2 wrong usage, 3 bad input,",
            "4 diverged, 130 interrupted.");
    Declared.standard(spec);
  }

  private static CommandSpec command(String name) {
    return switch (name) {
      case "train" -> new TrainCommand().spec();
      case "predict" -> new PredictCommand().spec();
      case "evaluate" -> new EvaluateCommand().spec();
      case "compare" -> new CompareCommand().spec();
      case "tune" -> new TuneCommand().spec();
      case "generate" -> new GenerateCommand().spec();
      default -> new ReportCommand().spec();
    };
  }

  /** The command line with what these arguments may mean: taking in a command takes time. */
  static CommandLine commandLine(String... arguments) {
    CommandLine program = new CommandLine(new Main().spec);
    boolean named = arguments.length > 0 && COMMANDS.contains(arguments[0]);
    for (String name : named ? List.of(arguments[0]) : COMMANDS) {
      program.addSubcommand(name, command(name));
    }
    return program;
  }

  /** Without a command there is nothing to do: that is wrong usage. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "expected a command: " + UsageMessage.commands(spec.commandLine()));
  }

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    JvmSettings.apply();
    NativeStart libraries = NativeStart.of(arguments);
    StandardOutput output = new StandardOutput();
    Writer text = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    PrintWriter stdout = new PrintWriter(text, false);
    PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = execute(libraries::await, stdout, stderr, arguments);
    if (stdout.checkError() && code == ExitCodes.DONE) {
      stderr.println(
          "fallline: standard output: cannot be written: " + output.failure().orElse(""));
      code = ExitCodes.FAULT;
    }
    System.exit(code);
  }

  /**
   * Runs the program in this JVM.
   *
   * @param stdout for results
   * @param stderr for errors and progress
   * @return the exit code
   */
  static int execute(PrintWriter stdout, PrintWriter stderr, String... arguments) {
    return execute(() -> {}, stdout, stderr, arguments);
  }

  /** The same, with something to be done once the arguments are understood. */
  private static int execute(
      Runnable before, PrintWriter stdout, PrintWriter stderr, String... arguments) {
    ExitCodes exitCodes = new ExitCodes();
    CommandLine command = commandLine(arguments);
    command
        .setOut(stdout)
        .setErr(stderr)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(88)
        .setExpandAtFiles(false)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .setExecutionExceptionHandler(exitCodes)
        .setParameterExceptionHandler(exitCodes)
        .setExecutionStrategy(
            parsed -> {
              before.run();
              return new CommandLine.RunLast().execute(parsed);
            });
    try {
      return command.execute(arguments);
    } catch (Error e) {
      return ExitCodes.report(e, command);
    }
  }
}
