package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.data.Schema;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of every command that trains on a table: which columns are target, features and
 * weights, and which are categorical.
 */
public final class TrainColumns {
  private final ColumnOptions columns;
  private final WeightOption weight;
  private final CategoricalOption categorical;

  public TrainColumns(CommandSpec spec) {
    columns = new ColumnOptions(spec);
    weight = new WeightOption(spec);
    categorical = new CategoricalOption(spec);
  }

  /**
   * The columns that are named, before levels are read.
   *
   * @param cache the file that the rows are cached in; empty for none
   * @throws io.github.fallline.cli.args.UsageException if they do not fit each other
   */
  public Schema schema(Optional<Path> cache) {
    weight.check(cache);
    return weight.apply(columns.schema());
  }

  /**
   * Adds the categorical columns, if that was asked for, by reading the data.
   *
   * @param schema of {@link #schema}, with other columns perhaps
   * @param intercept whether the model will have one
   */
  public Schema withLevels(Schema schema, DataOptions data, boolean intercept, Terminal terminal) {
    return categorical.apply(schema, data, intercept, terminal);
  }
}
