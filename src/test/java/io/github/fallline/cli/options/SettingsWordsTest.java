package io.github.fallline.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.descent.SettingsCodec;
import io.github.fallline.descent.TrainingConfig;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings are written as the options that ask for them. */
class SettingsWordsTest {
  private static final String[] ALL = {
    "--method",
    "--gradient",
    "--batch-size",
    "--precondition",
    "--variance-reduction",
    "--update",
    "--momentum",
    "--learning-rate",
    "--schedule",
    "--schedule-rate",
    "--schedule-power",
    "--schedule-epochs",
    "--loss",
    "--huber-delta",
    "--quantile",
    "--l1",
    "--l2",
    "--intercept",
    "--standardize",
    "--initial-weight",
    "--shuffle",
    "--seed",
    "--rows-per-epoch"
  };

  private static TrainingConfig config(String line) {
    CommandSpec spec = new CommandSpec("fallline test", "Test.", "fallline test");
    TrainOptions options = new TrainOptions(spec);
    spec.parse(line.isBlank() ? List.of() : List.of(line.strip().split(" ")));
    return options.config();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--gradient rows --no-intercept",
        "--gradient moments --update conjugate-gradient --l2 0.25",
        "--update momentum --momentum 0.7",
        "--update nesterov --seed 7",
        "--update adagrad --initial-weight 2.5",
        "--update rmsprop --learning-rate 0.125 --no-standardize",
        "--update adam --learning-rate 1e-4",
        "--learning-rate 0.5 --schedule inverse --schedule-rate 0.3 --schedule-power 2",
        "--learning-rate 0.5 --schedule step --schedule-rate 0.7 --schedule-epochs 5",
        "--learning-rate 0.5 --schedule exponential --schedule-rate 0.9",
        "--learning-rate 0.5 --schedule polynomial --schedule-power 3 --schedule-epochs 6",
        "--learning-rate 0.5 --schedule sigmoid --schedule-rate 0.2 --schedule-epochs 9",
        "--loss huber --huber-delta 1.5",
        "--loss quantile --quantile 0.9",
        "--loss poisson --l1 0.5 --l2 0.25",
        "--method stochastic --no-shuffle --precondition whiten",
        "--method stochastic --rows-per-epoch 3",
        "--method mini-batch --batch-size 17 --variance-reduction svrg --precondition none"
      })
  void wordsOfSettingsAskForTheSameSettings(String line) {
    TrainingConfig config = config(line);

    String words = SettingsCodec.commandLine(config, ALL);

    assertEquals(config, config(words), words);
    for (String option : line.split(" ", -1)) {
      assertTrue(
          !option.startsWith("--") || words.contains(" " + option + " ") || words.endsWith(option),
          () -> option + " is missing in" + words);
    }
  }
}
