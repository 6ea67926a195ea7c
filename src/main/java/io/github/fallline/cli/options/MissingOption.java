package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.data.MissingValues;
import java.util.Map;

/** What becomes of rows that lack a number. */
public final class MissingOption {
  private final Given<String> missing;

  /** Declares it for rows with a target. */
  public MissingOption(CommandSpec spec) {
    this(
        spec,
        "an error; drop the row; or use the mean of the column in the training rows, weighted where"
            + " rows have weights. Targets and weights are never filled in: with mean, a row"
            + " without a target is dropped, and one without a weight is an error.");
  }

  /**
   * Declares it.
   *
   * @param rules what each rule does
   */
  public MissingOption(CommandSpec spec, String rules) {
    missing =
        Given.orDefault(
            spec,
            String.class,
            "--missing",
            "fail|skip|mean",
            "fail",
            "An empty field, NA, N/A, NaN, null or ?: " + rules + " Default: ${DEFAULT-VALUE}.");
  }

  /** The rule; never {@link MissingValues#KEEP}. */
  public MissingValues rule() {
    return Choice.of(
        "--missing",
        missing.get(),
        Map.of("fail", MissingValues.FAIL, "skip", MissingValues.SKIP, "mean", MissingValues.MEAN));
  }
}
