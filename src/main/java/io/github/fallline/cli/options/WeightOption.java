package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.nio.file.Path;

/** The option {@code --weight}: a column of row weights. */
public final class WeightOption {
  private final CliOption<String> column;

  public WeightOption(CommandSpec spec) {
    column =
        CliOption.of(
            spec,
            Section.COLUMNS,
            String.class,
            "--weight",
            "NAME",
            "Column of row weights, 0 or more; a row of weight 3 counts as three rows. Default:"
                + " equal weights.");
  }

  /** Adds the column of weights to a schema, if one is named. */
  public Schema apply(Schema schema) {
    return column.get() == null
        ? schema
        : UsageException.check(() -> schema.withWeight(column.get()));
  }

  /** Rejects weights together with a cache, which does not store them. */
  public void check(Path cache) {
    if (column.get() != null && cache != null) {
      throw new UsageException(
          "--weight: --cache does not store weights; leave out one of the two");
    }
  }
}
