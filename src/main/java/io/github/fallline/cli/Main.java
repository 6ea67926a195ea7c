package io.github.fallline.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code fallline}: picks the command. */
@Command(
    name = "fallline",
    header = "Gradient descent for linear models at memory speed.",
    description = "Trains linear regressions on large CSVs by gradient descent.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      GenerateCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 fault of the program, 2 wrong usage, 3 bad input,",
      "4 diverged, 130 interrupted."
    })
public final class Main implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show a stack trace with an error.")
  boolean debug;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Without a command there is nothing to do: that is wrong usage. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "name a command: train, predict, evaluate or generate");
  }

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    JvmSettings.apply();
    PrintWriter stdout = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = execute(stdout, stderr, arguments);
    if (stdout.checkError() && code == ExitCodes.DONE) {
      stderr.println("fallline: standard output: cannot be written to");
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
    ExitCodes exitCodes = new ExitCodes();
    CommandLine command = new CommandLine(new Main());
    command
        .setOut(stdout)
        .setErr(stderr)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(88)
        .setExecutionExceptionHandler(exitCodes)
        .setParameterExceptionHandler(exitCodes);
    try {
      return command.execute(arguments);
    } catch (OutOfMemoryError e) {
      return ExitCodes.report(e, command);
    }
  }
}
