package io.github.fallline.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code --weight}: training and evaluation on weighted rows are those on repeated ones. */
class WeightOptionTest {
  @TempDir private Path directory;

  private Path weighted;
  private Path repeated;
  private Path gaps;

  @BeforeEach
  void writeTables() throws IOException {
    Random random = new Random(1);
    StringBuilder once = new StringBuilder("a,count,b,y\n");
    StringBuilder often = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 300; i++) {
      double a = random.nextGaussian();
      double b = 10 + random.nextGaussian();
      double y = 2 * a - b + random.nextGaussian();
      int weight = random.nextInt(4);
      once.append(a).append(',').append(weight).append(',').append(b).append(',').append(y);
      once.append('\n');
      for (int k = 0; k < weight; k++) {
        often.append(a).append(',').append(b).append(',').append(y).append('\n');
      }
    }
    weighted = Files.writeString(directory.resolve("weighted.csv"), once);
    repeated = Files.writeString(directory.resolve("repeated.csv"), often);
    gaps = directory.resolve("gaps.csv");
  }

  private static JsonNode trained(Path data, Object... options) {
    Object[] always = {"train", data, "--target", "y", "--json"};
    return Run.done(joined(always, options)).json();
  }

  private static void assertClose(JsonNode expected, JsonNode found, String name, double within) {
    double value = expected.at(name).asDouble();
    assertEquals(value, found.at(name).asDouble(), within * (1 + Math.abs(value)), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in-memory", "streaming"})
  void standardErrorsAreThoseOfRepeatedRows(String memory) {
    JsonNode expected = trained(repeated);

    JsonNode found = trained(weighted, "--memory", memory, "--weight", "count");

    for (String name :
        new String[] {"/degreesOfFreedom", "/residualStandardError", "/standardErrors/a"}) {
      assertClose(expected, found, "/statistics" + name, 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "full-batch, in-memory, 1e-9",
    "full-batch, streaming, 1e-7",
    "stochastic, in-memory, 0.05",
    "mini-batch, in-memory, 0.05",
    "mini-batch, streaming, 0.05"
  })
  void trainsAsOnRepeatedRows(String method, String memory, double within) {
    JsonNode expected = trained(repeated, "--method", method);

    JsonNode found = trained(weighted, "--method", method, "--memory", memory, "--weight", "count");

    assertEquals(300, found.get("rows").asInt());
    assertEquals(2, found.get("coefficients").size());
    for (String name : new String[] {"/coefficients/a", "/coefficients/b", "/loss"}) {
      assertClose(expected, found, name, within);
    }
    assertClose(expected, found, "/intercept", 10 * within); // column b lies about 10
    for (String name : new String[] {"/rmse", "/r2"}) {
      assertClose(expected, found, name, Math.min(within, 1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "mean"})
  void evaluatesAsOnRepeatedRows(String missing) {
    Path model = directory.resolve("model.json");
    Run.done("train", repeated, "--target", "y", "--model-output", model);
    JsonNode expected = Run.done("evaluate", repeated, "--model", model, "--json").json();

    JsonNode found =
        Run.done(
                "evaluate",
                weighted,
                "--model",
                model,
                "--weight",
                "count",
                "--missing",
                missing,
                "--json")
            .json();

    assertEquals(300, found.get("rows").asInt());
    for (String name : new String[] {"/mse", "/rmse", "/mae", "/r2"}) {
      assertClose(expected, found, name, 1e-12);
    }
  }

  @Test
  void theModelRecordsItsWeights() throws IOException {
    Path model = directory.resolve("model.json");

    Run.done("train", weighted, "--target", "y", "--weight", "count", "--model-output", model);

    assertTrue(Files.readString(model).contains("\"weight\" : \"count\""));
  }

  @Test
  void heldOutRowsAreWeighted() {
    JsonNode found = trained(weighted, "--weight", "count", "--validation-fraction", "0.3");

    assertEquals(210, found.get("rows").asInt());
  }

  @Test
  void rowsWithoutAWeightAreSkippedWhereThatIsTheRule() throws IOException {
    Files.writeString(gaps, "x,w,y\n1,1,1\n2,NA,9\n3,3,4\n");
    Path filled = Files.writeString(directory.resolve("filled.csv"), "x,w,y\n1,1,1\n3,3,4\n");
    JsonNode expected = trained(filled, "--weight", "w");

    JsonNode found = trained(gaps, "--weight", "w", "--missing", "skip");

    assertEquals(expected.get("coefficients"), found.get("coefficients"));
    assertEquals(expected.get("rmse"), found.get("rmse"));
    assertEquals(1, found.get("skippedRows").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,1 | 2,-1,2 | gaps.csv:3: column 'w' is \"-1\"; a weight is 0 or more (choose another",
        "1,1,1 | 2,NA,2 | gaps.csv:3: column 'w' is \"NA\"; expected a number (--missing skip",
        "1,1,1 | 2,x,2 | gaps.csv:3: column 'w' is \"x\"; expected a number (choose another --weight)",
        "1,0,1 | 2,0,2 | gaps.csv: column 'w': all weights are 0; at least one weight must be above 0"
      })
  void refusesWhatIsNoWeight(String first, String second, String error) throws IOException {
    Files.writeString(gaps, "x,w,y\n" + first + "\n" + second + "\n");

    for (String memory : new String[] {"in-memory", "streaming"}) {
      Run run = Run.of("train", gaps, "--target", "y", "--weight", "w", "--memory", memory);

      assertEquals(3, run.code());
      assertTrue(run.err().contains(error), run.err());
      assertEquals(1, run.err().lines().count());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "y,     2, cannot be both --weight and --target",
    "other, 3, no column 'other' for --weight"
  })
  void refusesColumnsThatAreNoWeights(String column, int code, String error) {
    Run run = Run.of("train", weighted, "--target", "y", "--weight", column);

    assertEquals(code, run.code());
    assertTrue(run.err().contains(error), run.err());
  }

  @Test
  void refusesACache() {
    Path cache = directory.resolve("cache.npy");
    Run run = Run.of("train", weighted, "--target", "y", "--weight", "count", "--cache", cache);

    assertEquals(2, run.code());
    assertTrue(run.err().contains("--weight: --cache does not store weights"), run.err());
  }

  @Test
  void goesOnOnlyWithTheSameWeights() {
    Path checkpoint = directory.resolve("run.checkpoint");
    Object[] start = {"train", weighted, "--target", "y", "--exclude", "count"};
    Object[] kept = {"--checkpoint", checkpoint, "--checkpoint-every", "0", "--resume"};
    Run.of(joined(start, kept));

    Run resumed = Run.of(joined(start, joined(kept, "--weight", "count")));

    assertEquals(3, resumed.code());
    assertTrue(resumed.err().contains("made with data of checksum"), resumed.err());
  }

  private static Object[] joined(Object[] first, Object... second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
