package io.github.fallline.cli;

import io.github.fallline.descent.LearningRate;
import io.github.fallline.descent.Schedule;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that make up a {@link LearningRate}. */
final class RateOptions {
  @Option(
      names = "--learning-rate",
      paramLabel = "R|auto",
      defaultValue = "auto",
      description =
          "Multiplies the gradient of the mean loss, for squared errors that of the mean of squares."
              + " auto is safe and needs no tuning; a number is taken as it is, as in a textbook."
              + " Default: ${DEFAULT-VALUE}.")
  private String learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "How a learning rate that is a number changes with the epoch e from 0 on: constant,"
              + " inverse 1/(1+G e)^P, step G^floor(e/N), exponential G^e, polynomial (1-e/N)^P or"
              + " sigmoid 1/(1+exp(G(e-N))). Default: constant.")
  private String schedule;

  @Option(
      names = "--schedule-rate",
      paramLabel = "G",
      description =
          "G of --schedule. Default: "
              + ("inverse " + Schedule.Inverse.DEFAULT_GAMMA)
              + (", step " + Schedule.Step.DEFAULT_DECAY)
              + (", exponential " + Schedule.Exponential.DEFAULT_GAMMA)
              + (", sigmoid " + Schedule.Sigmoid.DEFAULT_GAMMA + "."))
  private Double rate;

  @Option(
      names = "--schedule-power",
      paramLabel = "P",
      description = "P of --schedule. Default: " + Schedule.DEFAULT_POWER + ".")
  private Double power;

  @Option(
      names = "--schedule-epochs",
      paramLabel = "N",
      description = "N of --schedule. Default: " + Schedule.DEFAULT_EPOCHS + ".")
  private Long epochs;

  /** The learning rate, checked. */
  LearningRate learningRate() {
    if (learningRate.equals("auto")) {
      String numbers = "a number as --learning-rate";
      UsageException.requireOnlyWith("--schedule", schedule, numbers, false);
      schedule();
      return LearningRate.AUTO;
    }
    double number;
    try {
      number = Double.parseDouble(learningRate);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--learning-rate: expected a number above 0 or auto, got '" + learningRate + "'");
    }
    return LearningRate.scheduled(number, schedule());
  }

  private Schedule schedule() {
    String name = schedule == null ? Schedule.CONSTANT.label() : schedule;
    double p = power == null ? Schedule.DEFAULT_POWER : power;
    long n = epochs == null ? Schedule.DEFAULT_EPOCHS : epochs;
    Supplier<Schedule> chosen =
        Choice.of(
            "--schedule",
            name,
            Map.of(
                "constant",
                () -> Schedule.CONSTANT,
                "inverse",
                () -> new Schedule.Inverse(rateOr(Schedule.Inverse.DEFAULT_GAMMA), p),
                "step",
                () -> new Schedule.Step(rateOr(Schedule.Step.DEFAULT_DECAY), n),
                "exponential",
                () -> new Schedule.Exponential(rateOr(Schedule.Exponential.DEFAULT_GAMMA)),
                "polynomial",
                () -> new Schedule.Polynomial(p, n),
                "sigmoid",
                () -> new Schedule.Sigmoid(rateOr(Schedule.Sigmoid.DEFAULT_GAMMA), n)));
    UsageException.requireOnlyWith(
        "--schedule-rate",
        rate,
        "--schedule inverse, step, exponential or sigmoid",
        Set.of("inverse", "step", "exponential", "sigmoid").contains(name));
    UsageException.requireOnlyWith(
        "--schedule-power",
        power,
        "--schedule inverse or polynomial",
        Set.of("inverse", "polynomial").contains(name));
    UsageException.requireOnlyWith(
        "--schedule-epochs",
        epochs,
        "--schedule step, polynomial or sigmoid",
        Set.of("step", "polynomial", "sigmoid").contains(name));
    return chosen.get();
  }

  private double rateOr(double otherwise) {
    return rate == null ? otherwise : rate;
  }
}
