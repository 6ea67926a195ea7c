package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;

/**
 * The table of settings that do not go with all others: each rule says for what use it applies, to
 * which setting, and what that requires. The page {@code settings.md} shows the same table. What
 * depends on the data (number of features, rows that can be read only once) is checked where the
 * data are read.
 */
public enum CompatibilityRule {
  /** Conjugate directions of gradients over some of the rows are none. */
  CONJUGATE_METHOD(
      Use.CONJUGATE_GRADIENT,
      "any",
      "the full-batch method",
      Setting.CONJUGATE_GRADIENT + " requires " + Setting.FULL_BATCH + "; got {method}"),
  /** Conjugate directions take the place of the update rule. */
  CONJUGATE_UPDATE(
      Use.CONJUGATE_GRADIENT,
      "any",
      "no other update",
      Setting.CONJUGATE_GRADIENT + " requires no other update; got {rule}"),
  /** Each step goes to the minimum along its direction. */
  CONJUGATE_RATE(
      Use.CONJUGATE_GRADIENT,
      "any",
      "learning rate auto",
      Setting.CONJUGATE_GRADIENT
          + " requires "
          + Setting.AUTOMATIC_RATE
          + ", because it computes the length of each step; got {rate}"),
  /** Directions are conjugate with respect to one matrix. */
  CONJUGATE_LOSS(
      Use.CONJUGATE_GRADIENT,
      "any",
      "squared errors",
      Setting.CONJUGATE_GRADIENT + " requires squared errors; got {loss}"),
  /** As for the loss. */
  CONJUGATE_PENALTY(
      Use.CONJUGATE_GRADIENT,
      "any",
      "no penalty or L2",
      Setting.CONJUGATE_GRADIENT + " requires no penalty or " + Setting.L2 + "; got {penalty}"),
  /** A proximal step follows a step along the gradient. */
  L1_UPDATE(
      Use.TRAINING,
      "l1",
      "the plain update",
      Setting.L1 + " requires " + Setting.PLAIN_UPDATE + ", got {update}"),
  /** The automatic rate of rules that rescale gradients assumes features of one scale. */
  RESCALING_RATE(
      Use.TRAINING,
      "learning rate auto with adagrad, rmsprop or adam",
      "standardized features",
      Setting.AUTOMATIC_RATE
          + " with {update} requires standardized features; leave out "
          + Setting.NOT_STANDARDIZED
          + " or set a "
          + Setting.LEARNING_RATE),
  /** The residuals of all targets are one matrix product. */
  TARGETS_LOSS(
      Use.SEVERAL_TARGETS, "any", "squared errors", several("squared errors", "another loss")),
  /** As for the loss. */
  TARGETS_PENALTY(
      Use.SEVERAL_TARGETS, "any", "no penalty or L2", several("no penalty or L2", "L1")),
  /** The targets share a learning rate. */
  TARGETS_RATE(
      Use.SEVERAL_TARGETS,
      "adagrad, rmsprop or adam",
      "a fixed learning rate",
      several(
          "a fixed learning rate for {update}", "the automatic one, which depends on the target")),
  /** A snapshot is that of one target. */
  TARGETS_VARIANCE(
      Use.SEVERAL_TARGETS,
      "stochastic or mini-batch",
      "no variance reduction",
      several("steps without variance reduction", "steps with it")),
  /** Each target has directions of its own. */
  TARGETS_CONJUGATE(
      Use.SEVERAL_TARGETS,
      "conjugate-gradient",
      "gradients from moments",
      several("{update} on moments", "gradients from rows")),
  /** Parts meet after an epoch; the state of a rule is not merged. */
  DISTRIBUTED_UPDATE(
      Use.DISTRIBUTED_ROWS,
      "stochastic or mini-batch",
      "the plain update",
      "distributed rows support "
          + Setting.PLAIN_UPDATE
          + " only, got {update}; use "
          + Setting.FULL_BATCH),
  /** Both need passes over all rows during the descent. */
  DISTRIBUTED_ACCELERATION(
      Use.DISTRIBUTED_ROWS,
      "stochastic or mini-batch",
      "neither whitening nor variance reduction",
      "distributed rows support neither whitening nor variance reduction; use "
          + Setting.FULL_BATCH),
  /** Each part takes an epoch over its rows. */
  DISTRIBUTED_EPOCH(
      Use.DISTRIBUTED_ROWS,
      "stochastic or mini-batch",
      "epochs of all rows",
      "an epoch of distributed rows covers all rows, got {rowsPerEpoch}"),
  /** Conjugate gradient computes the length of each step. */
  TUNED_UPDATE(
      Use.TUNING,
      "any",
      "an update with a learning rate, not conjugate-gradient",
      "conjugate-gradient has no learning rate to tune; train with it directly");

