package io.github.fallline.cli;

import io.github.fallline.data.MissingValues;
import java.util.Map;

/** What becomes of rows that lack a number. */
final class MissingOption {
  private final Given<String> missing;

  /** Declares them. */
  MissingOption(CommandSpec spec) {
    missing =
        Given.orDefault(
            spec,
            String.class,
            "--missing",
            "fail|skip|mean",
            "fail",
            "An empty field, NA, N/A, NaN, null or ?: an error; drop the row; or use the"
                + " column's mean. Default: ${DEFAULT-VALUE}.");
  }

  /** The rule; never {@link MissingValues#KEEP}. */
  MissingValues rule() {
    return Choice.of(
        "--missing",
        missing.get(),
        Map.of("fail", MissingValues.FAIL, "skip", MissingValues.SKIP, "mean", MissingValues.MEAN));
  }
}
