package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;
import java.util.Optional;

/** The options that make up an {@link Objective} and the form of the model. */
final class ObjectiveOptions {
  private enum LossName {
    SQUARED,
    HUBER,
    QUANTILE,
    POISSON
  }

  private final CliOption<LossName> loss;
  private final CliOption<Double> l2;
  private final CliOption<Double> l1;
  private final CliOption<Optional<Double>> huberDelta;
  private final CliOption<Optional<Double>> quantile;
  private final CliOption<Boolean> intercept;
  private final CliOption<Boolean> standardize;

  ObjectiveOptions(OptionSection section) {
    loss =
        section.withDefault(
            Choice.of(LossName.values()),
            "--loss=NAME",
            "squared",
            "squared, huber (robust to outliers), quantile (predicts a quantile) or poisson"
                + " (counts, log link). Default: ${DEFAULT-VALUE}.");
    l2 =
        section.withDefault(
            Converter.REAL,
            "--l2=R",
            "0",
            "L2 penalty: R times the sum of squared weights, by default those of standardized"
                + " features. Default: ${DEFAULT-VALUE}.");
    l1 =
        section.withDefault(
            Converter.REAL,
            "--l1=R",
            "0",
            "L1 penalty: R times the sum of absolute weights; full-batch sets small weights to"
                + " exactly 0. Default: ${DEFAULT-VALUE}.");
    huberDelta =
        section.optional(
            Converter.REAL,
            "--huber-delta=D",
            "Residual, in units of the target, beyond which the huber loss is linear. Default: "
                + HuberLoss.DEFAULT_DELTA
                + ".");
    quantile =
        section.optional(
            Converter.REAL,
            "--quantile=Q",
            "Quantile of --loss quantile, between 0 and 1. Default: "
                + QuantileLoss.DEFAULT_LEVEL
                + ".");
    intercept = CommonOptions.intercept(section);
    standardize =
        section.toggle(
            "--standardize",
            "Standardize features internally. Coefficients are always on the original scale."
                + " Default: yes.");
  }

  /** The form of the model, with this value of every coefficient at the start. */
  ModelSpec modelSpec(double initialWeight) {
    return new ModelSpec(intercept.value(), standardize.value(), initialWeight);
  }

  /** The objective, checked. */
  Objective objective() {
    LossName name = loss.value();
    Loss chosen =
        switch (name) {
          case SQUARED -> Loss.SQUARED;
          case HUBER -> Loss.huber(huberDelta.value().orElse(HuberLoss.DEFAULT_DELTA));
          case QUANTILE -> Loss.quantile(quantile.value().orElse(QuantileLoss.DEFAULT_LEVEL));
          case POISSON -> Loss.POISSON;
        };
    huberDelta.requireOnlyWith(name == LossName.HUBER, "--loss huber");
    quantile.requireOnlyWith(name == LossName.QUANTILE, "--loss quantile");
    return new Objective(chosen, Penalty.elasticNet(l1.value(), l2.value()));
  }
}
