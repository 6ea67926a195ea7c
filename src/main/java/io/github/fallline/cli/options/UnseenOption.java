package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.data.UnseenLevels;
import java.util.Map;

/** The option {@code --unseen}: how to treat categories that training has not seen. */
public final class UnseenOption {
  private final CliOption<String> unseen;

  public UnseenOption(CommandSpec spec) {
    unseen =
        CliOption.orDefault(
            spec,
            Section.COLUMNS,
            String.class,
            "--unseen",
            "fail|zero",
            "fail",
            "Unknown category: fail, or encode as all zeros (like the reference level). Default:"
                + " ${DEFAULT-VALUE}.");
  }

  public UnseenLevels rule() {
    return Choice.of(
        "--unseen", unseen.get(), Map.of("fail", UnseenLevels.FAIL, "zero", UnseenLevels.ZERO));
  }
}
