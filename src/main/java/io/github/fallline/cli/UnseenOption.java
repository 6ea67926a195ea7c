package io.github.fallline.cli;

import io.github.fallline.data.UnseenLevels;
import java.util.Map;
import picocli.CommandLine.Option;

/** What becomes of words in a categorical column that training has not met. */
final class UnseenOption {
  @Option(
      names = "--unseen",
      paramLabel = "fail|zero",
      defaultValue = "fail",
      description =
          "A word that is no level of its column: an error; or zero in all of the column's"
              + " indicators, as for its reference level. Default: ${DEFAULT-VALUE}.")
  private String unseen;

  UnseenLevels rule() {
    return Choice.of(
        "--unseen", unseen, Map.of("fail", UnseenLevels.FAIL, "zero", UnseenLevels.ZERO));
  }
}
