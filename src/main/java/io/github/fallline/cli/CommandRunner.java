package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.model.Versions;
import java.util.List;
import java.util.Map;

/** Runs commands. */
final class CommandRunner {
  private CommandRunner() {}

  /**
   * Runs a command, or prints its help or the version.
   *
   * @param before runs once the arguments are parsed
   * @return the exit code
   */
  static int run(Command command, List<String> arguments, Runnable before, CommandIo io) {
    CommandSpec spec = command.spec;
    try {
      spec.parse(arguments);
    } catch (UsageException e) {
      return ExitCodes.wrongUsage(String.valueOf(e.getMessage()), spec, io);
    }
    try {
      if (spec.isHelp()) {
        io.out().print(spec.help());
      } else if (spec.isVersion()) {
        Map<String, String> versions = Versions.current();
        io.out().println("fallline " + versions.get("fallline"));
        io.out().println("Java " + versions.get("java") + ", ND4J " + versions.get("nd4j"));
      } else {
        before.run();
        return command.call(io);
      }
      io.out().flush();
      return ExitCodes.DONE;
    } catch (RuntimeException | Error e) {
      return ExitCodes.report(e, spec, io);
    }
  }
}
