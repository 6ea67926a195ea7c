package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.model.ModelFile;
import io.github.fallline.spark.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
