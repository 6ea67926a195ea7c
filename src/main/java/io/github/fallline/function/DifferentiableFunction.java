package io.github.fallline.function;

import io.github.fallline.argument.Argument;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/**
 * A number that depends smoothly on a vector.
 *
 * <p>Open: implement it for a function of your own. Descent calls it from one thread at a time.
 */
public interface DifferentiableFunction {
  /** The length of the vector, at least 1. */
  int size();

  /**
   * Value and gradient at a point.
   *
   * @param point [size], left alone
   * @param gradient [size], overwritten; uphill, so callers subtract it
   * @return the value, which may be infinite or no number
   */
  double evaluate(double[] point, double[] gradient);

  /**
   * Creates a function from its value and its gradient.
   *
   * @param size the length of the vector, at least 1
   * @param value of a point
   * @param gradient takes a point and the array to overwrite with the gradient there
   */
  static DifferentiableFunction of(
      int size, ToDoubleFunction<double[]> value, BiConsumer<double[], double[]> gradient) {
    Argument.require(size >= 1, "function", "a vector of at least 1", "one of " + size);
    return new DifferentiableFunction() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public double evaluate(double[] point, double[] slopes) {
        gradient.accept(point, slopes);
        return value.applyAsDouble(point);
      }
    };
  }
}
