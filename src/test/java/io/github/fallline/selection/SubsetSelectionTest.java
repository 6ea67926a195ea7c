package io.github.fallline.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.selection.SubsetSelection.Method;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chosen features beside all subsets, each solved by elimination. */
class SubsetSelectionTest {
  private static final int FOLDS = 5;

  private static double[][] features(Random random, int rows, int width, double common) {
    double[][] features = new double[rows][width];
    for (double[] row : features) {
      double shared = random.nextGaussian();
      for (int j = 0; j < width; j++) {
        row[j] = 3 * j + common * shared + (1 + j % 3) * random.nextGaussian();
      }
    }
    return features;
  }

  private static double[] targets(Random random, double[][] features) {
    double[] targets = new double[features.length];
    for (int i = 0; i < targets.length; i++) {
      double[] row = features[i];
      targets[i] = 10 + row[0] - 0.7 * row[2] + 0.4 * row[row.length - 1];
      targets[i] += 4 * random.nextGaussian();
    }
    return targets;
  }

  /** The residual sum of squares of the model with an intercept, by Gaussian elimination. */
  private static double residualSquares(double[][] features, double[] targets, int subset) {
    List<Integer> chosen = new ArrayList<>();
    for (int j = 0; j < features[0].length; j++) {
      if ((subset >> j & 1) == 1) {
        chosen.add(j);
      }
    }
    int size = chosen.size() + 2;
    double[] means = new double[size];
    double[][] rows = new double[targets.length][size];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = 1;
      for (int k = 0; k < chosen.size(); k++) {
        rows[i][k + 1] = features[i][chosen.get(k)];
      }
      rows[i][size - 1] = targets[i];
      for (int k = 1; k < size; k++) {
        means[k] += rows[i][k] / rows.length;
      }
    }
    double[][] products = new double[size][size];
    for (double[] row : rows) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          products[j][k] += (row[j] - means[j]) * (row[k] - means[k]);
        }
      }
    }
    for (int j = 1; j < size - 1; j++) {
      double square = products[j][j];
      for (int i = j + 1; i < size && square > 1e-9; i++) {
        double share = products[i][j] / square;
        for (int k = 1; k < size; k++) {
          products[i][k] -= share * products[j][k];
        }
      }
    }
    return products[size - 1][size - 1];
  }

  private static int bits(SubsetModel model, List<String> names) {
    int bits = 0;
    for (String name : model.features()) {
      bits |= 1 << names.indexOf(name);
    }
    return bits;
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 0", "2, 9, 3", "3, 9, 20", "4, 10, 1", "5, 7, 100"})
  void bestSubsetsAreThoseOfAll(long seed, int width, double common) {
    Random random = new Random(seed);
    double[][] features = features(random, 60, width, common);
    double[] targets = targets(random, features);
    double[] least = new double[width + 1];
    int[] wanted = new int[width + 1];
    for (int subset = 0; subset < 1 << width; subset++) {
      int count = Integer.bitCount(subset);
      double residual = residualSquares(features, targets, subset);
      if (least[count] == 0 || residual < least[count]) {
        least[count] = residual;
        wanted[count] = subset;
      }
    }
    try (Dataset rows = Dataset.of(features, targets)) {
      SubsetSelection found = SubsetSelection.of(rows, Moments.of(rows), true, Method.BEST);
      assertEquals(width + 1, found.models().size());
      for (int count = 0; count <= width; count++) {
        SubsetModel model = found.models().get(count);
        assertEquals(wanted[count], bits(model, rows.featureNames()), "size " + count);
        double error = least[count] / targets.length;
        assertEquals(error, model.squaredError(), 1e-10 * error);
      }
    }
  }

  /** An equal column and a sum of two others: never two of them where that explains nothing. */
  @Test
  void dependentFeaturesAreNotChosenTogether() {
    Random random = new Random(6);
    double[][] features = features(random, 80, 7, 1);
    for (double[] row : features) {
      row[3] = row[0];
      row[5] = row[1] + row[2];
    }
    double[] targets = targets(random, features);
    try (Dataset rows = Dataset.of(features, targets)) {
      for (Method method : Method.values()) {
        SubsetSelection found = SubsetSelection.of(rows, Moments.of(rows), true, method);
        assertEquals(6, found.models().size(), method.name()); // none to five
        for (SubsetModel model : found.models()) {
          double expected =
              residualSquares(features, targets, bits(model, rows.featureNames())) / 80;
          assertEquals(expected, model.squaredError(), 1e-9 * expected);
        }
      }
    }
  }

  /**
   * With a copied and a combined column no size below the rank is missing, and each is the best.
   */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void everySizeUpToTheRankIsTheBest(long seed) {
    Random random = new Random(seed);
    double[][] features = features(random, 40, 10, 1);
    for (double[] row : features) {
      row[4] = row[2];
      row[5] = row[0] - 2 * row[3];
    }
    double[] targets = targets(random, features);
    double[] least = new double[11];
    for (int subset = 0; subset < 1 << 10; subset++) {
      int count = Integer.bitCount(subset);
      double residual = residualSquares(features, targets, subset);
      least[count] = least[count] == 0 ? residual : Math.min(least[count], residual);
    }
    try (Dataset rows = Dataset.of(features, targets)) {
      List<SubsetModel> models =
          SubsetSelection.of(rows, Moments.of(rows), true, Method.BEST).models();
      assertEquals(9, models.size());
      for (int count = 0; count <= 8; count++) {
        double expected = least[count] / 40;
        assertEquals(expected, models.get(count).squaredError(), 1e-9 * expected);
      }
    }
  }

  @Test
  void forwardAddsTheFeatureThatExplainsMost() {
    Random random = new Random(7);
    double[][] features = features(random, 90, 8, 2);
    double[] targets = targets(random, features);
    try (Dataset rows = Dataset.of(features, targets)) {
      SubsetSelection found = SubsetSelection.of(rows, Moments.of(rows), true, Method.FORWARD);
      int chosen = 0;
      for (int count = 1; count <= 8; count++) {
        int best = 0;
        for (int j = 0; j < 8; j++) {
          int more = chosen | 1 << j;
          boolean better =
              best == 0
                  || residualSquares(features, targets, more)
                      < residualSquares(features, targets, best);
          best = more != chosen && better ? more : best;
        }
        chosen = best;
        assertEquals(chosen, bits(found.models().get(count), rows.featureNames()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void criteriaAreThoseOfTraining(boolean intercept) {
    Random random = new Random(8);
    double[][] features = features(random, 70, 6, 1);
    try (Dataset rows = Dataset.of(features, targets(random, features))) {
      SubsetSelection found = SubsetSelection.of(rows, Moments.of(rows), intercept, Method.BEST);
      SubsetModel all = found.models().get(6);
      LinearRegression regression = LinearRegression.leastSquares();
      RegressionResult fit =
          (intercept
                  ? regression
                  : LinearRegression.of(regression.fit(rows).config().withoutIntercept()))
              .fit(rows);
      assertEquals(fit.statistics().aic(), all.aic(), 1e-8);
      assertEquals(fit.statistics().bic(), all.bic(), 1e-8);
      assertEquals(fit.statistics().rSquared(), all.r2(), 1e-11);
      assertEquals(fit.statistics().adjustedRSquared(), all.adjustedR2(), 1e-11);
      for (int j = 0; j < 6; j++) {
        double expected = fit.model().coefficientArray()[j];
        assertEquals(expected, all.coefficients().get(j), 1e-9 * (1 + Math.abs(expected)));
      }
      assertEquals(fit.model().intercept(), all.intercept(), 1e-8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORWARD", "BEST"})
  void crossValidationChoosesAgainInEveryFold(Method method) {
    Random random = new Random(9);
    double[][] features = features(random, 100, 6, 2);
    double[] targets = targets(random, features);
    try (Dataset rows = Dataset.of(features, targets)) {
      FoldMoments folds = FoldMoments.of(rows, FoldAssignment.inTurn(FOLDS), 1);
      CrossValidation validation =
          SubsetSelection.of(rows, folds, true, method).validation().orElseThrow();
      double[] sums = new double[7];
      for (int fold = 0; fold < FOLDS; fold++) {
        addErrors(features, targets, fold, method, sums);
      }
      for (int count = 0; count < 7; count++) {
        double expected = sums[count] / targets.length;
        assertEquals(expected, validation.mean(count), 1e-9 * expected);
      }
    }
  }

  private static void addErrors(
      double[][] features, double[] targets, int fold, Method method, double[] sums) {
    List<double[]> kept = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      if (i % FOLDS != fold) {
        kept.add(features[i]);
        known.add(targets[i]);
      }
    }
    double[] values = known.stream().mapToDouble(Double::doubleValue).toArray();
    try (Dataset rows = Dataset.of(kept.toArray(new double[0][]), values)) {
      List<SubsetModel> models = SubsetSelection.of(rows, Moments.of(rows), true, method).models();
      for (int count = 0; count < models.size(); count++) {
        SubsetModel model = models.get(count);
        for (int i = fold; i < targets.length; i += FOLDS) {
          double error = targets[i] - model.intercept();
          for (int k = 0; k < count; k++) {
            int column = rows.featureNames().indexOf(model.features().get(k));
            error -= model.coefficients().get(k) * features[i][column];
          }
          sums[count] += error * error;
        }
      }
    }
  }

  /** Thirty features take seconds at most, correlated or not; the best is no worse than forward. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 3})
  void thirtyFeaturesAreSearched(double common) {
    Random random = new Random(10);
    double[][] features = features(random, 300, 30, common);
    double[] targets = targets(random, features);
    try (Dataset rows = Dataset.of(features, targets)) {
      Moments moments = Moments.of(rows);
      List<SubsetModel> best = SubsetSelection.of(rows, moments, true, Method.BEST).models();
      List<SubsetModel> forward = SubsetSelection.of(rows, moments, true, Method.FORWARD).models();
      for (int count = 0; count <= 30; count++) {
        double error = forward.get(count).squaredError();
        assertTrue(best.get(count).squaredError() <= error * (1 + 1e-12), "size " + count);
      }
    }
  }

  @Test
  void limitsAreNamed() {
    Random random = new Random(11);
    double[][] features = features(random, 50, 31, 0);
    try (Dataset rows = Dataset.of(features, targets(random, features))) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> SubsetSelection.of(rows, Moments.of(rows), true, Method.BEST));
      assertTrue(error.getMessage().contains("at most 30"), error.getMessage());
    }
    double[][] few = features(random, 5, 8, 0);
    try (Dataset rows = Dataset.of(few, targets(random, few))) {
      SubsetSelection found = SubsetSelection.of(rows, Moments.of(rows), true, Method.BEST);
      assertEquals(4, found.models().size()); // none to three: one row is left
    }
  }
}
