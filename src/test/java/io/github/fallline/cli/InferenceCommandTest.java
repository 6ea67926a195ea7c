package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What {@code train} prints of standard errors and tests. Figures of the white wine data: R 4.2.2,
 * {@code m <- lm(quality ~ ., read.table("winequality-white.csv", sep = ";", header = TRUE))}, with
 * {@code summary}, {@code confint(m, level = 0.9)}, {@code AIC}, {@code BIC}; HC0 to HC3 by {@code
 * A <- solve(qr.R(m$qr)) %*% t(qr.Q(m$qr) * w)} as roots of the diagonal of A A'.
 */
class InferenceCommandTest {
  @TempDir Path directory;

  private static JsonNode train(Object data, String target, String options) {
    String line = "train " + data + " --json " + options;
    Object[] words = (line.strip() + " --target " + target).split(" +");
    return Run.done(words).json();
  }

  private static JsonNode wine(String options) {
    return train(SharedData.file("winequality-white.csv"), "quality", options).get("statistics");
  }

  private static void assertClose(double expected, double found, double digits) {
    assertEquals(expected, found, Math.abs(expected) * Math.pow(10, -digits));
  }

  @ParameterizedTest
  @CsvSource({
    "longley, employment, 9",
    "longley, employment --memory streaming, 9",
    "norris, y, 9",
    "norris, y --memory streaming, 9"
  })
  void standardErrorsHaveTheDigitsThatNistCertifies(String name, String target, double digits)
      throws IOException {
    JsonNode certified = Run.json(Files.readString(Path.of("data", name + ".certified.json")));
    JsonNode found = train("data/" + name + ".csv", target, "").get("statistics");

    for (String coefficient : certified.get("standardErrors").propertyNames()) {
      assertClose(
          certified.get("standardErrors").get(coefficient).doubleValue(),
          found.get("standardErrors").get(coefficient).doubleValue(),
          digits);
    }
    assertClose(
        certified.get("residualStandardDeviation").doubleValue(),
        found.get("residualStandardError").doubleValue(),
        digits);
    assertClose(
        certified.get("fStatistic").doubleValue(), found.get("fStatistic").doubleValue(), digits);
    assertTrue(found.get("digits").doubleValue() >= digits, found.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "classical, 0.0242213587885040",
    "hc0, 0.0526289906002187",
    "hc1, 0.0526935792814271",
    "hc2, 0.0636923958488263",
    "hc3, 0.0777952596285015"
  })
  void theCovarianceAskedForIsUsed(String kind, double error) {
    for (String memory : List.of("in-memory", "streaming")) {
      JsonNode found = wine("--standard-errors " + kind + " --memory " + memory);
      assertEquals(kind, found.get("covariance").stringValue());
      assertClose(error, found.at("/standardErrors/alcohol").doubleValue(), 11);
    }
  }

  @Test
  void theTableIsThatOfR() {
    JsonNode found = wine("--confidence-level 0.9 --diagnostics");

    assertClose(0.153627552132812, found.at("/confidenceIntervals/alcohol/0").doubleValue(), 9);
    assertClose(0.233323842276971, found.at("/confidenceIntervals/alcohol/1").doubleValue(), 9);
    assertEquals(0.9, found.get("confidenceLevel").doubleValue());
    assertClose(174.344135904079, found.get("fStatistic").doubleValue(), 10);
    assertClose(11113.4802707297, found.get("aic").doubleValue(), 11);
    assertClose(11197.9358398174, found.get("bic").doubleValue(), 11);
    assertClose(0.280253617102066, found.get("adjustedR2").doubleValue(), 11);
    assertClose(0.751356884258883, found.get("residualStandardError").doubleValue(), 11);
    assertEquals(4886, found.get("degreesOfFreedom").doubleValue());
    assertClose(7.7069565135454, found.at("/diagnostics/vif/alcohol").doubleValue(), 9);
    assertClose(1.62059218158482, found.at("/diagnostics/durbinWatson").doubleValue(), 9);
    double[] quartiles = {
      -3.8347602719402194,
      -0.4933749678231112,
      -0.0378751117100664,
      0.4636683737296808,
      3.1142969768801443
    };
    for (int k = 0; k < quartiles.length; k++) {
      double quartile = found.at("/diagnostics/residualQuartiles/" + k).doubleValue();
      assertClose(quartiles[k], quartile, 8);
    }
  }

  @Test
  void aStreamHasTheInfluentialRowsAndErrorsOfMemory() {
    String options = "--standard-errors hc3 --diagnostics --memory ";
    JsonNode held = wine(options + "in-memory");
    JsonNode streamed = wine(options + "streaming");

    assertEquals(held.get("standardErrors"), streamed.get("standardErrors"));
    JsonNode rows = streamed.at("/diagnostics/influentialRows");
    assertEquals(20, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = held.at("/diagnostics/influentialRows/" + i);
      assertEquals(row.get("line"), rows.get(i).get("line"));
      assertEquals(row.get("row").intValue() + 1, row.get("line").intValue());
      for (String name : List.of("fitted", "residual", "leverage", "cooksDistance")) {
        assertClose(row.get(name).doubleValue(), rows.get(i).get(name).doubleValue(), 13);
      }
    }
  }

