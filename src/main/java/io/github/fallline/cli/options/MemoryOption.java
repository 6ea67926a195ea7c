package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.jvm.SystemMemory;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.files.InputException;
import java.util.Locale;
import java.util.OptionalLong;

/** The option {@code --memory}: whether the rows are kept in memory or streamed. */
public final class MemoryOption {
  /** Memory that a run needs besides the rows. */
  private static final long BESIDES_BYTES = 300_000_000;

  /** Fraction of the free memory that a run may use. */
  private static final double SHARE = 0.8;

  private enum Place {
    AUTO,
    IN_MEMORY,
    STREAMING
  }

  private final CliOption<Place> memory;

  public MemoryOption(CommandSpec spec) {
    memory =
        spec.section(Section.MEMORY)
            .withDefault(
                Choice.of(Place.values()),
                "--memory=NAME",
                "auto",
                "Where the rows are held. Default: ${DEFAULT-VALUE}.\n"
                    + "auto: in memory if they fit, else streaming\n"
                    + "in-memory: fails if they do not fit\n"
                    + "streaming: little memory for data of any size; rows that are read more than"
                    + " once go to --cache or a temporary file");
  }

  /** Rejects an unknown value. */
  void check() {
    memory.value();
  }

  /** Bytes available for rows in memory. */
  static long room() {
    return (long) (SHARE * SystemMemory.bytes()) - BESIDES_BYTES;
  }

  /**
   * Whether rows are streamed; a note says so if that was not asked for.
   *
   * @param name of the data, for people
   * @param bytes the rows take in memory, where that is known
   * @throws InputException where they are to be in memory and do not fit
   */
  public boolean streams(String name, OptionalLong bytes, Terminal terminal) {
    if (memory.value() == Place.STREAMING) {
      return true;
    }
    if (memory.value() == Place.IN_MEMORY) {
      requireRoom(name, bytes, "use --memory streaming");
    }
    boolean fits = fits(bytes);
    if (!fits) {
      terminal.note(finding(name, bytes.getAsLong()) + ": streaming.");
    }
    return !fits;
  }

  /**
   * Rejects rows that do not fit in memory.
   *
   * @param name of the data, for people
   * @param bytes the rows take in memory, where that is known
   * @param remedy for the error message
   * @throws InputException if they do not
   */
  static void requireRoom(String name, OptionalLong bytes, String remedy) {
    if (!fits(bytes)) {
      throw new InputException(finding(name, bytes.getAsLong()) + "; " + remedy);
    }
  }

  private static boolean fits(OptionalLong bytes) {
    return bytes.isEmpty() || bytes.getAsLong() <= room();
  }

  private static String finding(String name, long bytes) {
    return String.format(
        Locale.ROOT,
        "%s: takes about %.1f GB in memory, of which %.1f GB are free",
        name,
        bytes / 1e9,
        SystemMemory.bytes() / 1e9);
  }
}
