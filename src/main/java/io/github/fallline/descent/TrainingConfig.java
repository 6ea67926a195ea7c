package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Shuffling;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The settings of a training run. The command line, the Java API and a stored model build the same
 * record.
 *
 * @param steps how steps are taken
 * @param objective what is made small
 * @param spec what the model looks like and where descent begins
 * @param stop when training ends
 * @param threads threads for passes over all rows; they change the time and nothing else
 */
public record TrainingConfig(
    StepSettings steps, Objective objective, ModelSpec spec, StopRule stop, int threads) {

  /** Checks that nothing is missing, and that the parts go together. */
  public TrainingConfig(
      StepSettings steps, Objective objective, ModelSpec spec, StopRule stop, int threads) {
    this.steps = Objects.requireNonNull(steps, "steps");
    this.objective = Objects.requireNonNull(objective, "objective");
    this.spec = Objects.requireNonNull(spec, "spec");
    this.stop = Objects.requireNonNull(stop, "stop");
    this.threads = threads;
    Argument.require(threads >= 1, Setting.THREADS, "at least 1", threads);
    if (takesConjugateSteps()) {
      CompatibilityRule.require(CompatibilityRule.Use.CONJUGATE_GRADIENT, this);
    }
  }

  /**
   * The same with full-batch steps along conjugate directions, in place of an update rule.
   *
   * @throws IllegalArgumentException when the method or other settings do not go with it
   */
  public TrainingConfig withConjugateGradient() {
    CompatibilityRule.CONJUGATE_METHOD.require(this);
    GradientMethod conjugate =
        new GradientMethod.FullBatch(method().gradients(), GradientMethod.Direction.CONJUGATE);
    return withSteps(new StepSettings(conjugate, new PlainUpdate(), learningRate(), shuffling()));
  }

  /** Which rows make a step. */
  public GradientMethod method() {
    return steps.method();
  }

  /** How a gradient becomes a step. */
  public UpdateRule update() {
    return steps.update();
  }

  /** The factor of the gradient. */
  public LearningRate learningRate() {
    return steps.learningRate();
  }

  /** The order of the rows in stochastic and mini-batch epochs. */
  public Shuffling shuffling() {
    return steps.shuffling();
  }

  /**
   * Checks that the settings go together. Training does so itself; call it to know before there is
   * data.
   *
   * @throws IllegalArgumentException when they do not, whatever the data
   */
  public void requireCompatible() {
    CompatibilityRule.require(CompatibilityRule.Use.TRAINING, this);
  }

  /** Whether steps use all rows: an automatic batch of all is a full batch, exact and quicker. */
  boolean usesAllRows(RowMetadata rows) {
    return method().usesAllRows()
        || (learningRate().isAutomatic() && method().batchRows(rows.rows()) == rows.rows());
  }

  /** A rate that the user names, or a rule that rescales, is meant for the features as they are. */
  Preconditioning precondition(RowMetadata rows) {
    Preconditioning wanted = method().acceleration().precondition();
    boolean free = learningRate().isAutomatic() && update().isRotationEquivariant();
    return usesAllRows(rows) || (wanted == Preconditioning.AUTO && !free)
        ? Preconditioning.NONE
        : wanted;
  }

  /** The same objective by plain full-batch steps. */
  TrainingConfig asFullBatch() {
    return withMethod(new GradientMethod.FullBatch()).withUpdate(new PlainUpdate());
  }

  /**
   * Whether each step is the rate times the gradient: the plain update, no conjugate directions.
   */
  public boolean takesPlainSteps() {
    return update().isPlain() && !takesConjugateSteps();
  }

  /** Whether full-batch steps go along conjugate directions. */
  public boolean takesConjugateSteps() {
    return method().direction() == GradientMethod.Direction.CONJUGATE;
  }

  /** The name on the command line and in files of how a gradient becomes a step. */
  public String updateLabel() {
    GradientMethod.Direction direction = method().direction();
    return direction == GradientMethod.Direction.GRADIENT ? update().label() : direction.label();
  }

  /** A method with the defaults of all else: it needs no tuning. */
  public static TrainingConfig of(GradientMethod method) {
    return new TrainingConfig(
        new StepSettings(method, new PlainUpdate(), LearningRate.AUTO, Shuffling.DEFAULT),
        Objective.LEAST_SQUARES,
        ModelSpec.DEFAULT,
        StopRule.DEFAULT,
        Runtime.getRuntime().availableProcessors());
  }

  private TrainingConfig withSteps(StepSettings other) {
    return new TrainingConfig(other, objective, spec, stop, threads);
  }

  /** The same with another gradient method. */
  public TrainingConfig withMethod(GradientMethod other) {
    return withSteps(new StepSettings(other, update(), learningRate(), shuffling()));
  }

  /** The same with another update rule. */
  public TrainingConfig withUpdate(UpdateRule rule) {
    return withSteps(new StepSettings(method(), rule, learningRate(), shuffling()));
  }

  /** The same with another learning rate. */
  public TrainingConfig withLearningRate(LearningRate rate) {
    return withSteps(new StepSettings(method(), update(), rate, shuffling()));
  }

  /** The same with another order of rows. */
  public TrainingConfig withShuffling(Shuffling other) {
    return withSteps(new StepSettings(method(), update(), learningRate(), other));
  }

  /** The same with another seed. */
  public TrainingConfig withSeed(long seed) {
    return withShuffling(new Shuffling(shuffling().shuffle(), seed, shuffling().rowsPerEpoch()));
  }

  /** The same with another objective. */
  public TrainingConfig withObjective(Objective other) {
    return new TrainingConfig(steps, other, spec, stop, threads);
  }

  /** The same with the loss of a row that is made small. */
  public TrainingConfig withLoss(Loss other) {
    return withObjective(new Objective(other, objective.penalty()));
  }

  /**
   * The same with this factor of the squared weights in the objective, 0 for none.
   *
   * @throws IllegalArgumentException when it is not a number >= 0
   */
  public TrainingConfig withL2(double strength) {
    Penalty penalty = Penalty.elasticNet(objective.penalty().l1(), strength);
    return withObjective(new Objective(objective.loss(), penalty));
  }

  /**
   * The same with this factor of the absolute weights in the objective, 0 for none.
   *
   * @throws IllegalArgumentException when it is not a number >= 0
   */
  public TrainingConfig withL1(double strength) {
    Penalty penalty = Penalty.elasticNet(strength, objective.penalty().l2());
    return withObjective(new Objective(objective.loss(), penalty));
  }

  /** The same without an intercept. */
  public TrainingConfig withoutIntercept() {
    return withForm(new ModelSpec(false, spec.standardize(), spec.initialWeight()));
  }

  /** The same where descent sees the features standardized, or as they are. */
  public TrainingConfig withStandardize(boolean standardize) {
    return withForm(new ModelSpec(spec.intercept(), standardize, spec.initialWeight()));
  }

  /**
   * The same with at most this many passes over the rows.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public TrainingConfig withEpochs(long epochs) {
    return withStop(new StopRule(OptionalLong.of(epochs), stop.tolerance(), stop.patience()));
  }

  /**
   * The same with another tolerance, as {@link StopRule} defines it.
   *
   * @throws IllegalArgumentException when it is not a number >= 0
   */
  public TrainingConfig withTolerance(double tolerance) {
    return withStop(new StopRule(stop.epochs(), OptionalDouble.of(tolerance), stop.patience()));
  }

  /** The same with another model specification. */
  public TrainingConfig withForm(ModelSpec other) {
    return new TrainingConfig(steps, objective, other, stop, threads);
  }

  /** The same with another stop rule. */
  public TrainingConfig withStop(StopRule rule) {
    return new TrainingConfig(steps, objective, spec, rule, threads);
  }

  /** The same on another number of threads. */
  public TrainingConfig withThreads(int count) {
    return new TrainingConfig(steps, objective, spec, stop, count);
  }
}
