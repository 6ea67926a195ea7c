package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.UsageException;
import java.io.PrintWriter;
import java.util.List;

/** Runs commands. */
final class CommandRunner {
  private CommandRunner() {}

  /**
   * Runs a command, or prints its help or the version.
   *
   * @param before runs once the arguments are parsed
   * @param stdout for results
   * @param stderr for errors and progress
   * @return the exit code
   */
  static int run(
      Command command,
      List<String> arguments,
      Runnable before,
      PrintWriter stdout,
      PrintWriter stderr) {
    CommandSpec spec = command.spec();
    spec.writeTo(stdout, stderr);
    try {
      spec.parse(arguments);
    } catch (UsageException e) {
      return ExitCodes.wrongUsage(e.getMessage(), spec);
    }
    try {
      if (spec.isHelp()) {
        stdout.print(spec.help());
      } else if (spec.isVersion()) {
        Version.lines().forEach(stdout::println);
      } else {
        before.run();
        return command.call();
      }
      stdout.flush();
      return ExitCodes.DONE;
    } catch (RuntimeException | Error e) {
      return ExitCodes.report(e, spec);
    }
  }
}
