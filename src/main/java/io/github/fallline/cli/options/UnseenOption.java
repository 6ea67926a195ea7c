package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.data.UnseenLevels;

/** The option {@code --unseen}: how to treat categories that training has not seen. */
public final class UnseenOption {
  private final CliOption<UnseenLevels> unseen;

  public UnseenOption(CommandSpec spec) {
    unseen =
        spec.section(Section.COLUMNS)
            .withDefault(
                Choice.of(UnseenLevels.FAIL, UnseenLevels.ZERO),
                "--unseen=fail|zero",
                "fail",
                "Unknown category: fail, or encode as all zeros (like the reference level)."
                    + " Default: ${DEFAULT-VALUE}.");
  }

  public UnseenLevels rule() {
    return unseen.value();
  }
}
