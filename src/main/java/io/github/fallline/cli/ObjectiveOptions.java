package io.github.fallline.cli;

import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that make up an {@link Objective}. */
final class ObjectiveOptions {
  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "squared",
      description =
          "squared, huber (lets outliers pull less), quantile (predicts a quantile) or poisson"
              + " (predicts counts, as exp of a sum). Default: ${DEFAULT-VALUE}.")
  private String loss;

  @Option(
      names = "--huber-delta",
      paramLabel = "D",
      description =
          "With --loss huber: the residual, in units of the target, up to which the loss is a"
              + " square. Default: "
              + HuberLoss.DEFAULT_DELTA
              + ".")
  private Double huberDelta;

  @Option(
      names = "--quantile",
      paramLabel = "Q",
      description =
          "With --loss quantile: which one, between 0 and 1. Default: "
              + QuantileLoss.DEFAULT_LEVEL
              + ".")
  private Double quantile;

  @Option(
      names = "--l2",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "Adds R times the sum of the squared weights, of standardized features unless"
              + " --no-standardize, to the loss. Default: ${DEFAULT-VALUE}.")
  private double l2;

  @Option(
      names = "--l1",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "Adds R times the sum of the absolute weights likewise; full-batch makes weights that are"
              + " not worth it exactly 0. Default: ${DEFAULT-VALUE}.")
  private double l1;

  /** The objective, checked. */
  Objective objective() {
    Supplier<Loss> chosen =
        Choice.of(
            "--loss",
            loss,
            Map.of(
                "squared",
                () -> Loss.SQUARED,
                "huber",
                () -> Loss.huber(huberDelta == null ? HuberLoss.DEFAULT_DELTA : huberDelta),
                "quantile",
                () -> Loss.quantile(quantile == null ? QuantileLoss.DEFAULT_LEVEL : quantile),
                "poisson",
                () -> Loss.POISSON));
    UsageException.requireOnlyWith(
        "--huber-delta", huberDelta, "--loss huber", loss.equals("huber"));
    UsageException.requireOnlyWith(
        "--quantile", quantile, "--loss quantile", loss.equals("quantile"));
    return new Objective(chosen.get(), Penalty.elasticNet(l1, l2));
  }
}
