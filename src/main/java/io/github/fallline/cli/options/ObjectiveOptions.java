package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;

/** The options that make up an {@link Objective}. */
final class ObjectiveOptions {
  private final CliOption<String> loss;
  private final CliOption<Double> huberDelta;
  private final CliOption<Double> quantile;
  private final CliOption<Double> l2;
  private final CliOption<Double> l1;

  ObjectiveOptions(CommandSpec spec) {
    loss =
        CliOption.orDefault(
            spec,
            Section.LOSS,
            String.class,
            "--loss",
            "NAME",
            "squared",
            "squared, huber (robust to outliers), quantile (predicts a quantile) or poisson"
                + " (counts, log link). Default: ${DEFAULT-VALUE}.");
    l2 =
        CliOption.orDefault(
            spec,
            Section.LOSS,
            Double.class,
            "--l2",
            "R",
            "0",
            "L2 penalty: R times the sum of squared weights, by default those of standardized"
                + " features. Default: ${DEFAULT-VALUE}.");
    l1 =
        CliOption.orDefault(
            spec,
            Section.LOSS,
            Double.class,
            "--l1",
            "R",
            "0",
            "L1 penalty: R times the sum of absolute weights; full-batch sets small weights to"
                + " exactly 0. Default: ${DEFAULT-VALUE}.");
    huberDelta =
        CliOption.of(
            spec,
            Section.LOSS,
            Double.class,
            "--huber-delta",
            "D",
            "Residual, in units of the target, beyond which the huber loss is linear. Default: "
                + HuberLoss.DEFAULT_DELTA
                + ".");
    quantile =
        CliOption.of(
            spec,
            Section.LOSS,
            Double.class,
            "--quantile",
            "Q",
            "Quantile of --loss quantile, between 0 and 1. Default: "
                + QuantileLoss.DEFAULT_LEVEL
                + ".");
  }

  /** The objective, checked. */
  Objective objective() {
    Loss chosen =
        switch (loss.get()) {
          case "squared" -> Loss.SQUARED;
          case "huber" -> Loss.huber(huberDelta.orElse(HuberLoss.DEFAULT_DELTA));
          case "quantile" -> Loss.quantile(quantile.orElse(QuantileLoss.DEFAULT_LEVEL));
          case "poisson" -> Loss.POISSON;
          default ->
              throw Choice.unknown("--loss", loss.get(), "squared", "huber", "quantile", "poisson");
        };
    UsageException.requireOnlyWith(
        "--huber-delta", huberDelta.get(), "--loss huber", loss.get().equals("huber"));
    UsageException.requireOnlyWith(
        "--quantile", quantile.get(), "--loss quantile", loss.get().equals("quantile"));
    return new Objective(chosen, Penalty.elasticNet(l1.get(), l2.get()));
  }
}
