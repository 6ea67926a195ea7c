package io.github.fallline.cli.options;

import io.github.fallline.argument.Setting;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CategoricalRequest;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Schema;
import io.github.fallline.text.Plural;
import java.util.ArrayList;
import java.util.List;

/** The options for categorical columns. */
public final class CategoricalOption {
  private static final String ONE_HOT = "one-hot";
  private static final String FAIL = "fail";

  private final CliOption<List<String>> categorical;
  private final CliOption<List<String>> columns;

  public CategoricalOption(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    categorical =
        section.names(
            "--categorical=fail|one-hot|NAME",
            "Treatment of text columns. Default: fail.\nfail: an error\n"
                + "one-hot: an indicator column=level for each level but the first (with"
                + " --no-intercept: for all levels of the first such column); reads DATA twice\n"
                + "NAME: one-hot for these columns, even if they hold numbers. Levels are ordered"
                + " by value if all are numbers, otherwise by their characters");
    columns =
        section.names(
            "--categorical-columns=NAME",
            "Columns to encode one-hot even if they hold numbers, also beside --categorical"
                + " one-hot.");
  }

  /**
   * Returns the schema with the categorical columns added, if that was asked for.
   *
   * @param intercept whether the model will have one
   */
  public Schema apply(Schema schema, DataOptions data, boolean intercept, Terminal terminal) {
    List<String> names = new ArrayList<>(categorical.value());
    boolean oneHot = names.remove(ONE_HOT);
    boolean fail = names.remove(FAIL);
    if (fail && (oneHot || !names.isEmpty())) {
      throw new UsageException(
          "--categorical: expected fail alone, or one-hot or names of columns");
    }
    if (!oneHot && names.isEmpty() && columns.value().isEmpty()) {
      return schema;
    }
    List<CategoricalRequest> asked =
        List.of(
            new CategoricalRequest(Setting.CATEGORICAL_REQUEST, names),
            new CategoricalRequest(Setting.CATEGORICAL, columns.value()));
    String option = !oneHot && names.isEmpty() ? columns.name() : categorical.name();
    Schema known =
        data.categorical(
            schema, asked, oneHot ? option + " " + ONE_HOT : option, oneHot, intercept, terminal);
    known.categorical().forEach(column -> terminal.note(note(column)));
    return known;
  }

  private static String note(CategoricalColumn column) {
    return "one-hot: column '%s' has %s%s"
        .formatted(
            column.name(),
            Plural.of(column.levels().size(), "level"),
            column.reference().map(level -> "; the reference is '" + level + "'").orElse(""));
  }
}
