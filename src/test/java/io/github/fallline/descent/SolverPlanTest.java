package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Nesterov;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the planner chooses for 200 rows of 3 features and an intercept: 4 parameters. */
class SolverPlanTest {
  private static final Dataset ROWS = counts(Tables.random(200, 3, 1, 7));

  /** The first column twice, apart by a ten-thousandth: a condition number of 1e8 or so. */
  private static final Dataset ALIKE = alike(ROWS);

  private static final Acceleration REDUCED = new Acceleration(Preconditioning.NONE, true);

  /** Targets of at least 0, which every loss takes. */
  private static Dataset counts(Dataset rows) {
    double[] targets = rows.targets().toDoubleVector();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = Math.abs(Math.rint(targets[i]));
    }
    return Tables.of(rows.features().toDoubleMatrix(), targets);
  }

  private static Dataset alike(Dataset rows) {
    double[][] features = rows.features().toDoubleMatrix();
    for (double[] row : features) {
      row[1] = row[0] + 1e-4 * row[1];
    }
    return Tables.of(features, rows.targets().toDoubleVector());
  }

  @AfterAll
  static void close() {
    ROWS.close();
    ALIKE.close();
  }

  private static TrainingConfig full(Gradients gradients) {
    return TrainingConfig.of(new FullBatch(gradients, GradientMethod.Direction.GRADIENT))
        .withThreads(1);
  }

  private static TrainingConfig fixed(GradientMethod method) {
    return TrainingConfig.of(method).withThreads(1).withLearningRate(LearningRate.fixed(1e-3));
  }

  private static TrainingConfig of(Loss loss, Penalty penalty) {
    return full(Gradients.AUTO).withObjective(new Objective(loss, penalty));
  }

  /**
   * @param alike whether the first two columns are nearly alike; data sets themselves would be
   *     closed after the first test
   */
  private static Arguments plan(
      boolean alike, TrainingConfig config, String solver, long epochs, double tolerance) {
    return Arguments.of(alike, config, solver, epochs, tolerance);
  }

  /**
   * Budgets by hand: on rows 8e8 / (visits * 4 + 130 * steps + 600) epochs, on moments 4e9 /
   * (products + 30), where products are 4 along the axes and 4 * 4 otherwise.
   */
  static Stream<Arguments> plans() {
    TrainingConfig squares = full(Gradients.AUTO);
    return Stream.of(
        plan(false, squares, "FullBatchSolver", 117_647_058, 1e-18),
        plan(true, squares, "WhitenedSolver", 2, 1e-18),
        plan(true, squares.withUpdate(new Nesterov(0.9)), "FullBatchSolver", 117_647_058, 1e-18),
        plan(false, squares.withUpdate(new Adam()), "FullBatchSolver", 86_956_521, 1e-4),
        plan(false, full(Gradients.ROWS), "FullBatchSolver", 522_875, 1e-18),
        plan(false, squares.withConjugateGradient(), "ConjugateGradientSolver", 80, 1e-18),
        // Only rounding ends its steps: 1e-12 is replaced by what rounding allows.
        plan(false, of(Loss.SQUARED, Penalty.l1(1e-3)), "ProximalNewtonSolver", 86_956_521, 1e-9),
        plan(false, of(Loss.huber(1), Penalty.NONE), "InteriorPointSolver", 300, 1e-12),
        plan(false, of(Loss.POISSON, Penalty.NONE), "NewtonSolver", 300, 1e-12),
        plan(false, fixed(new Stochastic(Acceleration.NONE)), "StochasticSolver", 29_197, 1e-4),
        plan(false, fixed(new MiniBatch(20, Acceleration.NONE)), "MiniBatchSolver", 296_296, 1e-4),
        // Variance reduction costs six times the steps.
        plan(false, fixed(new MiniBatch(20, REDUCED)), "MiniBatchSolver", 86_956, 1e-4));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void settingsHaveTheirSolverBudgetAndTolerance(
      boolean alike, TrainingConfig config, String solver, long epochs, double tolerance) {
    FitContext.with(
        config,
        alike ? ALIKE : ROWS,
        fit -> {
          SolverPlan plan = SolverPlanner.plan(fit);
          StoppingCriteria criteria = StoppingCriteria.of(plan, false);
          try (Solver steps = plan.solver()) {
            assertEquals(solver, steps.getClass().getSimpleName());
          }
          assertEquals(epochs, criteria.epochs());
          double gap = criteria.gaps().converged() / fit.problem().targetScale().gapUnit();
          assertEquals(tolerance, gap, 1e-12 * tolerance);
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("plans")
  void namedEpochsAreTheLimit(
      boolean alike, TrainingConfig config, String solver, long epochs, double tolerance) {
    TrainingConfig named = config.withStop(StopRule.epochs(7));
    FitContext.with(
        named,
        alike ? ALIKE : ROWS,
        fit -> {
          StoppingCriteria criteria = StoppingCriteria.of(SolverPlanner.plan(fit), false);
          assertEquals(7, criteria.epochs());
          assertEquals(true, criteria.epochsNamed());
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("plans")
  void textbookPlansTakeNoPreconditionedSteps(
      boolean alike, TrainingConfig config, String solver, long epochs, double tolerance) {
    FitContext.with(
        config,
        alike ? ALIKE : ROWS,
        fit -> {
          SolverPlan plan = SolverPlanner.textbook(fit);
          assertEquals(Preconditioning.NONE, plan.preconditioning());
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("distributed")
  void partsElsewhereTakeStepsOfTheirOwnInBatchesOnly(GradientMethod method, String solver) {
    TrainingConfig config = fixed(method);
    FitContext.with(
        config,
        ROWS,
        fit -> {
          SolverPlan plan = SolverPlanner.distributed(fit, new LocalDescentTest.Parts(ROWS, 2));
          try (Solver steps = plan.solver()) {
            assertEquals(solver, steps.getClass().getSimpleName());
          }
          return null;
        });
  }

  static Stream<Arguments> distributed() {
    return Stream.of(
        Arguments.of(new FullBatch(), "FullBatchSolver"),
        Arguments.of(new MiniBatch(20, Acceleration.NONE), "LocalSgdSolver"));
  }
}