  /** What settings are used for. */
  public enum Use {
    /** Full-batch steps along conjugate directions. */
    CONJUGATE_GRADIENT("conjugate-gradient"),
    /** Training of any kind. */
    TRAINING("training"),
    /** Training on several targets at once. */
    SEVERAL_TARGETS("several targets at once"),
    /** Training on distributed rows. */
    DISTRIBUTED_ROWS("distributed rows"),
    /** The search for a learning rate. */
    TUNING("tune");

    private final String label;

    Use(String label) {
      this.label = label;
    }
  }

  private final Use use;
  private final String setting;
  private final String requirement;
  private final String error;

  CompatibilityRule(Use use, String setting, String requirement, String error) {
    this.use = use;
    this.setting = setting;
    this.requirement = requirement;
    this.error = error;
  }

  private static String several(String expected, String found) {
    return "several targets at once: expected "
        + expected
        + ", got "
        + found
        + "; train such targets one by one";
  }

  /**
   * Checks settings against all rules of a use, in order.
   *
   * @throws IllegalArgumentException for the first rule that is not met
   */
  public static void require(Use use, TrainingConfig config) {
    for (CompatibilityRule rule : values()) {
      if (rule.use == use) {
        rule.require(config);
      }
    }
  }

  /**
   * Checks settings against this rule.
   *
   * @throws IllegalArgumentException when it is not met
   */
  void require(TrainingConfig config) {
    if (!isMet(config)) {
      throw new IllegalArgumentException(error(config));
    }
  }

  private boolean isMet(TrainingConfig config) {
    return switch (this) {
      case CONJUGATE_METHOD -> config.method().usesAllRows();
      case CONJUGATE_UPDATE -> config.update().isPlain();
      case CONJUGATE_RATE -> config.learningRate().isAutomatic();
      case CONJUGATE_LOSS, TARGETS_LOSS -> config.objective().loss().equals(Loss.SQUARED);
      case CONJUGATE_PENALTY, TARGETS_PENALTY -> config.objective().penalty() instanceof Penalty.L2;
      case L1_UPDATE -> config.objective().penalty().l1() == 0 || config.update().isPlain();
      case RESCALING_RATE -> !isRescalingAutomatic(config) || config.spec().standardize();
      case TARGETS_RATE -> !isRescalingAutomatic(config);
      case TARGETS_VARIANCE -> !config.method().acceleration().reducesVariance();
      case TARGETS_CONJUGATE ->
          !config.takesConjugateSteps()
              || config.method().gradients() != GradientMethod.Gradients.ROWS;
      case DISTRIBUTED_UPDATE -> config.method().usesAllRows() || config.update().isPlain();
      case DISTRIBUTED_ACCELERATION -> !isAccelerated(config.method().acceleration());
      case DISTRIBUTED_EPOCH ->
          config.method().usesAllRows() || config.shuffling().rowsPerEpoch() == 0;
      case TUNED_UPDATE -> !config.takesConjugateSteps();
    };
  }

  private static boolean isRescalingAutomatic(TrainingConfig config) {
    return config.learningRate().isAutomatic() && !config.update().isRotationEquivariant();
  }

  private static boolean isAccelerated(GradientMethod.Acceleration acceleration) {
    return acceleration.reducesVariance() || acceleration.precondition() == Preconditioning.WHITEN;
  }

  private String error(TrainingConfig config) {
    return error
        .replace("{method}", config.method().label())
        .replace("{update}", config.updateLabel())
        .replace("{rule}", config.update().label())
        .replace("{rate}", rate(config.learningRate()))
        .replace("{loss}", config.objective().loss().label())
        .replace("{penalty}", Setting.L1 + " " + config.objective().penalty().l1())
        .replace("{rowsPerEpoch}", Long.toString(config.shuffling().rowsPerEpoch()));
  }

  private static String rate(LearningRate rate) {
    return rate.isAutomatic() ? "auto" : Double.toString(rate.given().orElseThrow().rate());
  }

  /** The row of the table that documents this rule. */
  String tableRow() {
    return "| " + use.label + " | " + setting + " | " + requirement + " |";
  }
}
