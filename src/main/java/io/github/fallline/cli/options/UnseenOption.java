package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.data.UnseenLevels;
import java.util.Map;

/** What becomes of words in a categorical column that training has not met. */
public final class UnseenOption {
  private final Given<String> unseen;

  /** Declares them. */
  public UnseenOption(CommandSpec spec) {
    unseen =
        Given.orDefault(
            spec,
            String.class,
            "--unseen",
            "fail|zero",
            "fail",
            "A word that is no level of its column: an error; or zero in all of the column's"
                + " indicators, as for its reference level. Default: ${DEFAULT-VALUE}.");
  }

  public UnseenLevels rule() {
    return Choice.of(
        "--unseen", unseen.get(), Map.of("fail", UnseenLevels.FAIL, "zero", UnseenLevels.ZERO));
  }
}
