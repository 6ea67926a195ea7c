package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient by rows and by moments, against central differences and against each other. */
class GradientTest {
  /** One kind of objective and coordinates. */
  record Kind(Penalty penalty, boolean intercept, boolean standardize) {}

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Penalty penalty : List.of(Penalty.NONE, Penalty.l2(0.3))) {
      for (boolean intercept : new boolean[] {true, false}) {
        for (boolean standardize : new boolean[] {true, false}) {
          kinds.add(new Kind(penalty, intercept, standardize));
        }
      }
    }
    return kinds;
  }

  private static double[] randomPoint(int size) {
    return new SplittableRandom(5).doubles(size, -1, 1).toArray();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void gradientMatchesCentralDifferences(Kind kind) {
    Objective objective = new Objective(Loss.SQUARED, kind.penalty());
    ModelSpec spec = new ModelSpec(kind.intercept(), kind.standardize(), 0);
    try (Dataset data = Tables.random(57, 4, 1, 3);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling =
          new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor).scaling();
      try (RowObjective rows = new RowObjective(data, objective, scaling, executor)) {
        double[] point = randomPoint(scaling.size());
        double[] gradient = new double[point.length];
        rows.gradient(point, gradient);
        double scale = rows.at(point).gradientNorm();
        for (int j = 0; j < point.length; j++) {
          double slope = centralDifference(rows, point, j);
          // A quadratic's central difference is exact; what is left is rounding, loss * eps / h.
          double rounding = rows.at(point).loss() * 2.2e-16 / STEP * 100;
          assertEquals(slope, gradient[j], 1e-9 * scale + rounding, "parameter " + j);
        }
      }
    }
  }

  /** Losses other than squares, where 57 random residuals of some 10 are on all their parts. */
  static List<Arguments> otherLosses() {
    List<Arguments> cases = new ArrayList<>();
    for (Loss loss : List.of(Loss.huber(4), Loss.quantile(0.3), Loss.POISSON)) {
      for (Penalty penalty :
          List.of(Penalty.NONE, Penalty.l2(0.3), Penalty.l1(0.2), Penalty.elasticNet(0.2, 0.3))) {
        for (boolean intercept : new boolean[] {true, false}) {
          cases.add(Arguments.of(loss, penalty, intercept));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("otherLosses")
  void gradientOfOtherLossesMatchesCentralDifferences(
      Loss loss, Penalty penalty, boolean intercept) {
    Objective objective = new Objective(loss, penalty);
    try (Dataset data = positiveTargets();
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling =
          new TrainingProblem(
                  data,
                  objective,
                  new ModelSpec(intercept, true, 0),
                  Preconditioning.NONE,
                  executor)
              .scaling();
      try (RowObjective rows = new RowObjective(data, objective, scaling, executor)) {
        double[] point = randomPoint(scaling.size());
        double[] gradient = new double[point.length];
        rows.gradient(point, gradient);
        // No weight is near 0, so the whole penalty has a gradient here.
        for (int j = 0; j < scaling.features(); j++) {
          gradient[j] += penalty.l1() * Math.signum(point[j]);
        }
        double norm = 0;
        for (int j = 0; j < point.length; j++) {
          double step = 1e-5;
          double slope = centralDifference(rows, point, j, step);
          // A cubic term of exp(p) with p up to 5 or so, times step^2, and rounding, loss eps / h.
          assertEquals(slope, gradient[j], 1e-7 * (1 + Math.abs(slope)), "parameter " + j);
          norm += gradient[j] * gradient[j];
        }
        assertEquals(Math.sqrt(norm), rows.at(point).gradientNorm(), 1e-12 * Math.sqrt(norm));
      }
    }
  }

  private static Dataset positiveTargets() {
    Dataset data = Tables.random(57, 4, 1, 3);
    data.targets().muli(data.targets()).muli(0.1);
    return data;
  }

  /** From moments in coordinates as they are: the gradient by rows, whatever the penalty. */
  @ParameterizedTest
  @MethodSource("kinds")
  void gradientFromMomentsIsThatOfTheRows(Kind kind) {
    Penalty penalty = Penalty.elasticNet(0.2, kind.penalty().l2());
    Objective objective = new Objective(Loss.SQUARED, penalty);
    ModelSpec spec = new ModelSpec(kind.intercept(), kind.standardize(), 0);
    try (Dataset data = Tables.random(301, 4, 1, 4);
        TileExecutor executor = new TileExecutor(2)) {
      TrainingProblem problem =
          new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor);
      try (RowObjective rows = new RowObjective(data, objective, problem.scaling(), executor)) {
        double[] point = randomPoint(problem.scaling().size());
        double[] expected = new double[point.length];
        double[] found = new double[point.length];
        rows.gradient(point, expected);
        problem.quadratic().moments().gradient(point, found);

        Evaluation byRows = rows.at(point);
        Evaluation byMoments = problem.quadratic().moments().at(point);
        assertEquals(byRows.loss(), byMoments.loss(), 1e-11 * byRows.loss());
        assertEquals(byRows.gradientNorm(), byMoments.gradientNorm(), 1e-9 * byRows.loss());
        for (int j = 0; j < point.length; j++) {
          assertEquals(expected[j], found[j], 1e-9 * byRows.gradientNorm(), "parameter " + j);
        }
      }
    }
  }

  private static final double STEP = 1e-3;

  private static double centralDifference(ObjectiveFunction function, double[] point, int j) {
    return centralDifference(function, point, j, STEP);
  }

  private static double centralDifference(
      ObjectiveFunction function, double[] point, int j, double step) {
    double[] moved = point.clone();
    moved[j] = point[j] + step;
    double above = function.at(moved).loss();
    moved[j] = point[j] - step;
    return (above - function.at(moved).loss()) / (2 * step);
  }

  /** Losses and gradients in plain loops over the definition: mean (x.w + b - y)^2 + R w^2. */
  @ParameterizedTest
  @MethodSource("kinds")
  void rowsAndMomentsAgreeWithTheDefinition(Kind kind) {
    Objective objective = new Objective(Loss.SQUARED, kind.penalty());
    ModelSpec spec = new ModelSpec(kind.intercept(), kind.standardize(), 0);
    try (Dataset data = Tables.random(301, 4, 1, 4);
        TileExecutor executor = new TileExecutor(2)) {
      TrainingProblem problem =
          new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor);
      FeatureScaling scaling = problem.scaling();
      try (RowObjective rows = new RowObjective(data, objective, scaling, executor)) {
        double[] point = randomPoint(scaling.size());
        double expected = loss(data, scaling, kind.penalty(), point);
        Evaluation byRows = rows.at(point);
        Evaluation byMoments = problem.quadratic().objective().at(point);
        assertEquals(expected, byRows.loss(), 1e-11 * expected);
        assertEquals(expected, byMoments.loss(), 1e-11 * expected);
        assertEquals(byRows.gradientNorm(), byMoments.gradientNorm(), 1e-9 * byRows.loss());
      }
    }
  }

  private static double loss(Dataset data, FeatureScaling scaling, Penalty penalty, double[] at) {
    double[] weights = new double[scaling.features()];
    double constant = scaling.toWeights(at, weights);
    double sum = 0;
    for (int i = 0; i < data.rows(); i++) {
      double residual = constant - data.targets().getDouble(i, 0);
      for (int j = 0; j < weights.length; j++) {
        residual += weights[j] * data.features().getDouble(i, j);
      }
      sum += residual * residual;
    }
    return sum / data.rows() + penalty.value(at, weights.length);
  }

  /** The certified gap is the loss less the loss at a point where the gradient vanishes. */
  @ParameterizedTest
  @MethodSource("kinds")
  void gapIsTheDistanceToTheLeastLoss(Kind kind) {
    Objective objective = new Objective(Loss.SQUARED, kind.penalty());
    ModelSpec spec = new ModelSpec(kind.intercept(), kind.standardize(), 0);
    try (Dataset data = Tables.random(301, 4, 1, 4);
        TileExecutor executor = new TileExecutor(1)) {
      TrainingProblem problem =
          new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor);
      try (RowObjective rows = new RowObjective(data, objective, problem.scaling(), executor)) {
        Training trained =
            new Trainer(
                    TrainingConfig.of(new GradientMethod.FullBatch())
                        .withObjective(objective)
                        .withForm(spec))
                .fit(data);
        double[] optimum =
            problem
                .scaling()
                .toParameters(trained.model().coefficientArray(), trained.model().intercept());
        double[] point = randomPoint(optimum.length);
        double gap = problem.quadratic().function(problem.scaling()).at(point).gap();

        assertTrue(rows.at(optimum).gradientNorm() < 1e-7 * rows.at(point).gradientNorm());
        assertEquals(rows.at(point).loss() - rows.at(optimum).loss(), gap, 1e-9 * gap);
      }
    }
  }
}
