package io.github.fallline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands as their help shows them. */
final class Declared {
  private static final String DEBUG = "--debug";

  private Declared() {}

  /**
   * A command whose options are yet to be declared.
   *
   * @param header what it does, in a line
   * @param synopsis how it is used, in a line
   */
  static CommandSpec command(
      Callable<Integer> command, String name, String header, String synopsis) {
    CommandSpec spec = bare(command, name, header);
    spec.usageMessage().customSynopsis(synopsis);
    return spec;
  }

  /** A command or program of a name. */
  static CommandSpec bare(Object command, String name, String header) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().header(header).sortOptions(false);
    return spec.versionProvider(new Version());
  }

  /** Adds the options that all commands have, behind their own. */
  static void standard(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder(DEBUG)
            .type(boolean.class)
            .description("Show a stack trace with an error.")
            .build());
  }

  /** Whether a stack trace is asked for, of the program or of its command. */
  static boolean isDebug(CommandLine program) {
    OptionSpec option = program.getCommandSpec().findOption(DEBUG);
    return (option != null && Boolean.TRUE.equals(option.getValue()))
        || program.getSubcommands().values().stream().anyMatch(Declared::isDebug);
  }
}
