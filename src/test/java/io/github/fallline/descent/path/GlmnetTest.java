package io.github.fallline.descent.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths and cross-validation of three real tables beside those of glmnet 4.1.6, whose figures are
 * in the resource {@code glmnet.txt}, with how they were made.
 */
class GlmnetTest {
  private static final int FOLDS = 10;

  /** Lines of a path: index, mean and standard error of the error, intercept, coefficients. */
  private record Known(
      double mix, List<Double> strengths, List<double[]> lines, int best, int simple) {}

  private static List<Known> known(String table) {
    List<Known> all = new ArrayList<>();
    double mix = 0;
    List<Double> strengths = List.of();
    List<double[]> lines = new ArrayList<>();
    boolean wanted = false;
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      if (words[1].equals("alpha")) {
        wanted = words[0].equals(table);
        mix = Double.parseDouble(words[2]);
        strengths = Arrays.stream(numbers(words, 4)).boxed().toList();
        lines = new ArrayList<>();
      } else if (wanted && words[0].equals("min")) {
        int best = Integer.parseInt(words[1]);
        all.add(new Known(mix, strengths, lines, best, Integer.parseInt(words[3])));
      } else if (wanted) {
        lines.add(numbers(words, 0));
      }
    }
    return all;
  }

  private static double[] numbers(String[] words, int from) {
    return Arrays.stream(words).skip(from).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                GlmnetTest.class.getResourceAsStream("/glmnet.txt"), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset rows(String table) {
    return switch (table) {
      case "diabetes" -> DataTable.of("y", SharedData.file("diabetes.tsv")).read();
      case "wine" -> DataTable.of("quality", SharedData.file("winequality-white.csv")).read();
      default ->
          DataTable.of("mpg", SharedData.file("auto-mpg.csv"))
              .withExcluded("name")
              .withMissing(MissingValues.SKIP)
              .read();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "wine", "mpg"})
  void pathsAndErrorsAreThoseOfGlmnet(String table) {
    try (Dataset rows = rows(table)) {
      List<Known> all = known(table);
      assertEquals(3, all.size());
      for (Known known : all) {
        check(table, rows, known);
      }
    }
  }

  private static void check(String table, Dataset rows, Known known) {
    PathSettings settings =
        PathSettings.DEFAULT
            .withMix(known.mix)
            .withPenalties(known.strengths.size())
            .withSmallestRatio(1e-4);
    RegularizationPath path =
        RegularizationPath.of(rows, FoldAssignment.inTurn(FOLDS), settings, 2);
    CrossValidation validation = path.validation().orElseThrow();
    double variance = path.points().get(0).squaredError() / (1 - path.points().get(0).r2());
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < known.strengths.size(); i++) {
      String where = table + ", mix " + known.mix + ", penalty " + i;
      double strength = known.strengths.get(i);
      Penalty penalty = path.points().get(i).penalty();
      assertEquals(2 * strength * known.mix, penalty.l1(), 1e-9 * strength, where);
      assertEquals(strength * (1 - known.mix) / deviation, penalty.l2(), 1e-9 * strength, where);
      double[] line = known.lines.get(i);
      assertEquals(line[1], validation.mean(i), 1e-9 * line[1], where);
      assertEquals(line[2], validation.standardError(i), 1e-8 * line[2], where);
      double[] coefficients = path.coefficients(i);
      double[] scaled = path.standardizedCoefficients(i);
      boolean infinite = known.mix == 0 && i == 0; // glmnet's first model of ridge regression
      for (int j = 0; j < coefficients.length && !infinite; j++) {
        double unit = scaled[j] == 0 ? 1 : scaled[j] / coefficients[j];
        assertEquals(line[4 + j] * unit, scaled[j], 1e-8 * deviation, where + ", feature " + j);
      }
    }
    int best = validation.best();
    assertEquals(leastError(known), best, table);
    if (best != known.best) {
      // The other penalties on squares in the folds of cv.glmnet decide between two equal errors.
      assertTrue(known.mix > 0 && known.mix < 1, table);
      assertEquals(1, validation.mean(known.best) / validation.mean(best), 1e-4, table);
    }
    assertEquals(known.simple, validation.simplestWithinOneStandardError(), table);
  }

  private static int leastError(Known known) {
    int least = 0;
    for (int i = 1; i < known.lines.size(); i++) {
      least = known.lines.get(i)[1] < known.lines.get(least)[1] ? i : least;
    }
    return least;
  }

  @Test
  void figuresAreThere() {
    assertEquals(3, known("wine").size());
  }
}
