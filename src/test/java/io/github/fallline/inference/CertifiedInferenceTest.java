package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.stats.Moments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Digits (log10 of the relative error with the sign turned, the worst of each kind) of standard
 * errors, residual standard deviation and F on NIST's certified problems, by the factor of the rows
 * and by moments.
 */
class CertifiedInferenceTest {
  private static final double[] DISTURBANCES = {
    759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
    -2048, 2523, -2048, 2048, -2048, 759
  };

  private static double digits(double expected, double found) {
    return Math.min(15, -Math.log10(Math.abs(found - expected) / Math.abs(expected)));
  }

  private static Dataset read(String name, int degree) throws IOException {
    List<double[]> rows =
        Files.readAllLines(SharedData.file("nist/" + name + ".csv")).stream()
            .filter(line -> !line.startsWith("y"))
            .map(line -> line.split(",", -1))
            .map(fields -> Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray())
            .toList();
    double[][] x =
        rows.stream()
            .map(
                row ->
                    degree == 1
                        ? Arrays.copyOfRange(row, 1, row.length)
                        : DoubleStream.iterate(row[1], power -> power * row[1])
                            .limit(degree)
                            .toArray())
            .toArray(double[][]::new);
    return Tables.of(x, rows.stream().mapToDouble(row -> row[0]).toArray());
  }

  /** The standard deviations, the residual standard deviation and F, in this order. */
  private static double[] certified(JsonNode values) {
    JsonNode parameters = values.get("parameters");
    double[] numbers = new double[parameters.size() + 2];
    for (int k = 0; k < parameters.size(); k++) {
      numbers[k] = Double.parseDouble(parameters.get(k).get("std_error").asString());
    }
    numbers[parameters.size()] = Double.parseDouble(values.get("residual_sd").asString());
    String f = values.get("regression").get("f").asString();
    numbers[parameters.size() + 1] = Double.parseDouble(f);
    return numbers;
  }

  private static void check(
      String what, RegressionStatistics found, double[] certified, double least) {
    int parameters = found.names().size();
    double[] errors = Arrays.copyOf(found.standardErrors(), parameters + 2);
    errors[parameters] = found.residualStandardError();
    errors[parameters + 1] = found.fStatistic();
    double worst = 15;
    for (int k = 0; k < errors.length; k++) {
      worst = Math.min(worst, digits(certified[k], errors[k]));
    }
    double promised = Math.min(found.standardErrorDigits(), found.residualDigits());
    String text = "%s: %.1f digits, about %.1f stated".formatted(what, worst, promised);
    assertTrue(worst >= least, text);
    assertTrue(worst >= Math.min(promised, 14) - 2, text);
  }

  private static void check(
      String name, Dataset data, boolean intercept, double[] certified, double[] least) {
    LeastSquares fit = LeastSquares.of(data, new ModelSpec(intercept, true, 0), 0, 1);
    DesignFactor rows = DesignFactor.of(TriangularFactor.of(data, 1), intercept);
    DesignFactor moments = DesignFactor.of(Moments.of(data), intercept);
    RegressionStatistics exact =
        RegressionStatistics.of(fit.model(), rows, fit.residualSumOfSquares());
    check(name + " by rows", exact, certified, least[0]);
    check(name + " by the factor", RegressionStatistics.of(fit.model(), rows), certified, least[0]);
    if (least[1] > 0) {
      RegressionStatistics fromMoments = RegressionStatistics.of(fit.model(), moments);
      check(name + " by moments", fromMoments, certified, least[1]);
    }
  }

  /** Least digits by the factor of the rows, and by moments alone. */
  @ParameterizedTest
  @CsvSource({
    "Longley, 1, 14, 12",
    "Norris, 1, 13, 10",
    "Pontius, 2, 13, 8",
    "NoInt1, 1, 13.5, 12"
  })
  void statisticsAreTheCertifiedOnes(String name, int degree, double least, double leastOfMoments)
      throws IOException {
    JsonNode values =
        new JsonMapper()
            .readTree(Files.readString(SharedData.file("nist/" + name + ".certified.json")));
    try (Dataset data = read(name, degree)) {
      boolean intercept = values.get("intercept").asBoolean();
      check(name, data, intercept, certified(values), new double[] {least, leastOfMoments});
    }
  }

