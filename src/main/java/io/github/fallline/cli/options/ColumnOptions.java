package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.util.List;
import java.util.Optional;

/** The options that say which column is predicted, and from which. */
public final class ColumnOptions {
  private final Given<String> target;
  private final Given<List<String>> features;
  private final Given<List<String>> excluded;

  /** Declares them. */
  public ColumnOptions(CommandSpec spec) {
    target =
        Given.required(
            spec,
            String.class,
            "--target",
            "NAME",
            "The column to predict; its number, from 1, with --no-header.");
    features =
        Given.names(
            spec,
            "--features",
            "NAME",
            "The columns to predict from. Default: every column but the target.");
    excluded = Given.names(spec, "--exclude", "NAME", "Columns to leave out.");
  }

  /**
   * The columns.
   *
   * @throws UsageException if they do not fit each other
   */
  public Schema schema() {
    try {
      return new Schema(Optional.of(target.get()), features.get(), excluded.get());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
