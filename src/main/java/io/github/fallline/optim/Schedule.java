package io.github.fallline.optim;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import java.util.Map;

/**
 * How a learning rate changes from epoch to epoch: it is multiplied by {@link #factor}. The
 * formulas are those of {@code org.nd4j.linalg.schedule}, with the initial value left out.
 */
public sealed interface Schedule {
  /** The same rate at every epoch. */
  Schedule CONSTANT = new Constant();

  /** The default power of the command line. */
  double DEFAULT_POWER = 1;

  /**
   * The default number of epochs between steps, to the end or to the middle; also of the command
   * line.
   */
  long DEFAULT_EPOCHS = 100;

  /**
   * The factor of the rate in an epoch.
   *
   * @param epoch counted from 0
   * @return 0 or more
   */
  double factor(long epoch);

  /** The name on the command line and in files. */
  String label();

  /** The numbers that set it, in order, by the option of the command line that sets them. */
  Map<String, Object> settings();

  /** Factor 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long epoch) {
      return 1;
    }

    @Override
    public String label() {
      return "constant";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }
  }

  /**
   * Factor 1 / (1 + gamma epoch)^power.
   *
   * @param gamma above 0
   * @param power above 0
   */
  record Inverse(double gamma, double power) implements Schedule {
    /** The default gamma of the command line. */
    public static final double DEFAULT_GAMMA = 0.1;

    /** Checks the numbers. */
    public Inverse {
      requireAboveZero(Setting.INVERSE_DECAY, gamma);
      requireAboveZero(Setting.INVERSE_POWER, power);
    }

    @Override
    public double factor(long epoch) {
      return 1 / Math.pow(1 + gamma * epoch, power);
    }

    @Override
    public String label() {
      return "inverse";
    }

    @Override
    public Map<String, Object> settings() {
      return Hyperparameters.inOrder("--schedule-rate", gamma, "--schedule-power", power);
    }
  }

  /**
   * Factor decay^floor(epoch / every): a drop after each {@code every} epochs.
   *
   * @param decay above 0, at most 1
   * @param every epochs, at least 1
   */
  record Step(double decay, long every) implements Schedule {
    /** The default decay of the command line. */
    public static final double DEFAULT_DECAY = 0.5;

    /** Checks the numbers. */
    public Step {
      requireDecay(Setting.STEP_DECAY, decay);
      requireAtLeastOne(Setting.STEP_EPOCHS, every);
    }

    @Override
    public double factor(long epoch) {
      return Math.pow(decay, (double) Math.floorDiv(epoch, every));
    }

    @Override
    public String label() {
      return "step";
    }

    @Override
    public Map<String, Object> settings() {
      return Hyperparameters.inOrder("--schedule-rate", decay, "--schedule-epochs", every);
    }
  }

  /**
   * Factor gamma^epoch.
   *
   * @param gamma above 0, at most 1
   */
  record Exponential(double gamma) implements Schedule {
    /** The default gamma of the command line. */
    public static final double DEFAULT_GAMMA = 0.99;

    /** Checks the number. */
    public Exponential {
      requireDecay(Setting.EXPONENTIAL_DECAY, gamma);
    }

    @Override
    public double factor(long epoch) {
      return Math.pow(gamma, (double) epoch);
    }

    @Override
    public String label() {
      return "exponential";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("--schedule-rate", gamma);
    }
  }

  /**
   * Factor (1 - epoch / epochs)^power, and 0 from {@code epochs} on. ND4J 1.0.0-M2.1 has a plus for
   * the minus, so that its rate rises.
   *
   * @param power above 0
   * @param epochs the epoch at which the rate reaches 0, at least 1
   */
  record Polynomial(double power, long epochs) implements Schedule {
    /** Checks the numbers. */
    public Polynomial {
      requireAboveZero(Setting.POLYNOMIAL_POWER, power);
      requireAtLeastOne(Setting.POLYNOMIAL_EPOCHS, epochs);
    }

    @Override
    public double factor(long epoch) {
      return epoch >= epochs ? 0 : Math.pow(1 - (double) epoch / epochs, power);
    }

    @Override
    public String label() {
      return "polynomial";
    }

    @Override
    public Map<String, Object> settings() {
      return Hyperparameters.inOrder("--schedule-power", power, "--schedule-epochs", epochs);
    }
  }

  /**
   * Factor 1 / (1 + exp(gamma (epoch - middle))): near 1 at first, near 0 in the end. ND4J's
   * formula has the opposite sign of gamma.
   *
   * @param gamma how steep it falls, above 0
   * @param middle the epoch at which the factor is one half, 0 or more
   */
  record Sigmoid(double gamma, long middle) implements Schedule {
    /** The default gamma of the command line. */
    public static final double DEFAULT_GAMMA = 0.1;

    /** Checks the numbers. */
    public Sigmoid {
      requireAboveZero(Setting.SIGMOID_DECAY, gamma);
      Argument.require(middle >= 0, Setting.SIGMOID_MIDDLE, "an epoch from 0 on", middle);
    }

    @Override
    public double factor(long epoch) {
      return 1 / (1 + Math.exp(gamma * (epoch - middle)));
    }

    @Override
    public String label() {
      return "sigmoid";
    }

    @Override
    public Map<String, Object> settings() {
      return Hyperparameters.inOrder("--schedule-rate", gamma, "--schedule-epochs", middle);
    }
  }

  private static void requireAboveZero(Setting name, double value) {
    Argument.require(value > 0 && !Double.isInfinite(value), name, "a number above 0", value);
  }

  private static void requireDecay(Setting name, double value) {
    Argument.require(value > 0 && value <= 1, name, "a number above 0 and at most 1", value);
  }

  private static void requireAtLeastOne(Setting name, long value) {
    Argument.require(value >= 1, name, "at least 1", value);
  }
}
