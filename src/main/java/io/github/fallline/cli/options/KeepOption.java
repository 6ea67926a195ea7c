package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.csv.KeptFields;
import java.util.List;
import java.util.Optional;

/** The option {@code --keep}: columns of the data that are written beside the predictions. */
public final class KeepOption {
  private static final String ALL = "all";

  private final CliOption<List<String>> names;

  public KeepOption(CommandSpec spec) {
    names =
        spec.section(Section.COLUMNS)
            .names(
                "--keep=NAME",
                "Columns to copy in front of the predictions, as text, or all of them: all.");
  }

  /**
   * Collects the fields; empty if none are wanted.
   *
   * @param others names of the columns of predictions
   * @throws UsageException if a column is named twice
   */
  public Optional<KeptFields> fields(List<String> others) {
    List<String> wanted = names.value();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.equals(List.of(ALL))) {
      return Optional.of(KeptFields.all(others));
    }
    try {
      return Optional.of(KeptFields.of(wanted, others));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--keep: " + e.getMessage());
    }
  }
}
