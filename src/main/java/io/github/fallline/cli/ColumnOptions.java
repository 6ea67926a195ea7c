package io.github.fallline.cli;

import io.github.fallline.data.Schema;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which column is predicted, and from which. */
final class ColumnOptions {
  @Option(
      names = "--target",
      paramLabel = "NAME",
      required = true,
      description = "The column to predict; its number, from 1, with --no-header.")
  private String target;

  @Option(
      names = "--features",
      paramLabel = "NAME",
      split = ",",
      description = "The columns to predict from. Default: every column but the target.")
  private List<String> features = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "NAME",
      split = ",",
      description = "Columns to leave out.")
  private List<String> excluded = List.of();

  /**
   * The columns.
   *
   * @throws UsageException if they do not fit each other
   */
  Schema schema() {
    return UsageException.check(() -> new Schema(Optional.of(target), features, excluded));
  }
}
