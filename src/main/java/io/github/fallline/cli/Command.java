package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.terminal.CommandIo;

/** A command of the program. */
abstract class Command {
  /** Its options and its help. */
  final CommandSpec spec;

  Command(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Runs the command with its parsed options.
   *
   * @return the exit code
   */
  abstract int call(CommandIo io);
}