  /** Residuals of 1e-5 beside targets of 1e5: their squares have no digits in moments. */
  @Test
  void aStreamThatIsReadTwiceHasTheResidualErrorOfItsRows(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 400; i++) {
      text.append(i).append(',').append(1000 * i).append(i % 2 == 0 ? ".00001" : ".00003");
      text.append('\n');
    }
    Path file = folder.resolve("line.csv");
    Files.writeString(file, text);
    for (String memory : List.of("in-memory", "streaming")) {
      JsonNode found = train(file, "y", "--diagnostics --memory " + memory).get("statistics");
      // Nearly all of +-1e-5, with 398 degrees of freedom.
      assertEquals(
          1e-5 * Math.sqrt(400 / 398.0), found.get("residualStandardError").doubleValue(), 1e-8);
      double most = found.at("/diagnostics/influentialRows/0/studentizedResidual").doubleValue();
      assertEquals(1, Math.abs(most), 0.02, memory);
    }
  }

  /** {@code glm(quality ~ alcohol + pH, poisson)}. */
  @Test
  void aPoissonFitHasStandardErrorsWhereTheyAreAskedFor() {
    JsonNode found = wine("--features alcohol,pH --loss poisson --standard-errors classical");
    assertEquals("hessian", found.get("covariance").stringValue());
    assertClose(0.00475303176995048, found.at("/standardErrors/alcohol").doubleValue(), 8);
    assertClose(1.24463928243134, found.at("/tValues/pH").doubleValue(), 7);
    assertClose(0.213264373959072, found.at("/pValues/pH").doubleValue(), 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--l2 0.1 | a penalty biases the coefficients",
        "--l1 0.1 | a penalty biases the coefficients",
        "--precision float | floats have too few digits",
        "--epochs 1 --learning-rate 0.01 | training stopped before it converged",
        "--standard-errors none | not wanted (--standard-errors none)",
        "--loss huber | standard errors of the loss huber take another pass over the rows; ask for"
            + " them with --standard-errors classical",
        "--method mini-batch | the coefficients may be off the optimum by more than a tenth of a"
            + " standard error"
      })
  void withoutTestsTheReasonIsSaid(String options, String reason) {
    Object[] words = ("train data/longley.csv --target employment " + options).split(" ");
    Run text = Run.of(words);
    assertEquals(0, text.code(), text.err());
    String line = "  no standard errors: " + reason;
    assertTrue(text.out().lines().anyMatch(line::equals), text.out());
    assertFalse(text.out().contains("std. error"), text.out());

    Object[] json = ("train data/longley.csv --target employment --json " + options).split(" ");
    JsonNode object = Run.of(json).json();
    assertTrue(object.get("statistics").isNull());
    assertEquals(reason, object.get("statisticsOmitted").stringValue());
  }

  @Test
  void fewerRowsThanCoefficientsLeaveNoVariance() throws IOException {
    Path file = Files.writeString(directory.resolve("two.csv"), "a,b,y\n1,2,3\n2,5,4\n");
    Run run = Run.of("train", file, "--target", "y");
    assertTrue(run.out().contains("no standard errors: 2 rows for 2 coefficients"), run.out());
  }

  /** {@code lm(y ~ x)} on the rows 1, 2, 2, 3, 3, 3: standard error of x. */
  @Test
  void aRowOfWeightThreeIsThreeRows() throws IOException {
    Path weighted =
        Files.writeString(directory.resolve("w.csv"), "x,y,w\n1,2,1\n2,3,2\n3,7,3\n5,8,1\n9,9,0\n");
    Path repeated =
        Files.writeString(directory.resolve("r.csv"), "x,y\n1,2\n2,3\n2,3\n3,7\n3,7\n3,7\n5,8\n");
    JsonNode found = train(weighted, "y", "--weight w --diagnostics").get("statistics");
    JsonNode expected = train(repeated, "y", "--diagnostics").get("statistics");
    assertEquals(5, found.get("degreesOfFreedom").doubleValue());
    for (String path :
        List.of(
            "/standardErrors/x",
            "/standardErrors/(intercept)",
            "/pValues/x",
            "/fStatistic",
            "/aic",
            "/diagnostics/breuschPagan/statistic",
            "/diagnostics/jarqueBera/pValue")) {
      assertClose(expected.at(path).doubleValue(), found.at(path).doubleValue(), 12);
    }
  }

  @Test
  void dependentColumnsHaveNoNumbers() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("d.csv"), "a,b,c,y\n1,2,5,3\n2,4,5,4\n3,6,5,7\n4,8,5,7\n6,12,5,9\n");
    JsonNode found =
        Run.json(Run.of("train", file, "--target", "y", "--json").out()).get("statistics");
    assertEquals(3, found.get("degreesOfFreedom").doubleValue());
    assertTrue(found.at("/standardErrors/c").isNull(), found.toString());
  }

  /** {@code lm(y ~ c - 1)}, R 4.2.2: 0.9107143 with standard error 0.1283563. */
  @Test
  void aConstantColumnIsDeterminedWithoutAnIntercept() throws IOException {
    Path file = Files.writeString(directory.resolve("c.csv"), "c,y\n7,5\n7,6\n7,5.5\n7,9\n");
    JsonNode found =
        Run.json(Run.of("train", file, "--target", "y", "--no-intercept", "--json").out())
            .get("statistics");
    assertEquals(0.1283563015, found.at("/standardErrors/c").doubleValue(), 1e-7);
    assertEquals(3, found.get("degreesOfFreedom").doubleValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-0.5", "95", "nan"})
  void aLevelOutOfRangeIsRejected(String level) {
    Run run = Run.of("train", "data/norris.csv", "--target", "y", "--confidence-level", level);
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("fallline: --confidence-level: expected "), run.err());
  }

  @Test
  void anUnknownKindIsRejected() {
    Run run = Run.of("train", "data/norris.csv", "--target", "y", "--standard-errors", "hc9");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("classical, hc0, hc1, hc2, hc3, none"), run.err());
  }
}
