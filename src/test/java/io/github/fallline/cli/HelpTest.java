package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final int WIDTH = 88;

  @ParameterizedTest
  @CsvSource({
    "train, --target --features --exclude --method --batch-size --learning-rate --update --epochs"
        + " --tolerance --patience --l2 --[no-]intercept --[no-]standardize --initial-weight"
        + " --[no-]shuffle --seed --missing --threads --separator --no-header --model-output"
        + " --history-output --plot --report --json --debug --help --version --memory --cache"
        + " --precision --categorical --validation-fraction --checkpoint --checkpoint-every"
        + " --resume",
    "predict, --model --output --missing --separator --no-header --debug --help",
    "evaluate, --model --target --missing --separator --no-header --json --debug --help",
    "generate, --rows --features --output --seed --noise --condition --threads --json --debug",
    "tune, --target --features --exclude --gap --method --batch-size --update --schedule --epochs"
        + " --loss --l1 --l2 --seed --threads --missing --separator --plot --json --debug --help",
    "report, --output --plot --debug --help"
  })
  void helpExplainsEveryOption(String command, String options) {
    String help = Run.done(command, "--help").out();

    for (String option : options.split(" ", -1)) {
      boolean explained =
          help.lines()
              .anyMatch(
                  line ->
                      line.matches(
                          " +(-\\w, )?\\Q" + option + "\\E[= ].*|.*, \\Q" + option + "\\E( .*)?"));
      assertTrue(explained, () -> option + " is missing from\n" + help);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train, fallline train DATA --target=NAME [OPTION]...",
    "predict, fallline predict DATA --model=FILE.json [OPTION]...",
    "evaluate, fallline evaluate DATA --model=FILE.json [OPTION]...",
    "generate, fallline generate --rows=N --features=D --output=FILE.csv [OPTION]...",
    "tune, fallline tune DATA --target=NAME [OPTION]...",
    "report, fallline report RESULTS.json... --output=FILE.html [OPTION]..."
  })
  void usageIsOneLineWithAllThatIsRequired(String command, String usage) {
    String help = Run.done(command, "--help").out();

    assertEquals("Usage: " + usage, help.lines().skip(1).findFirst().orElseThrow());
    help.lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
  }

  @Test
  void programNamesItsCommandsAndExitCodes() {
    String help = Run.done("--help").out();

    for (String word :
        new String[] {
          "train", "predict", "evaluate", "compare", "generate", "tune", "report", "130"
        }) {
      assertTrue(help.contains(word), () -> word + " is missing from\n" + help);
    }
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    String help = Run.done("train", "--help").out().replaceAll("\\s+", " ");

    assertTrue(help.contains("full-batch, stochastic or mini-batch. Default: full-batch."), help);
    assertTrue(help.contains("Rows a mini-batch. Default: 256."), help);
    assertTrue(help.contains("as many epochs as columns). Default: plain."), help);
    assertTrue(help.contains("as exp of a sum). Default: squared."), help);
    assertTrue(help.contains("Where every coefficient begins. Default: 0."), help);
    assertTrue(help.contains("The source of all randomness. Default: 0."), help);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionNamesProgramJavaAndMatrices(String option) {
    String version = Run.done(option).out();

    assertTrue(version.startsWith("fallline "), version);
    assertTrue(version.contains("ND4J "), version);
  }

  @Test
  void noCommandIsWrongUsage() {
    Run run = Run.of();

    assertEquals(2, run.code());
    assertEquals(
        "fallline: expected a command: train, predict, evaluate, compare, tune, generate or report (see fallline --help)",
        run.err().strip());
  }
}
