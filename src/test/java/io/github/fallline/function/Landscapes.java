package io.github.fallline.function;

/** Functions that the tests go down. */
final class Landscapes {
  /** x^2 - 4 x + 5: least at 2, where it is 1. */
  static final DifferentiableFunction PARABOLA =
      DifferentiableFunction.of(1, x -> x[0] * x[0] - 4 * x[0] + 5, (x, g) -> g[0] = 2 * x[0] - 4);

  /** x^2 - y^2 + y^4 / 4: a saddle at 0, 0 and minima of -1 at 0, +-sqrt 2. */
  static final DifferentiableFunction SADDLE =
      DifferentiableFunction.of(
          2,
          p -> p[0] * p[0] - p[1] * p[1] + Math.pow(p[1], 4) / 4,
          (p, g) -> {
            g[0] = 2 * p[0];
            g[1] = -2 * p[1] + Math.pow(p[1], 3);
          });

  private Landscapes() {}

  /** factor x^power. */
  static DifferentiableFunction power(double factor, int power) {
    return DifferentiableFunction.of(
        1,
        x -> factor * Math.pow(x[0], power),
        (x, g) -> g[0] = factor * power * Math.pow(x[0], power - 1));
  }
}
