package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data sets of {@code data/} against their certified values, in exact decimal arithmetic: what
 * is left of an error comes from the 15 digits of the certified values.
 */
class CertifiedDataTest {
  private static final Path DATA = Path.of(System.getProperty("basedir", "."), "data");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** A data set with 1 as first column, then the features; and its certified solution. */
  private record Problem(
      List<BigDecimal[]> rows,
      List<BigDecimal> targets,
      List<BigDecimal> solution,
      BigDecimal r2,
      BigDecimal residualDeviation) {
    static Problem read(String name) throws IOException {
      List<String> lines = Files.readAllLines(DATA.resolve(name + ".csv"));
      JsonNode certified = JSON.readTree(Files.readString(DATA.resolve(name + ".certified.json")));
      String[] names = lines.get(0).split(",", -1);
      List<BigDecimal> solution =
          new ArrayList<>(List.of(certified.get("intercept").decimalValue()));
      for (int j = 0; j < names.length - 1; j++) {
        solution.add(certified.get("coefficients").get(names[j]).decimalValue());
      }
      assertEquals(names.length - 1, certified.get("coefficients").size());
      List<BigDecimal[]> rows = new ArrayList<>();
      List<BigDecimal> targets = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        // The 1 in front is the feature of the intercept.
        BigDecimal[] row =
            Arrays.stream(("1," + line).split(",", -1))
                .map(BigDecimal::new)
                .toArray(BigDecimal[]::new);
        rows.add(Arrays.copyOf(row, names.length));
        targets.add(row[names.length]);
      }
      return new Problem(
          rows,
          targets,
          solution,
          certified.get("r2").decimalValue(),
          certified.get("residualStandardDeviation").decimalValue());
    }

    List<BigDecimal> residuals() {
      List<BigDecimal> residuals = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        BigDecimal residual = targets.get(i);
        for (int j = 0; j < solution.size(); j++) {
          residual = residual.subtract(solution.get(j).multiply(rows.get(i)[j]));
        }
        residuals.add(residual);
      }
      return residuals;
    }

    /** How far rounding the solution to its digits can have moved the fitted value of a row. */
    BigDecimal fittedError(int row) {
      BigDecimal error = BigDecimal.ZERO;
      for (int j = 0; j < solution.size(); j++) {
        error = error.add(solution.get(j).ulp().multiply(rows.get(row)[j].abs()));
      }
      return error;
    }
  }

  private static BigDecimal sumOfSquares(List<BigDecimal> numbers) {
    return numbers.stream()
        .map(number -> number.multiply(number))
        .reduce(BigDecimal::add)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"norris, 36, 1", "longley, 16, 6"})
  void certifiedCoefficientsGiveTheCertifiedResidualDeviation(String name, int rows, int features)
      throws IOException {
    Problem problem = Problem.read(name);
    assertEquals(rows, problem.rows().size());
    assertEquals(features + 1, problem.solution().size());

    BigDecimal variance =
        sumOfSquares(problem.residuals())
            .divide(BigDecimal.valueOf(rows - features - 1), MathContext.DECIMAL128);
    BigDecimal found = variance.sqrt(MathContext.DECIMAL128);

    // Errors of the solution enter squared; one unit of the last certified digit is left.
    BigDecimal error = found.subtract(problem.residualDeviation()).abs();
    assertTrue(
        error.compareTo(problem.residualDeviation().ulp()) <= 0,
        () -> "expected " + problem.residualDeviation() + ", found " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"norris", "longley"})
  void certifiedCoefficientsGiveTheCertifiedR2(String name) throws IOException {
    Problem problem = Problem.read(name);
    BigDecimal mean =
        problem.targets().stream()
            .reduce(BigDecimal::add)
            .orElseThrow()
            .divide(BigDecimal.valueOf(problem.targets().size()), MathContext.DECIMAL128);
    BigDecimal total = sumOfSquares(problem.targets().stream().map(y -> y.subtract(mean)).toList());
    BigDecimal found =
        BigDecimal.ONE.subtract(
            sumOfSquares(problem.residuals()).divide(total, MathContext.DECIMAL128));

    BigDecimal error = found.subtract(problem.r2()).abs();
    assertTrue(
        error.compareTo(problem.r2().ulp()) <= 0,
        () -> "expected " + problem.r2() + ", found " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"norris", "longley"})
  void certifiedCoefficientsSolveTheNormalEquations(String name) throws IOException {
    Problem problem = Problem.read(name);
    List<BigDecimal> residuals = problem.residuals();
    for (int j = 0; j < problem.solution().size(); j++) {
      BigDecimal product = BigDecimal.ZERO;
      BigDecimal bound = BigDecimal.ZERO;
      for (int i = 0; i < residuals.size(); i++) {
        BigDecimal feature = problem.rows().get(i)[j];
        product = product.add(feature.multiply(residuals.get(i)));
        bound = bound.add(feature.abs().multiply(problem.fittedError(i)));
      }
      assertTrue(
          product.abs().compareTo(bound) <= 0,
          name + ", column " + j + ": " + product + " is beyond " + bound);
    }
  }

  @Test
  void workedExampleIsALineThroughTheOrigin() throws IOException {
    assertEquals(
        List.of("x,y", "1,2", "2,4", "3,6"),
        Files.readAllLines(DATA.resolve("worked-example.csv")));
  }
}
