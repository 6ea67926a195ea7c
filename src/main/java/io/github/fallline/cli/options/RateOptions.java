package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Schedule;
import java.util.Set;

/** The options that make up a {@link LearningRate}. */
final class RateOptions {
  private static final String[] SCHEDULES = {
    "constant", "inverse", "step", "exponential", "polynomial", "sigmoid"
  };

  private final CliOption<String> learningRate;
  private final CliOption<String> schedule;
  private final CliOption<Double> rate;
  private final CliOption<Double> power;
  private final CliOption<Long> epochs;

  RateOptions(CommandSpec spec) {
    learningRate =
        CliOption.orDefault(
            spec,
            Section.LEARNING_RATE,
            String.class,
            "--learning-rate",
            "R|auto",
            "auto",
            "Step size, or auto (never diverges). The gradient is that of the mean loss. A number"
                + " is used as given. Default: ${DEFAULT-VALUE}.");
    schedule =
        CliOption.of(
            spec,
            Section.LEARNING_RATE,
            String.class,
            "--schedule",
            "NAME",
            """
            Factor of a numeric rate in epoch e = 0, 1, ... Default: constant.
            constant: 1
            inverse: 1/(1+G e)^P
            step: G^floor(e/N)
            exponential: G^e
            polynomial: (1-e/N)^P
            sigmoid: 1/(1+exp(G(e-N)))""");
    rate =
        CliOption.of(
            spec,
            Section.LEARNING_RATE,
            Double.class,
            "--schedule-rate",
            "G",
            "G of --schedule. Default: "
                + ("inverse " + Schedule.Inverse.DEFAULT_GAMMA)
                + (", step " + Schedule.Step.DEFAULT_DECAY)
                + (", exponential " + Schedule.Exponential.DEFAULT_GAMMA)
                + (", sigmoid " + Schedule.Sigmoid.DEFAULT_GAMMA + "."));
    power =
        CliOption.of(
            spec,
            Section.LEARNING_RATE,
            Double.class,
            "--schedule-power",
            "P",
            "P of --schedule. Default: " + Schedule.DEFAULT_POWER + ".");
    epochs =
        CliOption.of(
            spec,
            Section.LEARNING_RATE,
            Long.class,
            "--schedule-epochs",
            "N",
            "N of --schedule. Default: " + Schedule.DEFAULT_EPOCHS + ".");
  }

  /** Whether a learning rate or {@code auto} is given. */
  boolean isGiven() {
    return learningRate.isGiven();
  }

  /** The learning rate, checked. */
  LearningRate learningRate() {
    if (learningRate.get().equals("auto")) {
      String numbers = "a number as --learning-rate";
      UsageException.requireOnlyWith("--schedule", schedule.get(), numbers, false);
      schedule();
      return LearningRate.AUTO;
    }
    double number;
    try {
      number = Double.parseDouble(learningRate.get());
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--learning-rate: expected a number above 0 or auto, got '" + learningRate.get() + "'");
    }
    return LearningRate.scheduled(number, schedule());
  }

  private Schedule schedule() {
    String name = schedule.orElse(Schedule.CONSTANT.label());
    double p = power.orElse(Schedule.DEFAULT_POWER);
    long n = epochs.orElse(Schedule.DEFAULT_EPOCHS);
    Schedule chosen =
        switch (name) {
          case "constant" -> Schedule.CONSTANT;
          case "inverse" -> new Schedule.Inverse(rateOr(Schedule.Inverse.DEFAULT_GAMMA), p);
          case "step" -> new Schedule.Step(rateOr(Schedule.Step.DEFAULT_DECAY), n);
          case "exponential" ->
              new Schedule.Exponential(rateOr(Schedule.Exponential.DEFAULT_GAMMA));
          case "polynomial" -> new Schedule.Polynomial(p, n);
          case "sigmoid" -> new Schedule.Sigmoid(rateOr(Schedule.Sigmoid.DEFAULT_GAMMA), n);
          default -> throw Choice.unknown("--schedule", name, SCHEDULES);
        };
    UsageException.requireOnlyWith(
        "--schedule-rate",
        rate.get(),
        "--schedule inverse, step, exponential or sigmoid",
        Set.of("inverse", "step", "exponential", "sigmoid").contains(name));
    UsageException.requireOnlyWith(
        "--schedule-power",
        power.get(),
        "--schedule inverse or polynomial",
        Set.of("inverse", "polynomial").contains(name));
    UsageException.requireOnlyWith(
        "--schedule-epochs",
        epochs.get(),
        "--schedule step, polynomial or sigmoid",
        Set.of("step", "polynomial", "sigmoid").contains(name));
    return chosen;
  }

  private double rateOr(double otherwise) {
    return rate.orElse(otherwise);
  }
}
