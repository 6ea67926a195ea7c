package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Losses, penalties, update rules and schedules on the command line. */
class TrainObjectiveTest {
  private static final Path WORKED_EXAMPLE = Path.of("data/worked-example.csv");

  @TempDir Path directory;

  private static Run run(Path data, String options) {
    List<Object> arguments = new ArrayList<>(List.of("train", data, "--target", "y", "--json"));
    arguments.addAll(List.of(options.split(" ")));
    return Run.of(arguments.toArray());
  }

  private static JsonNode train(Path data, String options) {
    Run run = run(data, options);
    assertEquals(0, run.code(), run.err());
    return run.json();
  }

  private JsonNode settings(String options) throws IOException {
    Path model = directory.resolve("m.json");
    train(WORKED_EXAMPLE, options + " --model-output " + model);
    return Run.json(Files.readString(model)).at("/training/settings");
  }

  @Test
  void huberFollowsTheMajority() throws IOException {
    // y = 2 x but for one value; its pull is bounded, so the slope stays near 2.
    Path data =
        Files.writeString(
            directory.resolve("h.csv"), "x,y\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,500\n");

    double squared = train(data, "--loss squared").at("/coefficients/x").doubleValue();
    double huber =
        train(data, "--loss huber --huber-delta 0.1").at("/coefficients/x").doubleValue();

    // By hand: the slope of the squares is 2 + 486 * 3 / 28.
    assertEquals(2 + 486.0 * 3 / 28, squared, 1e-6);
    assertEquals(2, huber, 0.2);
  }

  @Test
  void quantileOfAConstantColumnIsThatOfTheTarget() throws IOException {
    Path data = Files.writeString(directory.resolve("q.csv"), "x,y\n1,1\n1,2\n1,3\n1,4\n1,50\n");

    JsonNode json = train(data, "--loss quantile --method mini-batch --batch-size 1 --epochs 2000");

    // The median, to which the one large value means no more than any other.
    assertEquals(3, json.get("intercept").doubleValue(), 0.1);
  }

  @Test
  void poissonModelPredictsCountsAndNotTheirLogarithms() throws IOException {
    // A rate of 3 at x = 0 and 12 at x = 1: intercept ln 3, coefficient ln 4.
    Path data = Files.writeString(directory.resolve("p.csv"), "x,y\n0,2\n0,4\n1,11\n1,13\n");
    Path model = directory.resolve("m.json");

    JsonNode trained = train(data, "--loss poisson --model-output " + model);
    Run predicted = Run.done("predict", data, "--model", model);
    JsonNode evaluated = Run.done("evaluate", data, "--model", model, "--json").json();

    assertEquals(Math.log(3), trained.get("intercept").doubleValue(), 1e-6);
    assertEquals(Math.log(4), trained.at("/coefficients/x").doubleValue(), 1e-6);
    List<String> lines = predicted.out().lines().toList();
    assertEquals(3, Double.parseDouble(lines.get(1)), 1e-5);
    assertEquals(12, Double.parseDouble(lines.get(4)), 1e-5);
    // Every prediction is 1 off.
    assertEquals(1, evaluated.get("mse").doubleValue(), 1e-5);
    assertEquals(
        evaluated.get("mse"), Run.json(Files.readString(model)).at("/training/metrics/mse"));
    // By hand: mean of exp(p) - y p = (6 - 6 ln 3 + 24 - 24 ln 12) / 4; not the mean square.
    double loss = (30 - 6 * Math.log(3) - 24 * Math.log(12)) / 4;
    assertEquals(loss, trained.get("loss").doubleValue(), 1e-9);
  }

  @Test
  void poissonRefusesANegativeTargetByItsLine() throws IOException {
    Path data = Files.writeString(directory.resolve("n.csv"), "x,y\n0,2\n1,-4\n");

    Run run = run(data, "--loss poisson");

    assertEquals(3, run.code());
    assertEquals(
        "fallline: "
            + data
            + ":3: column 'y' is -4.0; the poisson loss needs targets of at least 0.0\n",
        run.err());
  }

  @Test
  void absolutePenaltyIsPartOfTheLoss() {
    // mean(x^2) = 14/3: (14/3)(w - 2)^2 + R |w| is least at w = 2 - R / (28/3).
    JsonNode json = train(WORKED_EXAMPLE, "--l1 7 --no-intercept --no-standardize");

    double weight = 2 - 7 * 3 / 28.0;
    assertEquals(weight, json.at("/coefficients/x").doubleValue(), 1e-8);
    double expected = 14.0 / 3 * (weight - 2) * (weight - 2) + 7 * weight;
    assertEquals(expected, json.get("loss").doubleValue(), 1e-10);
    assertEquals("converged", json.get("stopReason").stringValue());
  }

