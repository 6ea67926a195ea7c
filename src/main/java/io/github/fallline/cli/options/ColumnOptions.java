package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.util.List;
import java.util.Optional;

/** The options that name the target and the features. */
public final class ColumnOptions {
  private final CliOption<String> target;
  private final CliOption<List<String>> features;
  private final CliOption<List<String>> excluded;

  public ColumnOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    target =
        section.required(
            Converter.TEXT,
            "--target=NAME",
            "Column to predict; with --no-header its 1-based number. Required.");
    features =
        section.names("--features=NAME", "Columns to predict from. Default: all but the target.");
    excluded = section.names("--exclude=NAME", "Columns to leave out.");
  }

  /**
   * The columns.
   *
   * @throws UsageException if they do not fit each other
   */
  public Schema schema() {
    try {
      return new Schema(Optional.of(target.value()), features.value(), excluded.value());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
