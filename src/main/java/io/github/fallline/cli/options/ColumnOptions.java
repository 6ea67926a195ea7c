package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Schema;
import java.util.List;

/** The options that name the target and the features. */
public final class ColumnOptions {
  private final CliOption<String> target;
  private final CliOption<List<String>> features;
  private final CliOption<List<String>> excluded;
  private final DateOptions dates;

  public ColumnOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    target =
        section.required(
            Converter.TEXT,
            "--target=NAME",
            "Column to predict; with --no-header its 1-based number. Required.");
    features =
        section.names(
            "--features=NAME",
            "Columns to predict from. Default: all but the target. x* is all columns that begin with"
                + " x, with --no-header 3-7 is columns 3 to 7; a name with a comma: '\"a,b\"'.");
    excluded = section.names("--exclude=NAME", "Columns to leave out, named as above.");
    dates = new DateOptions(section);
  }

  /**
   * The columns.
   *
   * @throws UsageException if they do not fit each other
   */
  public Schema schema() {
    try {
      Schema schema =
          Schema.target(target.value())
              .withFeatures(features.value())
              .withExcluded(excluded.value());
      return dates.apply(schema);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
