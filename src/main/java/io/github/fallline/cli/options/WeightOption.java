package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.nio.file.Path;

/** The column that says how much each row counts. */
public final class WeightOption {
  private final Given<String> column;

  /** Declares them. */
  public WeightOption(CommandSpec spec) {
    column =
        Given.of(
            spec,
            String.class,
            "--weight",
            "NAME",
            "A column of weights, 0 or more, that is no feature: a row of weight 3 counts as three"
                + " rows. Default: all rows count the same.");
  }

  /** The columns, that of the weights among them if one is named. */
  public Schema apply(Schema schema) {
    return column.get() == null
        ? schema
        : UsageException.check(() -> schema.withWeight(column.get()));
  }

  /** Refuses weights of rows that are kept in a cache. */
  public void check(Path cache) {
    if (column.get() != null && cache != null) {
      throw new UsageException("--weight: a --cache keeps no weights; leave one of them out");
    }
  }
}
