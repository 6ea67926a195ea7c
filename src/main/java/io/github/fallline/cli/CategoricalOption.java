package io.github.fallline.cli;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Schema;
import java.util.List;
import java.util.Map;

/** What training makes of columns that hold words. */
final class CategoricalOption {
  private final Given<String> categorical;

  /** Declares them. */
  CategoricalOption(CommandSpec spec) {
    categorical =
        Given.orDefault(
            spec,
            String.class,
            "--categorical",
            "fail|one-hot",
            "fail",
            "A column of words: an error; or a column of 0 and 1 for each level but the first, named"
                + " column=level (with --no-intercept for all levels of the first such column)."
                + " Reads DATA twice. Default: ${DEFAULT-VALUE}.");
  }

  /**
   * A schema with its columns of words made known, if that was asked for.
   *
   * @param intercept whether the model will have one
   */
  Schema apply(Schema schema, DataOptions data, boolean intercept, Terminal terminal) {
    boolean oneHot =
        Choice.of("--categorical", categorical.get(), Map.of("fail", false, "one-hot", true));
    if (!oneHot) {
      return schema;
    }
    List<CategoricalColumn> columns = data.categorical(schema, intercept, terminal);
    columns.forEach(column -> terminal.note(note(column)));
    return schema.withCategorical(columns);
  }

  private static String note(CategoricalColumn column) {
    return "one-hot: column '%s' has %s%s"
        .formatted(
            column.name(),
            Count.of(column.levels().size(), "level"),
            column.reference().map(level -> "; the reference is '" + level + "'").orElse(""));
  }
}
