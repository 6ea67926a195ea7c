package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.nio.file.Path;
import java.util.Optional;

/** The option {@code --weight}: a column of row weights. */
public final class WeightOption {
  private final CliOption<Optional<String>> column;

  public WeightOption(CommandSpec spec) {
    column =
        spec.section(Section.COLUMNS)
            .optional(
                Converter.TEXT,
                "--weight=NAME",
                "Column of row weights, 0 or more; a row of weight 3 counts as three rows. Default:"
                    + " equal weights.");
  }

  /** Adds the column of weights to a schema, if one is named. */
  public Schema apply(Schema schema) {
    return column.isGiven()
        ? UsageException.check(() -> schema.withWeight(column.value().orElseThrow()))
        : schema;
  }

  /** Rejects weights with what does not take them. */
  public void requireNone(String other) {
    if (column.isGiven()) {
      throw new UsageException("--weight: not supported with " + other + "; leave it out");
    }
  }

  /** Rejects weights together with a cache, which does not store them. */
  public void check(Optional<Path> cache) {
    if (column.isGiven() && cache.isPresent()) {
      throw new UsageException(
          "--weight: --cache does not store weights; leave out one of the two");
    }
  }
}
