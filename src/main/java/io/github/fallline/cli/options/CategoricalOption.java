package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.terminal.Plural;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Schema;
import java.util.List;

/** The options for categorical columns. */
public final class CategoricalOption {
  private enum Encoding {
    FAIL,
    ONE_HOT
  }

  private final CliOption<Encoding> categorical;
  private final CliOption<List<String>> columns;

  public CategoricalOption(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    categorical =
        section.withDefault(
            Choice.of(Encoding.values()),
            "--categorical=fail|one-hot",
            "fail",
            "Treatment of text columns. Default: ${DEFAULT-VALUE}.\nfail: an error\n"
                + "one-hot: an indicator column=level for each level but the first (with"
                + " --no-intercept: for all levels of the first such column); reads DATA twice");
    columns =
        section.names(
            "--categorical-columns=NAME", "Columns to encode one-hot even if they hold numbers.");
  }

  /**
   * Returns the schema with the categorical columns added, if that was asked for.
   *
   * @param intercept whether the model will have one
   */
  public Schema apply(Schema schema, DataOptions data, boolean intercept, Terminal terminal) {
    boolean oneHot = categorical.value() == Encoding.ONE_HOT;
    if (!oneHot && columns.value().isEmpty()) {
      return schema;
    }
    List<CategoricalColumn> found =
        data.categorical(schema, columns.value(), oneHot, intercept, terminal);
    found.forEach(column -> terminal.note(note(column)));
    Schema known = schema.withCategorical(found);
    return oneHot ? known.withoutMoreLevels() : known;
  }

  private static String note(CategoricalColumn column) {
    return "one-hot: column '%s' has %s%s"
        .formatted(
            column.name(),
            Plural.of(column.levels().size(), "level"),
            column.reference().map(level -> "; the reference is '" + level + "'").orElse(""));
  }
}
