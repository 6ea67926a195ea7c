package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.Schema;
import io.github.fallline.objective.Loss;
import java.nio.file.Path;
import java.util.Optional;

/** The options {@code --exposure} and {@code --offset}: a column of exposures of counts. */
public final class ExposureOption {
  private final CliOption<Optional<String>> exposure;
  private final CliOption<Optional<String>> offset;

  public ExposureOption(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    exposure =
        section.optional(
            Converter.TEXT,
            "--exposure=NAME",
            "With --loss poisson: column of exposures (time, area, people), above 0; a count is"
                + " exposure times rate, and predict asks for the column too.");
    offset =
        section.optional(
            Converter.TEXT,
            "--offset=NAME",
            "The same by a column of the logarithms of exposures.");
  }

  /**
   * The column; empty for none.
   *
   * @throws UsageException if there are two
   */
  public Optional<Exposure> exposure() {
    if (exposure.isGiven() && offset.isGiven()) {
      throw new UsageException("--exposure and --offset: expected one of them");
    }
    if (exposure.isGiven()) {
      return Optional.of(new Exposure(exposure.value().orElseThrow(), Exposure.Kind.EXPOSURE));
    }
    return offset.isGiven()
        ? Optional.of(new Exposure(offset.value().orElseThrow(), Exposure.Kind.OFFSET))
        : Optional.empty();
  }

  /** Collects the exposures while rows are read; empty for none. */
  public Optional<RowExposures> exposures() {
    Optional<Exposure> column = exposure();
    return column.isPresent()
        ? Optional.of(new RowExposures(column.get().kind()))
        : Optional.empty();
  }

  /**
   * Rejects an exposure with other options that it does not fit.
   *
   * @param cache that the rows are stored in; empty for none
   */
  public void check(Loss loss, Optional<Path> cache) {
    Optional<Exposure> known = exposure();
    if (known.isEmpty()) {
      return;
    }
    String option = OptionWording.option(known.get().kind().setting());
    if (!loss.equals(Loss.POISSON)) {
      throw new UsageException(
          option
              + ": expected --loss poisson, got "
              + loss.label()
              + "; an exposure multiplies a rate, which needs its log link");
    }
    requireNoCache(option, cache);
  }

  /** Rejects a cache, which stores no exposures. */
  public static void requireNoCache(String option, Optional<Path> cache) {
    if (cache.isPresent()) {
      throw new UsageException(
          option + ": --cache does not store exposures; leave out one of the two");
    }
  }

  /** Adds the column to a schema, if one is named. */
  public Schema apply(Schema schema) {
    Optional<Exposure> known = exposure();
    return known.isPresent()
        ? UsageException.check(() -> schema.withExposure(known.get()))
        : schema;
  }
}
