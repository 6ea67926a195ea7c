package io.github.fallline.function;

import io.github.fallline.argument.Argument;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import java.util.Objects;

/**
 * Settings of gradient descent on a function.
 *
 * @param update how a gradient becomes a step
 * @param rate the learning rate and its schedule, counted in steps
 * @param steps at most, at least 1
 * @param tolerance the length of a gradient that counts as none; above 0, in units of the gradient
 * @param perturbation what gets the descent past stationary points that are no minima
 */
public record Minimizer(
    UpdateRule update,
    LearningRate.Fixed rate,
    long steps,
    double tolerance,
    Perturbation perturbation) {
  /** Steps where none are named. */
  public static final long DEFAULT_STEPS = 1000;

  /** The tolerance where none is named. */
  public static final double DEFAULT_TOLERANCE = 1e-8;

  public Minimizer {
    Objects.requireNonNull(update, "update");
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(perturbation, "perturbation");
    Argument.require(steps >= 1, "steps", "at least 1", steps);
    Argument.require(
        tolerance > 0 && !Double.isInfinite(tolerance), "tolerance", "a number above 0", tolerance);
  }

  /** Plain steps of a learning rate, with the defaults of all else. */
  public static Minimizer at(double rate) {
    return new Minimizer(
        new PlainUpdate(),
        new LearningRate.Fixed(rate),
        DEFAULT_STEPS,
        DEFAULT_TOLERANCE,
        Perturbation.NONE);
  }

  /** The same with another update rule. */
  public Minimizer withUpdate(UpdateRule rule) {
    return new Minimizer(rule, rate, steps, tolerance, perturbation);
  }

  /** The same with another learning rate. */
  public Minimizer withRate(LearningRate.Fixed other) {
    return new Minimizer(update, other, steps, tolerance, perturbation);
  }

  /** The same with at most so many steps. */
  public Minimizer withSteps(long most) {
    return new Minimizer(update, rate, most, tolerance, perturbation);
  }

  /** The same with another tolerance. */
  public Minimizer withTolerance(double length) {
    return new Minimizer(update, rate, steps, length, perturbation);
  }

  /** The same with another perturbation. */
  public Minimizer withPerturbation(Perturbation other) {
    return new Minimizer(update, rate, steps, tolerance, other);
  }

  /**
   * Minimizes from a point, until it is stationary or the steps are used up. Divergence is a
   * verdict, not an exception.
   *
   * @param start [size], left alone
   * @throws IllegalArgumentException if the start does not fit the function, or value or gradient
   *     there are not finite
   */
  public Minimization minimize(DifferentiableFunction function, double... start) {
    Argument.require(
        start.length == function.size(), "start", function.size() + " numbers", start.length);
    return new MinimizationLoop(this, function, start).run();
  }
}