  /** The project's own files, whose last column is the target. */
  @ParameterizedTest
  @CsvSource({"longley, 14, 12", "norris, 13, 10"})
  void statisticsAreThoseOfTheCertifiedFiles(String name, double least, double leastOfMoments)
      throws IOException {
    List<String> lines = Files.readAllLines(Path.of("data", name + ".csv"));
    String[] names = lines.get(0).split(",", -1);
    int d = names.length - 1;
    JsonNode values =
        new JsonMapper().readTree(Files.readString(Path.of("data", name + ".certified.json")));
    double[] certified = new double[d + 3];
    certified[0] = values.get("standardErrors").get(CoefficientTable.INTERCEPT).asDouble();
    for (int j = 0; j < d; j++) {
      certified[j + 1] = values.get("standardErrors").get(names[j]).asDouble();
    }
    certified[d + 1] = values.get("residualStandardDeviation").asDouble();
    certified[d + 2] = values.get("fStatistic").asDouble();
    double[][] rows =
        lines.stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .map(fields -> Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double[][] x = Arrays.stream(rows).map(row -> Arrays.copyOf(row, d)).toArray(double[][]::new);
    double[] y = Arrays.stream(rows).mapToDouble(row -> row[d]).toArray();
    try (Dataset data = Tables.of(x, y)) {
      check(name, data, true, certified, new double[] {least, leastOfMoments});
    }
  }

  /**
   * y = 1 + ratio x + ... + ratio^5 x^5 for x = 0 ... 20, and NIST's disturbances times a factor.
   */
  private static Dataset wampler(String ratio, double disturbed) {
    double[][] x = new double[21][5];
    double[] y = new double[21];
    for (int i = 0; i <= 20; i++) {
      BigDecimal sum = BigDecimal.ONE;
      for (int k = 1; k <= 5; k++) {
        x[i][k - 1] = Math.pow(i, k);
        sum = sum.add(new BigDecimal(ratio).pow(k).multiply(BigDecimal.valueOf(i).pow(k)));
      }
      y[i] = sum.doubleValue() + disturbed * DISTURBANCES[i];
    }
    return Tables.of(x, y);
  }

  /** Certified for Wampler 3; 4 and 5 have 100 and 10,000 times as much. */
  @ParameterizedTest
  @CsvSource({"3, 1", "4, 100", "5, 1e4"})
  void statisticsAreTheCertifiedOnesOnDisturbedPolynomials(int number, double disturbed) {
    double[] certified = {
      2152.32624678170,
      2363.55173469681,
      779.343524331583,
      101.475507550350,
      5.64566512170752,
      0.112324854679312,
      2360.14502379268,
      675524.458240122
    };
    for (int k = 0; k < 7; k++) {
      certified[k] *= disturbed;
    }
    certified[7] /= disturbed * disturbed;
    try (Dataset data = wampler("1", disturbed)) {
      check("Wampler" + number, data, true, certified, new double[] {11, 5});
    }
  }

  /** Certified are 0 for all standard deviations; F is infinite. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 0.1"})
  void perfectFitsLeaveNothingButRounding(int number, String ratio) {
    try (Dataset data = wampler(ratio, 0)) {
      LeastSquares fit = LeastSquares.of(data);
      DesignFactor rows = DesignFactor.of(TriangularFactor.of(data, 1), true);
      RegressionStatistics found =
          RegressionStatistics.of(fit.model(), rows, fit.residualSumOfSquares());
      double[] estimates = found.table().estimates();
      double[] errors = found.standardErrors();
      for (int k = 0; k < errors.length; k++) {
        assertEquals(0, errors[k] / estimates[k], 1e-8, "Wampler" + number + " " + k);
      }
      assertEquals(1, found.rSquared());
      assertTrue(found.fStatistic() > 1e25, "F: " + found.fStatistic());

      DesignFactor moments = DesignFactor.of(Moments.of(data), true);
      assertEquals(0, moments.residualDigits(), 1.5);
    }
  }

  /** Moments do not have the digits to tell its columns from dependent ones. */
  @Test
  void statisticsAreTheCertifiedOnesOnFilip() throws IOException {
    double[] certified = {
      298.084530995537,
      559.779865474950,
      466.477572127796,
      227.204274477751,
      71.6478660875927,
      15.2897178747400,
      2.23691159816033,
      0.221624321934227,
      0.142363763154724E-01,
      0.535617408889821E-03,
      0.896632837373868E-05,
      0.334801051324544E-02,
      2162.43954511489
    };
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Figures.class.getResourceAsStream("/io/github/fallline/nist/filip.csv"),
                StandardCharsets.UTF_8))) {
      lines = reader.lines().skip(1).toList();
    }
    double[][] x = new double[lines.size()][10];
    double[] y = new double[lines.size()];
    for (int i = 0; i < y.length; i++) {
      String[] fields = lines.get(i).split(",", -1);
      y[i] = Double.parseDouble(fields[0]);
      for (int k = 0; k < 10; k++) {
        x[i][k] = Math.pow(Double.parseDouble(fields[1]), k + 1);
      }
    }
    try (Dataset data = Tables.of(x, y)) {
      check("Filip", data, true, certified, new double[] {7, 0});
      DesignFactor moments = DesignFactor.of(Moments.of(data), true);
      assertTrue(moments.rank() < 10);
      LeastSquares fit = LeastSquares.of(data);
      double[] errors = RegressionStatistics.of(fit.model(), moments).standardErrors();
      assertTrue(Arrays.stream(errors).anyMatch(Double::isNaN));
    }
  }
}
