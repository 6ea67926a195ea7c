package io.github.fallline.cli;

import io.github.fallline.data.MissingValues;
import java.util.Map;
import picocli.CommandLine.Option;

/** What becomes of rows that lack a number. */
final class MissingOption {
  @Option(
      names = "--missing",
      paramLabel = "fail|skip|mean",
      defaultValue = "fail",
      description =
          "An empty field, NA, N/A, NaN, null or ?: an error; drop the row; or use the"
              + " column's mean. Default: ${DEFAULT-VALUE}.")
  private String missing;

  /** The rule; never {@link MissingValues#KEEP}. */
  MissingValues rule() {
    return Choice.of(
        "--missing",
        missing,
        Map.of("fail", MissingValues.FAIL, "skip", MissingValues.SKIP, "mean", MissingValues.MEAN));
  }
}
