package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.terminal.CommandIo;

/** A command of the program. */
interface Command {
  /** Its options and its help. */
  CommandSpec spec();

  /**
   * Runs the command with its parsed options.
   *
   * @return the exit code
   */
  int call(CommandIo io);
}
