package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;

/** Something that can be asked for on a command line. */
interface Command {
  /** Its options and its help. */
  CommandSpec spec();

  /**
   * Does it, once its options are known.
   *
   * @return the exit code
   */
  int call();
}
