package io.github.fallline.descent.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
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

/** Paths beside trainings with each penalty, and cross-validation beside refits on rows. */
class RegularizationPathTest {
  private static final int ROWS = 300;
  private static final int FOLDS = 5;
  private final Random random = new Random(3);

  private double[][] features(int rows, int width) {
    double[][] features = new double[rows][width];
    for (double[] row : features) {
      double common = random.nextGaussian();
      for (int j = 0; j < width; j++) {
        row[j] = 5 * j + (j % 2 == 0 ? common : 0) + (1 + j) * random.nextGaussian();
      }
    }
    return features;
  }

  private double[] targets(double[][] features) {
    double[] targets = new double[features.length];
    for (int i = 0; i < targets.length; i++) {
      double[] row = features[i];
      targets[i] = 100 + 2 * row[0] - row[2] + 0.3 * row[3] + 3 * random.nextGaussian();
    }
    return targets;
  }

  private static LinearModel trained(RowSource rows, Penalty penalty, ModelSpec spec) {
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withObjective(new Objective(Loss.SQUARED, penalty))
            .withForm(spec)
            .withTolerance(1e-25);
    return new Trainer(config).fit(rows).model();
  }

  private static void assertSameModel(LinearModel expected, double[] found, String where) {
    double[] coefficients = expected.coefficientArray();
    for (int j = 0; j < coefficients.length; j++) {
      assertEquals(coefficients[j], found[j], 1e-9 * (1 + Math.abs(coefficients[j])), where);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, true",
    "0, true, true",
    "0.4, true, true",
    "0.4, false, true",
    "1, true, false",
    "0, false, false"
  })
  void modelsAreThoseOfTraining(double mix, boolean intercept, boolean standardize) {
    double[][] features = features(ROWS, 6);
    ModelSpec spec = new ModelSpec(intercept, standardize, 0);
    PathSettings settings = PathSettings.DEFAULT.withMix(mix).withPenalties(8).withSpec(spec);
    try (Dataset rows = Dataset.of(features, targets(features))) {
      RegularizationPath path = RegularizationPath.of(rows, Moments.of(rows), settings);
      for (int i = 0; i < path.points().size(); i++) {
        PathPoint point = path.points().get(i);
        LinearModel model = trained(rows, point.penalty(), spec);
        assertSameModel(model, path.coefficients(i), "penalty " + i);
        assertEquals(model.intercept(), point.intercept(), 1e-9 * 200);
        assertTrue(point.gap() < 1e-12 * 100, "gap " + point.gap());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "0", "0.5"})
  void crossValidationIsThatOfRefits(double mix) {
    double[][] features = features(ROWS, 5);
    double[] targets = targets(features);
    PathSettings settings = PathSettings.DEFAULT.withMix(mix).withPenalties(6);
    try (Dataset rows = Dataset.of(features, targets)) {
      RegularizationPath path =
          RegularizationPath.of(rows, FoldAssignment.inTurn(FOLDS), settings, 2);
      CrossValidation validation = path.validation().orElseThrow();
      for (int i = 0; i < path.points().size(); i++) {
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
          sum += squaredErrors(features, targets, fold, path.points().get(i).penalty());
        }
        assertEquals(sum / ROWS, validation.mean(i), 1e-9 * sum / ROWS, "penalty " + i);
      }
    }
  }

