package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.descent.path.PenaltySearch;
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
  private final CliOption<String> l2;
  private final CliOption<String> l1;
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
            Converter.REAL_OR_AUTO,
            "--l2=R|auto",
            "0",
            "L2 penalty: R times the sum of squared weights, by default those of standardized"
                + " features. auto: by 10-fold cross-validation, as path does. Default:"
                + " ${DEFAULT-VALUE}.");
    l1 =
        section.withDefault(
            Converter.REAL_OR_AUTO,
            "--l1=R|auto",
            "0",
            "L1 penalty: R times the sum of absolute weights; full-batch sets small weights to"
                + " exactly 0. auto: by 10-fold cross-validation, as path does. Default:"
                + " ${DEFAULT-VALUE}.");
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
    standardize = CommonOptions.standardize(section);
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
    return new Objective(chosen, Penalty.elasticNet(number(l1), number(l2)));
  }

  private static double number(CliOption<String> option) {
    return isSearched(option) ? 0 : Double.parseDouble(option.value());
  }

  private static boolean isSearched(CliOption<String> option) {
    return option.value().equals(Converter.AUTO);
  }

  /**
   * The search for the penalty, if a part of it is to be found.
   *
   * @throws UsageException if both are
   */
  Optional<PenaltySearch> search() {
    if (isSearched(l1) && isSearched(l2)) {
      throw new UsageException(
          "--l1, --l2: expected one of them auto, got both; fallline path --mix 0.5 finds both");
    }
    if (!isSearched(l1) && !isSearched(l2)) {
      return Optional.empty();
    }
    if (loss.value() != LossName.SQUARED) {
      throw new UsageException(
          (isSearched(l1) ? l1 : l2).name()
              + ": expected a number, got auto; cross-validation is of squared errors");
    }
    return Optional.of(
        isSearched(l1)
            ? PenaltySearch.of(PenaltySearch.Part.L1).withOther(number(l2))
            : PenaltySearch.of(PenaltySearch.Part.L2).withOther(number(l1)));
  }
}
