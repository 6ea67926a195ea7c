package io.github.fallline.optim;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The learning rate: the factor of the gradient in a step. */
public sealed interface LearningRate {
  /** A safe rate, chosen from the data, that reaches the optimum; see {@link Automatic}. */
  LearningRate AUTO = new Automatic();

  /** The rate of every epoch, if it was set; empty if it is chosen from the data. */
  Optional<ScheduledRate> given();

  /** Whether the rate is chosen from the data. */
  boolean isAutomatic();

  /** How the rate changes from epoch to epoch where it was set; else constant. */
  Schedule schedule();

  /** The rate and its schedule, in order, by the option of the command line that sets them. */
  Map<String, Object> settings();

  /** The given rate throughout. */
  static LearningRate fixed(double rate) {
    return new Fixed(rate);
  }

  /** The given rate, changed from epoch to epoch. */
  static LearningRate scheduled(double rate, Schedule schedule) {
    return new Fixed(rate, schedule);
  }

  /**
   * A rate as given and the last iterate as the result, as in a textbook. It multiplies the
   * gradient of the mean loss, for squared errors (2/n) X'(Xw - y); it may diverge.
   *
   * @param rate above 0
   * @param schedule how it changes from epoch to epoch
   */
  record Fixed(double rate, Schedule schedule) implements LearningRate {
    /** The same rate at every step. */
    public Fixed(double rate) {
      this(rate, Schedule.CONSTANT);
    }

    /** Checks the rate. */
    public Fixed {
      Argument.require(
          rate > 0 && !Double.isInfinite(rate),
          Setting.LEARNING_RATE,
          "a number above 0 or auto",
          rate);
      Objects.requireNonNull(schedule, "schedule");
    }

    @Override
    public Optional<ScheduledRate> given() {
      return Optional.of(new ScheduledRate(rate, schedule));
    }

    @Override
    public boolean isAutomatic() {
      return false;
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("--learning-rate", rate);
      settings.put("--schedule", schedule.label());
      settings.putAll(schedule.settings());
      return settings;
    }
  }

  /**
   * Chosen from the data. Full batch: 1 / L with L the largest eigenvalue of the objective's second
   * derivative. Stochastic and mini-batch: 1 / (4 mean squared row length) and its counterpart for
   * batches, quartered each time the averaged iterates reverse direction; long rows are visited
   * more often with less weight, their visits spread over the epoch, so that no row dominates a
   * step; the result is an average of iterates, not the last one. If the loss rises, the rate is
   * quartered, steps continue from the best point so far, and a note of the training reports it.
   *
   * <p>This applies to losses with a bound on their curvature. For a loss with none whose slope is
   * bounded (quantiles): a rate that falls with the square root of the epoch. For a loss with
   * neither (Poisson): the rate of four times the mean curvature near the start, quartered where
   * the loss rises; plain full-batch steps along gradients from rows halve their rate instead until
   * the objective falls. Steps that do not reach the optimum this way are followed by full-batch
   * ones. AdaGrad starts with the deviation of the target over the number of parameters. RMSProp
   * and Adam begin with a fifth of that, but at most a tenth of the deviation; with many steps an
   * epoch at less, and fall with the square root of the epoch. These three need standardized
   * features.
   */
  record Automatic() implements LearningRate {
    @Override
    public Optional<ScheduledRate> given() {
      return Optional.empty();
    }

    @Override
    public boolean isAutomatic() {
      return true;
    }

    @Override
    public Schedule schedule() {
      return Schedule.CONSTANT;
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("--learning-rate", "auto");
    }
  }
}
