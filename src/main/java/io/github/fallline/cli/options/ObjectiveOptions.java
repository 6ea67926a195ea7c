package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;

/** The options that make up an {@link Objective}. */
final class ObjectiveOptions {
  private final Given<String> loss;
  private final Given<Double> huberDelta;
  private final Given<Double> quantile;
  private final Given<Double> l2;
  private final Given<Double> l1;

  /** Declares them. */
  ObjectiveOptions(CommandSpec spec) {
    loss =
        Given.orDefault(
            spec,
            String.class,
            "--loss",
            "NAME",
            "squared",
            "squared, huber (lets outliers pull less), quantile (predicts a quantile) or poisson"
                + " (predicts counts, as exp of a sum). Default: ${DEFAULT-VALUE}.");
    huberDelta =
        Given.of(
            spec,
            Double.class,
            "--huber-delta",
            "D",
            "With --loss huber: the residual, in units of the target, up to which the loss is a"
                + " square. Default: "
                + HuberLoss.DEFAULT_DELTA
                + ".");
    quantile =
        Given.of(
            spec,
            Double.class,
            "--quantile",
            "Q",
            "With --loss quantile: which one, between 0 and 1. Default: "
                + QuantileLoss.DEFAULT_LEVEL
                + ".");
    l2 =
        Given.orDefault(
            spec,
            Double.class,
            "--l2",
            "R",
            "0",
            "Adds R times the sum of the squared weights, of standardized features unless"
                + " --no-standardize, to the loss. Default: ${DEFAULT-VALUE}.");
    l1 =
        Given.orDefault(
            spec,
            Double.class,
            "--l1",
            "R",
            "0",
            "Adds R times the sum of the absolute weights likewise; full-batch makes weights that are"
                + " not worth it exactly 0. Default: ${DEFAULT-VALUE}.");
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
