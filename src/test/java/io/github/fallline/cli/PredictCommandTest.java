package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PredictCommandTest {
  @TempDir static Path directory;

  /** y = 2 a - b + 1, exactly: a and b are uncorrelated, so the first step is the last. */
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    model = directory.resolve("model.json");
    Path rows = csv("a,b,y\n1,0,3\n3,0,7\n1,3,0\n3,3,4\n");
    Run.done("train", rows, "--target", "y", "--model-output", model);
  }

  private static Path csv(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "rows", ".csv"), text);
  }

  /** Predictions as numbers, NaN where there is none. */
  private static double[] numbers(String text) {
    List<String> lines = text.lines().toList();
    assertEquals("prediction", lines.get(0));
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> line.equals("NA") ? Double.NaN : Double.parseDouble(line))
        .toArray();
  }

  private static double[] predict(Path rows, Object... options) {
    Object[] arguments = new Object[4 + options.length];
    arguments[0] = "predict";
    arguments[1] = rows;
    arguments[2] = "--model";
    arguments[3] = model;
    System.arraycopy(options, 0, arguments, 4, options.length);
    return numbers(Run.done(arguments).out());
  }

  private static void assertPredictions(double[] found, double... expected) {
    assertArrayEquals(expected, found, 1e-12);
  }

  @Test
  void predictsRowForRow() throws IOException {
    assertPredictions(predict(csv("a,b\n0,0\n1,0\n0,1\n-2.5,1e1\n")), 1, 3, 0, -14);
  }

  @Test
  void columnsAreMatchedByNameAndOthersIgnored() throws IOException {
    Path shuffled = csv("street,b,y,a\nElm,0,,1\n,1,?,0\n");

    assertPredictions(predict(shuffled), 3, 0);
  }

  @Test
  void missingColumnIsRefusedByName() throws IOException {
    Run run = Run.of("predict", csv("a,c\n1,2\n"), "--model", model);

    assertEquals(3, run.code());
    assertTrue(run.err().contains(":1: no column 'b'"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void missingValueIsAnErrorByDefault() throws IOException {
    Run run = Run.of("predict", csv("a,b\n1,2\n,2\n"), "--model", model);

    assertEquals(3, run.code());
    assertTrue(run.err().contains(":3: column 'a' is empty"), run.err());
  }

  @Test
  void skippedRowsKeepTheirPlace() throws IOException {
    Path gaps = csv("a,b\n1,0\n,1\n0,NA\n0,1\n");

    assertPredictions(predict(gaps, "--missing", "skip"), 3, Double.NaN, Double.NaN, 0);
  }

  @Test
  void gapsAreFilledWithTheMeansOfTheTrainingRows() throws IOException {
    Path gaps = csv("a,b\n,1\n0,NA\n100,100\n");

    // Means in training: a = 2, b = 3/2. So 2 * 2 - 1 + 1 and 2 * 0 - 3/2 + 1.
    assertPredictions(predict(gaps, "--missing", "mean"), 4, -0.5, 101);
  }

  @Test
  void outputFileHoldsWhatStandardOutputWould() throws IOException {
    Path rows = csv("a,b\n1,2\n3,4\n");
    Path output = directory.resolve("predictions.csv");

    Run toFile = Run.done("predict", rows, "--model", model, "--output", output);

    assertEquals("", toFile.out());
    assertEquals(Run.done("predict", rows, "--model", model).out(), Files.readString(output));
  }

  @Test
  void predictionsBeyondOneBlockAreAllThere() throws IOException {
    StringBuilder rows = new StringBuilder("a,b\n");
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      rows.append(i).append(",0\n");
    }

    double[] found = predict(csv(rows.toString()));

    assertEquals(count, found.length);
    for (int i = 0; i < count; i++) {
      assertEquals(2.0 * i + 1, found[i], 1e-10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "mean"})
  void predictionsOfALongTextAreThoseOfItsMatrix(String missing) throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    Random random = new Random(3);
    for (int i = 0; i < 10_001; i++) {
      text.append(i % 777 == 5 ? "NA" : random.nextGaussian()).append(',');
      text.append(random.nextGaussian()).append('\n');
    }
    Path rows = csv(text.toString());
    LinearModel known = ModelFile.read(model).model();

    double[] found = predict(rows, "--missing", missing);

    Schema schema = Schema.features(List.of("a", "b"));
    try (Dataset matrix =
        CsvReader.read(TextInput.of(rows), CsvFormat.DETECT, schema, MissingValues.KEEP)) {
      if (missing.equals("mean")) {
        matrix.impute(known.featureMeans());
      }
      assertArrayEquals(known.predict(matrix.features()).toDoubleVector(), found); // all bits
    }
  }

  @Test
  void rowThatCannotBeReadFarDownLeavesNoPredictions() throws IOException {
    Path rows = csv("a,b\n" + "1,2\n".repeat(50_000) + "1,two\n");
    Path output = directory.resolve("none.csv");

    Run printed = Run.of("predict", rows, "--model", model);
    Run written = Run.of("predict", rows, "--model", model, "--output", output);

    for (Run run : List.of(printed, written)) {
      assertEquals(3, run.code());
      assertTrue(run.err().contains(":50002: column 'b' is \"two\""), run.err());
      assertEquals("", run.out());
    }
    assertFalse(Files.exists(output));
  }

  @Test
  void predictionIsTheSumOfTheStoredCoefficients() throws IOException {
    Path longley = directory.resolve("longley.json");
    Run.done("train", "data/longley.csv", "--target", "employment", "--model-output", longley);
    JsonNode stored = Run.json(Files.readString(longley));
    List<String> rows = Files.readAllLines(Path.of("data/longley.csv"));

    double[] found = numbers(Run.done("predict", "data/longley.csv", "--model", longley).out());

    assertEquals(16, found.length);
    for (int i = 0; i < found.length; i++) {
      String[] cells = rows.get(i + 1).split(",", -1);
      double sum = stored.get("intercept").doubleValue();
      for (int j = 0; j < 6; j++) {
        sum +=
            stored.at("/features/" + j + "/coefficient").doubleValue()
                * Double.parseDouble(cells[j]);
      }
      // Terms of up to 4e6 cancel: 8 additions leave some 1e-9 * 4.
      assertEquals(sum, found[i], 1e-8);
    }
  }
}
