package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.terminal.Count;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Schema;
import java.util.List;
import java.util.Map;

/** What training makes of columns that hold words. */
public final class CategoricalOption {
  private final Given<String> categorical;
  private final Given<List<String>> columns;

  /** Declares them. */
  public CategoricalOption(CommandSpec spec) {
    categorical =
        Given.orDefault(
            spec,
            String.class,
            "--categorical",
            "fail|one-hot",
            "fail",
            "A column of words: an error; or a column of 0 and 1 for each level but the first,"
                + " named column=level (with --no-intercept for all levels of the first such"
                + " column). Reads DATA twice. Default: ${DEFAULT-VALUE}.");
    columns =
        Given.names(
            spec,
            "--categorical-columns",
            "NAME",
            "Columns to be made such columns of 0 and 1 even where their cells are numbers.");
  }

  /**
   * A schema with its columns of words made known, if that was asked for.
   *
   * @param intercept whether the model will have one
   */
  public Schema apply(Schema schema, DataOptions data, boolean intercept, Terminal terminal) {
    boolean oneHot =
        Choice.of("--categorical", categorical.get(), Map.of("fail", false, "one-hot", true));
    if (!oneHot && columns.get().isEmpty()) {
      return schema;
    }
    List<CategoricalColumn> found =
        data.categorical(schema, columns.get(), oneHot, intercept, terminal);
    found.forEach(column -> terminal.note(note(column)));
    Schema known = schema.withCategorical(found);
    return oneHot ? known.withoutMoreLevels() : known;
  }

  private static String note(CategoricalColumn column) {
    return "one-hot: column '%s' has %s%s"
        .formatted(
            column.name(),
            Count.of(column.levels().size(), "level"),
            column.reference().map(level -> "; the reference is '" + level + "'").orElse(""));
  }
}