  /** The squared errors on the rows of a fold of a training on the others. */
  private static double squaredErrors(
      double[][] features, double[] targets, int fold, Penalty penalty) {
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
      LinearModel model = trained(rows, penalty, ModelSpec.DEFAULT);
      double sum = 0;
      for (int i = fold; i < targets.length; i += FOLDS) {
        double error = targets[i] - model.predict(features[i]);
        sum += error * error;
      }
      return sum;
    }
  }

  @Test
  void pathBeginsWithoutFeaturesAndEndsNearLeastSquares() {
    double[][] features = features(ROWS, 6);
    try (Dataset rows = Dataset.of(features, targets(features))) {
      PathSettings settings = PathSettings.DEFAULT.withSmallestRatio(1e-10);
      RegularizationPath path = RegularizationPath.of(rows, Moments.of(rows), settings);
      assertEquals(100, path.points().size());
      assertEquals(0, path.points().get(0).nonzero());
      assertTrue(path.points().get(1).nonzero() > 0);
      assertSameModel(
          trained(rows, Penalty.NONE, ModelSpec.DEFAULT), path.coefficients(99), "least");
    }
  }

  /** Fewer rows than features, and features that are equal: the optimum is certified anyway. */
  @ParameterizedTest
  @CsvSource({"1", "0", "0.5"})
  void dependentFeaturesAreCertified(double mix) {
    double[][] features = features(30, 40);
    for (double[] row : features) {
      row[7] = row[6];
      row[9] = 4;
    }
    try (Dataset rows = Dataset.of(features, targets(features))) {
      PathSettings settings = PathSettings.DEFAULT.withMix(mix);
      RegularizationPath path = RegularizationPath.of(rows, Moments.of(rows), settings);
      double variance = Moments.of(rows).covariance(40, 40);
      for (PathPoint point : path.points()) {
        assertTrue(point.gap() < 1e-9 * variance, point.penalty() + ": gap " + point.gap());
        assertTrue(Double.isFinite(point.squaredError()));
      }
      assertEquals(0, path.coefficients(99)[9]);
    }
  }

  @Test
  void constantTargetHasOnePenalty() {
    try (Dataset rows = Dataset.of(features(20, 3), new double[20])) {
      RegularizationPath path =
          RegularizationPath.of(rows, FoldAssignment.shuffled(4, 1), PathSettings.DEFAULT, 1);
      assertEquals(1, path.points().size());
      assertEquals(0, path.points().get(0).intercept());
      assertEquals(0, path.validation().orElseThrow().mean(0));
    }
  }

  /** Ridge regression has the degrees of freedom of its smoother: from p to 0. */
  @Test
  void degreesOfFreedomOfRidgeFallWithThePenalty() {
    double[][] features = features(ROWS, 6);
    try (Dataset rows = Dataset.of(features, targets(features))) {
      PathSettings settings = PathSettings.DEFAULT.withMix(0).withSmallestRatio(1e-12);
      List<PathPoint> points = RegularizationPath.of(rows, Moments.of(rows), settings).points();
      assertEquals(6, points.get(99).degreesOfFreedom(), 1e-6);
      for (int i = 1; i < points.size(); i++) {
        assertTrue(points.get(i).degreesOfFreedom() > points.get(i - 1).degreesOfFreedom());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"L1", "L2"})
  void trainingChoosesThePenaltyOfThePath(PenaltySearch.Part part) {
    double[][] features = features(ROWS, 6);
    FoldAssignment folds = FoldAssignment.shuffled(PenaltySearch.DEFAULT_FOLDS, 0);
    PathSettings settings = PathSettings.DEFAULT.withMix(part == PenaltySearch.Part.L1 ? 1 : 0);
    try (Dataset rows = Dataset.of(features, targets(features))) {
      RegularizationPath path = RegularizationPath.of(rows, folds, settings, 1);
      int best = path.validation().orElseThrow().best();
      RegressionResult fit =
          LinearRegression.leastSquares().withPenaltySearch(PenaltySearch.of(part)).fit(rows);
      assertEquals(path.points().get(best).penalty(), fit.config().objective().penalty());
      assertSameModel(fit.model(), path.coefficients(best), "best");
      assertTrue(fit.notes().get(0).contains("10 folds"), fit.notes().get(0));
    }
  }

  /** The other part stays as it is: with a fixed l2 the errors are those of the pairs. */
  @Test
  void searchKeepsTheOtherPart() {
    double[][] features = features(ROWS, 6);
    double[] targets = targets(features);
    FoldAssignment folds = FoldAssignment.inTurn(FOLDS);
    try (Dataset rows = Dataset.of(features, targets)) {
      PenaltySearch search =
          PenaltySearch.of(PenaltySearch.Part.L1).withOther(0.5).withFolds(folds);
      PenaltySearch.Choice choice = search.choose(rows, ModelSpec.DEFAULT, 1);
      assertEquals(0.5, choice.penalty().l2());
      double sum = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        sum += squaredErrors(features, targets, fold, choice.penalty());
      }
      assertEquals(sum / ROWS, choice.error(), 1e-9 * choice.error());
    }
  }

  @Test
  void settingsOutOfRangeAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> PathSettings.DEFAULT.withMix(1.1));
    assertThrows(IllegalArgumentException.class, () -> PathSettings.DEFAULT.withPenalties(0));
    assertThrows(IllegalArgumentException.class, () -> PathSettings.DEFAULT.withSmallestRatio(0));
    try (Dataset rows = Dataset.of(new double[][] {{1}, {2}}, new double[] {1, 3})) {
      FoldMoments folds = FoldMoments.of(rows, FoldAssignment.inTurn(2), 1);
      RegularizationPath path = RegularizationPath.of(rows, folds, PathSettings.DEFAULT);
      assertEquals(2, path.validation().orElseThrow().folds());
    }
  }
}
