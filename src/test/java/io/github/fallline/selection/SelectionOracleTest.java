package io.github.fallline.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.selection.SubsetSelection.Method;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chosen features of three real tables beside R 4.2.2's {@code lm} on every subset, whose figures
 * are in the resource {@code oracle.txt}, made by {@code oracle.R}.
 */
class SelectionOracleTest {
  private static List<String[]> lines(String table, String what) {
    List<String[]> found = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SelectionOracleTest.class.getResourceAsStream("oracle.txt"),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().toList()) {
        String[] words = line.strip().split(" ", -1);
        if (words[0].equals(table) && words[1].equals(what)) {
          found.add(words);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static Dataset rows(String table) {
    return switch (table) {
      case "diabetes" -> DataTable.of("y", SharedData.file("diabetes.tsv")).read();
      case "wine" -> DataTable.of("quality", SharedData.file("winequality-white.csv")).read();
      default ->
          DataTable.of("TOTEMP", SharedData.file("longley-statsmodels.csv"))
              .withExcluded("Obs")
              .read();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "diabetes, BEST, 1e-9",
    "diabetes, FORWARD, 1e-9",
    "wine, BEST, 1e-8",
    "wine, FORWARD, 1e-8",
    "longley, BEST, 1e-6",
    "longley, FORWARD, 1e-6"
  })
  void modelsAreThoseOfR(String table, Method method, double within) {
    List<String[]> expected = lines(table, method == Method.BEST ? "best" : "forward");
    assertTrue(expected.size() > 5, table);
    try (Dataset rows = rows(table)) {
      List<SubsetModel> models = SubsetSelection.of(rows, Moments.of(rows), true, method).models();
      assertEquals(expected.size(), models.size());
      for (int count = 0; count < models.size(); count++) {
        String[] words = expected.get(count);
        List<String> names =
            words[2].equals("-")
                ? List.of()
                : Arrays.stream(words[2].split(",", -1))
                    .map(Integer::valueOf)
                    .sorted()
                    .map(rows.featureNames()::get)
                    .toList();
        SubsetModel model = models.get(count);
        assertEquals(names, model.features(), table + " " + count);
        double[] numbers = Arrays.stream(words).skip(3).mapToDouble(Double::parseDouble).toArray();
        assertEquals(numbers[0], model.squaredError() * rows.rows(), within * numbers[0]);
        assertEquals(numbers[1], model.r2(), within);
        assertEquals(numbers[2], model.adjustedR2(), within);
        assertEquals(numbers[3], model.aic(), within * Math.abs(numbers[3]));
        assertEquals(numbers[4], model.bic(), within * Math.abs(numbers[4]));
        assertEquals(numbers[5], model.intercept(), within * Math.abs(numbers[5]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BEST, validate-best", "FORWARD, validate-forward"})
  void errorsOfFoldsAreThoseOfR(Method method, String what) {
    List<String[]> expected = lines("diabetes", what);
    try (Dataset rows = rows("diabetes")) {
      FoldMoments folds = FoldMoments.of(rows, FoldAssignment.inTurn(5), 1);
      CrossValidation validation =
          SubsetSelection.of(rows, folds, true, method).validation().orElseThrow();
      assertEquals(expected.size(), validation.models());
      for (int count = 0; count < validation.models(); count++) {
        double mean = Double.parseDouble(expected.get(count)[3]);
        double error = Double.parseDouble(expected.get(count)[4]);
        assertEquals(mean, validation.mean(count), 1e-9 * mean);
        assertEquals(error, validation.standardError(count), 1e-8 * error);
      }
    }
  }
}
