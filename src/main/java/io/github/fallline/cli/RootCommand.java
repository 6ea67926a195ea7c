package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.terminal.CommandIo;
import java.util.List;

/** Root command: prints usage. */
final class RootCommand extends Command {
  private final List<Command> commands;
  private final List<String> rest;

  /**
   * @param commands of the program
   * @param rest the arguments from the unknown command on
   */
  RootCommand(List<Command> commands, List<String> rest) {
    super(
        new CommandSpec(
            "fallline",
            "Linear regression on large CSV files by gradient descent.",
            "fallline [-hV] [--debug] COMMAND"));
    this.commands = commands;
    this.rest = rest;
    spec.commands(commands.stream().map(command -> command.spec).toList());
    spec.footer(
        "",
        "fallline COMMAND --help explains the options of a command.",
        "Exit codes: 0 done, 1 internal error, 2 wrong usage, 3 bad input,",
        "4 diverged, 130 interrupted, 141 standard output closed by its reader.");
  }

  /** Reports wrong usage: no or an unknown command. */
  @Override
  int call(CommandIo io) {
    List<String> names = commands.stream().map(each -> each.spec.shortName()).toList();
    int last = names.size() - 1;
    String known = String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    return ExitCodes.wrongUsage(
        rest.isEmpty()
            ? "expected a command: " + known
            : "no command '" + rest.get(0) + "'; expected " + known,
        spec,
        io);
  }
}
