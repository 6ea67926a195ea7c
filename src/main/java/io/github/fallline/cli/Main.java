package io.github.fallline.cli;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code fallline}: picks the command. */
@Command(
    name = "fallline",
    header = "Linear regression on large CSV files by gradient descent.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "fallline COMMAND --help explains the options of a command.",
      "Exit codes: 0 done, 1 fault of the program, 2 wrong usage, 3 bad input,",
      "4 diverged, 130 interrupted."
    })
public final class Main implements Runnable {
  /** In the order in which they are listed. */
  private static final Map<String, Class<?>> COMMANDS = commands();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show a stack trace with an error.")
  boolean debug;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("train", TrainCommand.class);
    commands.put("predict", PredictCommand.class);
    commands.put("evaluate", EvaluateCommand.class);
    commands.put("compare", CompareCommand.class);
    commands.put("tune", TuneCommand.class);
    commands.put("generate", GenerateCommand.class);
    commands.put("report", ReportCommand.class);
    return commands;
  }

  /** The command line with what these arguments may mean: taking in a command takes time. */
  private static CommandLine commandLine(String... arguments) {
    CommandLine program = new CommandLine(new Main());
    Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (named != null) {
      program.addSubcommand(named);
    } else {
      COMMANDS.values().forEach(program::addSubcommand);
    }
    // picocli leaves this out for commands that are not named by an annotation.
    program.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> command.modelTransformer() != null)
        .forEach(command -> command.modelTransformer().transform(command));
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