  @Test
  void penaltyThatIsTooLargeLeavesExactZeros() {
    assertEquals(0, train(WORKED_EXAMPLE, "--l1 100").at("/coefficients/x").doubleValue());
  }

  @Test
  void scheduleChangesTheRateOfEveryEpoch() {
    JsonNode json =
        train(
            WORKED_EXAMPLE,
            "--no-intercept --no-standardize --learning-rate 0.05 --epochs 2"
                + " --schedule exponential --schedule-rate 0.5");

    // From w = 0: an epoch multiplies w - 2 by 1 - 2 rate 14/3.
    double distance = -2 * (1 - 0.1 * 14 / 3) * (1 - 0.05 * 14 / 3);
    assertEquals(2 + distance, json.at("/coefficients/x").doubleValue(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"adagrad", "rmsprop", "adam"})
  void rescalingRulesNeedNoLearningRate(String rule) {
    JsonNode json = train(WORKED_EXAMPLE, "--update " + rule);

    assertEquals("converged", json.get("stopReason").stringValue());
    assertEquals(2, json.at("/coefficients/x").doubleValue(), 0.05);
  }

  @Test
  void modelFileNamesTheObjective() throws IOException {
    JsonNode huber = settings("--loss huber --huber-delta 3 --l1 0.5 --l2 0.25 --epochs 5");

    assertEquals("huber", huber.get("loss").stringValue());
    assertEquals(3, huber.get("huberDelta").doubleValue());
    assertEquals(0.5, huber.get("l1").doubleValue());
    assertEquals(0.25, huber.get("l2").doubleValue());
    assertEquals(0.5, settings("--loss quantile --epochs 5").get("quantile").doubleValue());
  }

  @ParameterizedTest
  @CsvSource({
    "inverse, 0.1, 1, ''",
    "step, 0.5, '', 100",
    "exponential, 0.99, '', ''",
    "polynomial, '', 1, 100",
    "sigmoid, 0.1, '', 100"
  })
  void modelFileNamesTheSchedule(String name, String rate, String power, String epochs)
      throws IOException {
    JsonNode settings = settings("--learning-rate 0.01 --epochs 5 --schedule " + name);

    assertEquals(name, settings.get("schedule").stringValue());
    assertNumber(rate, settings.path("scheduleRate"));
    assertNumber(power, settings.path("schedulePower"));
    assertNumber(epochs, settings.path("scheduleEpochs"));
  }

  private static void assertNumber(String expected, JsonNode found) {
    if (expected.isEmpty()) {
      assertTrue(found.isMissingNode(), found::toString);
    } else {
      assertEquals(Double.parseDouble(expected), found.doubleValue());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--loss cubic|--loss: expected one of huber, poisson, quantile, squared, got 'cubic'",
        "--huber-delta 2|--huber-delta requires --loss huber",
        "--quantile 0.5|--quantile requires --loss quantile",
        "--loss huber --huber-delta 0|--huber-delta: expected a number above 0, got 0.0",
        "--loss quantile --quantile 1|--quantile: expected a number between 0 and 1, got 1.0",
        "--l1 -1|--l1: expected a number >= 0, got -1.0",
        "--l1 1 --update momentum|--l1 requires --update plain, got momentum",
        "--update adam --momentum 0.5|--momentum requires --update momentum or nesterov",
        "--schedule step|--schedule requires a number as --learning-rate",
        "--schedule-rate 2|--schedule-rate requires --schedule inverse, step, exponential or sigmoid",
        "--learning-rate 1 --schedule slow|--schedule: expected one of constant, exponential,"
            + " inverse, polynomial, sigmoid, step, got 'slow'",
        "--learning-rate 1 --schedule step --schedule-power 2|--schedule-power requires --schedule"
            + " inverse or polynomial",
        "--learning-rate 1 --schedule inverse --schedule-epochs 2|--schedule-epochs requires"
            + " --schedule step, polynomial or sigmoid",
        "--learning-rate 1 --schedule step --schedule-rate 2|--schedule-rate: expected a number"
            + " above 0 and at most 1, got 2.0"
      })
  void settingsThatDoNotGoTogetherAreWrongUsage(String options, String message) {
    Run run = run(WORKED_EXAMPLE, options);

    assertEquals(2, run.code());
    assertEquals("fallline: " + message, run.err().strip());
  }
}
