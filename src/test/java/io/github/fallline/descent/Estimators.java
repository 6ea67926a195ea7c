package io.github.fallline.descent;

import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.Nesterov;
import java.util.Arrays;
import java.util.stream.Stream;

/** The estimators that are checked: ways to descend, and what can be said of each. */
enum Estimators {
  /** Squared errors from moments. */
  FULL_BATCH(TrainingConfig.of(new FullBatch())),
  /** Squared errors by passes over the rows. */
  FULL_BATCH_ON_ROWS(TrainingConfig.of(new FullBatch(Gradients.ROWS))),
  NESTEROV(TrainingConfig.of(new FullBatch()).withUpdate(new Nesterov(0.8))),
  CONJUGATE_GRADIENT(TrainingConfig.of(new FullBatch()).withConjugateGradient()),
  CONJUGATE_GRADIENT_ON_ROWS(
      TrainingConfig.of(new FullBatch(Gradients.ROWS)).withConjugateGradient()),
  RIDGE(of(new FullBatch(), Loss.SQUARED, Penalty.l2(0.01))),
  LASSO(of(new FullBatch(), Loss.SQUARED, Penalty.l1(0.01))),
  HUBER(of(new FullBatch(), Loss.huber(1), Penalty.NONE)),
  STOCHASTIC(TrainingConfig.of(new Stochastic())),
  STOCHASTIC_SVRG(
      TrainingConfig.of(
          new Stochastic(new GradientMethod.Acceleration(Preconditioning.NONE, true)))),
  MINI_BATCH(TrainingConfig.of(new MiniBatch(16))),
  MINI_BATCH_RIDGE(of(new MiniBatch(16), Loss.SQUARED, Penalty.l2(0.01))),
  MINI_BATCH_HUBER(of(new MiniBatch(16), Loss.huber(1), Penalty.NONE));

  @SuppressWarnings("ImmutableEnumChecker") // a loss is open to users; these are records
  private final TrainingConfig config;

  Estimators(TrainingConfig config) {
    this.config = config;
  }

  private static TrainingConfig of(GradientMethod method, Loss loss, Penalty penalty) {
    return TrainingConfig.of(method).withObjective(new Objective(loss, penalty));
  }

  /** Those whose steps use all rows. */
  static Stream<Estimators> fullBatches() {
    return Arrays.stream(values()).filter(Estimators::isFull);
  }

  /** Those of which a gap is certified. */
  static Stream<Estimators> certified() {
    return Arrays.stream(values()).filter(each -> !each.isHuber());
  }

  /** Those whose objective only grows by the square where all targets grow. */
  static Stream<Estimators> indifferentToTheUnitOfTheTarget() {
    return Arrays.stream(values()).filter(each -> !each.isHuber() && each != LASSO);
  }

  TrainingConfig config() {
    return config;
  }

  Trainer trainer() {
    return new Trainer(config);
  }

  boolean isFull() {
    return config.method() instanceof FullBatch;
  }

  private boolean isHuber() {
    return !config.objective().loss().equals(Loss.SQUARED);
  }
}
