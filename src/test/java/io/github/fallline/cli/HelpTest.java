package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final int WIDTH = 96;

  @ParameterizedTest
  @CsvSource({
    "train, --target --features --exclude --method --batch-size --learning-rate --update --epochs"
        + " --tolerance --patience --l2 --[no-]intercept --[no-]standardize --initial-weight"
        + " --[no-]shuffle --seed --missing --threads --separator --no-header --model-output"
        + " --history-output --plot --report --json --debug --help --version --memory --cache"
        + " --precision --categorical --validation-fraction --checkpoint --checkpoint-every"
        + " --resume --standard-errors --cluster --confidence-level --diagnostics --intercept-only"
        + " --exposure --offset --log-target --back-transform --jdbc --query --driver --fetch-size",
    "predict, --keep --back-transform --interval --confidence-level --model --output --missing --separator --no-header --debug --help",
    "evaluate, --model --target --missing --separator --no-header --json --debug --help",
    "generate, --rows --features --output --seed --noise --condition --threads --json --debug",
    "moments, --add --remove --features --exclude --date --date-format --weight --categorical"
        + " --threads --missing --separator --no-header --jdbc --output --json --debug --help",
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
    "train, Arguments Data Columns Method Learning-rate Loss-and-penalty Stopping Memory"
        + " Checkpoints Statistics Output General",
    "predict, Arguments Data Columns Model Statistics Output General",
    "evaluate, Arguments Data Columns Model Memory Output General",
    "compare, Arguments Data Columns Method Loss-and-penalty Stopping Memory Output General",
    "tune, Arguments Data Columns Method Learning-rate Loss-and-penalty Stopping Memory Output"
        + " General",
    "moments, Arguments Data Columns Output General",
    "generate, Data Output General",
    "report, Arguments Output General"
  })
  void sectionsFollowEachOther(String command, String expected) {
    List<String> sections = List.copyOf(sections(Run.done(command, "--help").out()).keySet());

    assertEquals(expected, String.join(" ", sections));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "predict",
        "evaluate",
        "compare",
        "tune",
        "moments",
        "generate",
        "report"
      })
  void everyOptionIsInOneSection(String command) {
    String help = Run.done(command, "--help").out();
    List<String> all =
        help.lines().filter(line -> line.matches("  (-\\w, )?--.*")).map(HelpTest::option).toList();
    List<String> explained =
        sections(help).values().stream().flatMap(List::stream).sorted().toList();

    assertEquals(all.stream().sorted().toList(), explained);
    assertEquals(explained.stream().distinct().toList(), explained);
    assertTrue(all.size() >= 5, help);
  }

  @ParameterizedTest
  @CsvSource({
    "Data, --missing",
    "Columns, --target",
    "Method, --method",
    "Learning-rate, --learning-rate",
    "Loss-and-penalty, --loss",
    "Stopping, --epochs",
    "Memory, --memory",
    "Checkpoints, --checkpoint",
    "Output, --model-output",
    "General, --help"
  })
  void sectionOfTrainBeginsWithItsMostUsedOption(String section, String option) {
    assertEquals(option, sections(Run.done("train", "--help").out()).get(section).get(0));
  }

  /** The options below each heading, whose blanks are dashes here. */
  private static Map<String, List<String>> sections(String help) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> options = new ArrayList<>();
    for (String line : help.lines().takeWhile(line -> !line.equals("Examples:")).toList()) {
      if (line.matches("[A-Z][a-z ]*:")) {
        options = new ArrayList<>();
        sections.put(line.replace(":", "").replace(' ', '-'), options);
      } else if (line.matches("  (-\\w, )?--.*")) {
        options.add(option(line));
      }
    }
    return sections;
  }

  private static String option(String line) {
    return line.replaceFirst("^  (-\\w, )?", "").replaceFirst("[= ].*", "");
  }

  @ParameterizedTest
  @CsvSource({
    "train, fallline train DATA... --target=NAME [OPTION]...",
    "predict, fallline predict DATA... --model=FILE.json [OPTION]...",
    "evaluate, fallline evaluate DATA... --model=FILE.json [OPTION]...",
    "moments, fallline moments DATA... --output=FILE [OPTION]...",
    "generate, fallline generate --rows=N --features=D --output=FILE.csv [OPTION]...",
    "tune, fallline tune DATA... --target=NAME [OPTION]...",
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
          "train", "predict", "evaluate", "compare", "generate", "tune", "moments", "report", "130"
        }) {
      assertTrue(help.contains(word), () -> word + " is missing from\n" + help);
    }
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    String help = Run.done("train", "--help").out().replaceAll("\\s+", " ");

    assertTrue(help.contains("full-batch, stochastic or mini-batch. Default: full-batch."), help);
    assertTrue(help.contains("Rows in a mini-batch. Default: 256."), help);
    assertTrue(help.contains("conjugate-gradient (full batch only). Default: plain."), help);
    assertTrue(help.contains("poisson (counts, log link). Default: squared."), help);
    assertTrue(help.contains("Initial value of every coefficient. Default: 0."), help);
    assertTrue(help.contains("Random seed. Default: 0."), help);
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
        "fallline: expected a command: train, predict, evaluate, path, compare, tune, moments, generate or report (see fallline --help)",
        run.err().strip());
  }
}
