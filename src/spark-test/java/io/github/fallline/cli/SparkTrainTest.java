package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.model.ModelFile;
import io.github.fallline.model.ModelStatistics;
import io.github.fallline.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkTrainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void beginSession() {
    LocalSpark.session();
  }

  private int run(String... arguments) {
    return SparkTrain.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void writesTheModelOfASingleMachine(@TempDir Path folder) {
    Path file = folder.resolve("model.json");
    int code =
        run(
            "data/longley.csv",
            "--target",
            "employment",
            "--json",
            "--model-output",
            file.toString());

    assertEquals(0, code, err::toString);
    // NIST's certified intercept of Longley is -3482258.63459582.
    assertEquals(-3482258.63459582, ModelFile.read(file).model().intercept(), 1);
    assertTrue(out.toString().contains("\"rows\":16") || out.toString().contains("\"rows\" : 16"));
  }

  @Test
  void penaltyIsFoundByCrossValidation() {
    int code =
        run("data/longley.csv", "--target", "employment", "--l2", "auto", "--seed", "3", "--json");

    assertEquals(0, code, err::toString);
    assertTrue(err.toString().contains("note: --l2 "), err::toString);
    assertTrue(out.toString().contains("\"l2\":"), out::toString);
  }

  @Test
  void unknownColumnIsBadInput() {
    assertEquals(ExitCodes.BAD_INPUT, run("data/longley.csv", "--target", "nothing"));
    assertTrue(err.toString().contains("no column 'nothing'"), err::toString);
  }

  @Test
  void missingFileIsBadInput() {
    assertEquals(ExitCodes.BAD_INPUT, run("data/nowhere.csv", "--target", "y"), err::toString);
  }

  @Test
  void settingThatCannotBeDistributedIsWrongUsage() {
    int code =
        run(
            "data/longley.csv",
            "--target",
            "employment",
            "--method",
            "stochastic",
            "--update",
            "adam");

    assertEquals(ExitCodes.USAGE, code, err::toString);
  }

  private Path trained(Path model, String options, String... more) {
    List<String> arguments = new ArrayList<>(List.of("data/norris.csv", "--target", "y"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--tolerance", "0", "--model-output", model.toString()));
    assertEquals(0, run(arguments.toArray(String[]::new)), err::toString);
    return model;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--method full-batch --learning-rate 0.1",
        "--method full-batch --loss huber --no-persist",
        "--method mini-batch --batch-size 4 --seed 5",
        "--method stochastic --seed 5"
      })
  void runThatGoesOnFromItsCheckpointEndsWithTheSameBits(String options, @TempDir Path folder) {
    Path whole = trained(folder.resolve("whole.json"), options, "--epochs", "5");
    String checkpoint = folder.resolve("run.checkpoint").toString();
    trained(folder.resolve("half.json"), options, "--epochs", "2", "--checkpoint", checkpoint);
    Path resumed =
        trained(
            folder.resolve("resumed.json"),
            options,
            "--epochs",
            "5",
            "--checkpoint",
            checkpoint,
            "--resume");

    assertTrue(err.toString().contains("resuming from epoch 2."), err::toString);
    assertEquals(ModelFile.read(whole).model(), ModelFile.read(resumed).model());
    assertNotEquals(
        ModelFile.read(folder.resolve("half.json")).model(), ModelFile.read(resumed).model());
  }

  @Test
  void columnOfWeightsIsNoFeature(@TempDir Path folder) throws IOException {
    Path rows = folder.resolve("weighted.csv");
    // The third row weighs nothing: the line through the others is y = 1 + 2 x.
    Files.writeString(rows, "x,w,y\n0,1,1\n1,2,3\n2,0,50\n3,1,7\n");
    Path file = folder.resolve("model.json");
    int code =
        run(rows.toString(), "--target", "y", "--weight", "w", "--model-output", file.toString());

    assertEquals(0, code, err::toString);
    assertEquals(List.of("x"), ModelFile.read(file).model().featureNames());
    assertEquals(2, ModelFile.read(file).model().coefficient("x"), 1e-7);
  }

  @Test
  void modelFileKeepsWhatIntervalsNeed(@TempDir Path folder) {
    Path file = folder.resolve("model.json");
    int code = run("data/norris.csv", "--target", "y", "--model-output", file.toString());

    assertEquals(0, code, err::toString);
    ModelStatistics statistics = ModelFile.read(file).statistics().orElseThrow();
    assertEquals(34, statistics.degreesOfFreedom(), 0);
    // NIST's certified residual standard deviation of Norris.
    assertEquals(0.884796396144373, statistics.residualStandardError(), 1e-9);
  }
}
