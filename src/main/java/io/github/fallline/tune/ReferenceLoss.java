package io.github.fallline.tune;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.PlainUpdate;

/**
 * The loss that runs are measured against.
 *
 * @param optimum the least objective, or the least known
 * @param exact whether it is the least
 */
record ReferenceLoss(double optimum, boolean exact) {
  private static final long REFERENCE_EPOCHS = 1000;

  /** Row gradients of the reference run at most: seconds of one core. */
  private static final double REFERENCE_WORK = 2e9;

  /**
   * The optimum of squared errors with or without an L2 penalty; for all else where full-batch
   * descent at its automatic rate ends.
   */
  static ReferenceLoss of(RowSource rows, TrainingConfig config) {
    Objective objective = config.objective();
    int features = rows.featureNames().size();
    if (objective.loss().equals(Loss.SQUARED)
        && objective.penalty().l1() == 0
        && features <= LeastSquares.MOST_FEATURES) {
      double l2 = objective.penalty().l2();
      return new ReferenceLoss(
          LeastSquares.of(rows, config.spec(), l2, config.threads()).loss(), true);
    }
    double work = (features + 1.0) * Math.max(1, rows.rows());
    long epochs = (long) Math.max(50, Math.min(REFERENCE_EPOCHS, REFERENCE_WORK / work));
    TrainingConfig reference =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withUpdate(new PlainUpdate())
            .withLearningRate(LearningRate.AUTO)
            .withObjective(objective)
            .withForm(config.spec())
            .withStop(StopRule.epochs(epochs))
            .withThreads(config.threads());
    return new ReferenceLoss(new Trainer(reference).fit(rows).loss(), false);
  }
}
