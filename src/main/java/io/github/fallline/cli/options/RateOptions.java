package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Schedule;
import java.util.Optional;

/** The options that make up a {@link LearningRate}. */
final class RateOptions {
  private enum Name {
    CONSTANT,
    INVERSE,
    STEP,
    EXPONENTIAL,
    POLYNOMIAL,
    SIGMOID
  }

  private final CliOption<String> learningRate;
  private final CliOption<Optional<Name>> schedule;
  private final CliOption<Optional<Double>> rate;
  private final CliOption<Optional<Double>> power;
  private final CliOption<Optional<Long>> epochs;

  RateOptions(OptionSection section, String defaultRate, String description) {
    learningRate =
        section.withDefault(Converter.TEXT, "--learning-rate=R|auto", defaultRate, description);
    schedule =
        section.optional(
            Choice.of(Name.values()),
            "--schedule=NAME",
            """
            Factor of a numeric rate in epoch e = 0, 1, ... Default: constant.
            constant: 1
            inverse: 1/(1+G e)^P
            step: G^floor(e/N)
            exponential: G^e
            polynomial: (1-e/N)^P
            sigmoid: 1/(1+exp(G(e-N)))""");
    rate =
        section.optional(
            Converter.REAL,
            "--schedule-rate=G",
            "G of --schedule. Default: "
                + ("inverse " + Schedule.Inverse.DEFAULT_GAMMA)
                + (", step " + Schedule.Step.DEFAULT_DECAY)
                + (", exponential " + Schedule.Exponential.DEFAULT_GAMMA)
                + (", sigmoid " + Schedule.Sigmoid.DEFAULT_GAMMA + "."));
    power =
        section.optional(
            Converter.REAL,
            "--schedule-power=P",
            "P of --schedule. Default: " + Schedule.DEFAULT_POWER + ".");
    epochs =
        section.optional(
            Converter.LONG,
            "--schedule-epochs=N",
            "N of --schedule. Default: " + Schedule.DEFAULT_EPOCHS + ".");
  }

  /** Whether a learning rate or {@code auto} is given. */
  boolean isGiven() {
    return learningRate.isGiven();
  }

  /** The learning rate, checked. */
  LearningRate learningRate() {
    String text = learningRate.value();
    if (text.equals("auto")) {
      schedule.requireOnlyWith(false, "a number as --learning-rate");
      schedule();
      return LearningRate.AUTO;
    }
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--learning-rate: expected a number above 0 or auto, got '" + text + "'");
    }
    return LearningRate.scheduled(number, schedule());
  }

  private Schedule schedule() {
    Name name = schedule.value().orElse(Name.CONSTANT);
    double p = power.value().orElse(Schedule.DEFAULT_POWER);
    long n = epochs.value().orElse(Schedule.DEFAULT_EPOCHS);
    Schedule chosen =
        switch (name) {
          case CONSTANT -> Schedule.CONSTANT;
          case INVERSE -> new Schedule.Inverse(rateOr(Schedule.Inverse.DEFAULT_GAMMA), p);
          case STEP -> new Schedule.Step(rateOr(Schedule.Step.DEFAULT_DECAY), n);
          case EXPONENTIAL -> new Schedule.Exponential(rateOr(Schedule.Exponential.DEFAULT_GAMMA));
          case POLYNOMIAL -> new Schedule.Polynomial(p, n);
          case SIGMOID -> new Schedule.Sigmoid(rateOr(Schedule.Sigmoid.DEFAULT_GAMMA), n);
        };
    rate.requireOnlyWith(
        name != Name.CONSTANT && name != Name.POLYNOMIAL,
        "--schedule inverse, step, exponential or sigmoid");
    power.requireOnlyWith(
        name == Name.INVERSE || name == Name.POLYNOMIAL, "--schedule inverse or polynomial");
    epochs.requireOnlyWith(
        name == Name.STEP || name == Name.POLYNOMIAL || name == Name.SIGMOID,
        "--schedule step, polynomial or sigmoid");
    return chosen;
  }

  private double rateOr(double otherwise) {
    return rate.value().orElse(otherwise);
  }
}
