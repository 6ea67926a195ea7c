package io.github.fallline.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the verdict on a descent sees through, and what it does not. */
class VerdictTest {
  private static final UpdateRule PLAIN = new PlainUpdate();

  /** A descent and what is to be said of it. */
  record Run(
      String name,
      DifferentiableFunction function,
      UpdateRule update,
      double rate,
      long steps,
      Verdict verdict,
      List<Double> start) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Run plain(
      String name,
      DifferentiableFunction function,
      double rate,
      long steps,
      Verdict verdict,
      double... start) {
    return new Run(
        name, function, PLAIN, rate, steps, verdict, DoubleStream.of(start).boxed().toList());
  }

  private static DifferentiableFunction line(double slope, double level) {
    return DifferentiableFunction.of(1, x -> level + slope * x[0], (x, g) -> g[0] = slope);
  }

  /** cos x + cos 3 x: steps of 0.9 lead around in it without a pattern. */
  private static final DifferentiableFunction HILLS =
      DifferentiableFunction.of(
          1,
          x -> Math.cos(x[0]) + Math.cos(3 * x[0]),
          (x, g) -> g[0] = -Math.sin(x[0]) - 3 * Math.sin(3 * x[0]));

  /** x^4 / 4 - x^2 / 2: minima at +-1 with a curvature of 2. */
  private static final DifferentiableFunction TWO_WELLS =
      DifferentiableFunction.of(
          1,
          x -> Math.pow(x[0], 4) / 4 - x[0] * x[0] / 2,
          (x, g) -> g[0] = Math.pow(x[0], 3) - x[0]);

  /** (x^2 + 1e-12)^(1/2): the absolute value, but for a millionth. */
  private static final DifferentiableFunction NOTCH =
      DifferentiableFunction.of(
          1,
          x -> Math.sqrt(x[0] * x[0] + 1e-12),
          (x, g) -> g[0] = x[0] / Math.sqrt(x[0] * x[0] + 1e-12));

  /** 50 x^2 + y^2 / 2. */
  private static final DifferentiableFunction RAVINE =
      DifferentiableFunction.of(
          2,
          p -> 50 * p[0] * p[0] + p[1] * p[1] / 2,
          (p, g) -> {
            g[0] = 100 * p[0];
            g[1] = p[1];
          });

  /** x^3 - 3 x y^2: flat at 0, 0 to the second derivative, and three ways down. */
  private static final DifferentiableFunction MONKEY_SADDLE =
      DifferentiableFunction.of(
          2,
          p -> Math.pow(p[0], 3) - 3 * p[0] * p[1] * p[1],
          (p, g) -> {
            g[0] = 3 * (p[0] * p[0] - p[1] * p[1]);
            g[1] = -6 * p[0] * p[1];
          });

  /** (y - x^2) (y - 2 x^2), Peano's: least at 0, 0 along every line, lower along y = 1.5 x^2. */
  private static final DifferentiableFunction PEANO =
      DifferentiableFunction.of(
          2,
          p -> (p[1] - p[0] * p[0]) * (p[1] - 2 * p[0] * p[0]),
          (p, g) -> {
            g[0] = -6 * p[0] * p[1] + 8 * Math.pow(p[0], 3);
            g[1] = 2 * p[1] - 3 * p[0] * p[0];
          });

  private static final DifferentiableFunction TAIL =
      DifferentiableFunction.of(1, x -> Math.exp(-x[0]), (x, g) -> g[0] = -Math.exp(-x[0]));

  static Stream<Run> runs() {
    UpdateRule heavy = new Momentum(0.99);
    return Stream.of(
        // Falling, though it does not look so.
        new Run(
            "values that swing",
            Landscapes.PARABOLA,
            heavy,
            0.01,
            1000,
            Verdict.STILL_FALLING,
            List.of(7.0)),
        plain("1e-7 x on a level of 1000", line(1e-7, 1000), 1, 100, Verdict.STILL_FALLING, 0),
        plain("steps below rounding", Landscapes.PARABOLA, 1e-20, 100, Verdict.STILL_FALLING, 7),
        plain("a slope without end", line(-1, 0), 0.1, 100, Verdict.STILL_FALLING, 0),
        plain("overshooting", Landscapes.PARABOLA, 0.99, 100, Verdict.STILL_FALLING, 7),
        plain("three steps", Landscapes.PARABOLA, 0.1, 3, Verdict.STILL_FALLING, 7),
        // Bounded, but going nowhere.
        plain("a cycle about a minimum", TWO_WELLS, 1.1, 1000, Verdict.OSCILLATING, 0.3),
        plain("chaos", HILLS, 0.9, 1000, Verdict.OSCILLATING, 0.3),
        plain("a notch", NOTCH, 0.1, 1000, Verdict.OSCILLATING, 0.97),
        plain("four steps to and fro", Landscapes.PARABOLA, 1, 4, Verdict.OSCILLATING, 7),
        new Run(
            "the upswing of momentum",
            Landscapes.PARABOLA,
            heavy,
            1e-4,
            300,
            Verdict.OSCILLATING,
            List.of(7.0)),
        // Going up, though it went down at first or is finite still.
        plain("one axis of two", RAVINE, 0.0204, 300, Verdict.DIVERGED, 1e-4, 10),
        plain("three steps up", Landscapes.PARABOLA, 1.1, 3, Verdict.DIVERGED, 7),
        plain("up by 200 decades", Landscapes.PARABOLA, 1.1, 1900, Verdict.DIVERGED, 7),
        plain("out of the numbers", Landscapes.power(1, 4), 1, 100, Verdict.DIVERGED, 3),
        plain("down without end", Landscapes.power(-1, 2), 1, 10_000, Verdict.DIVERGED, 1),
        // At rest.
        plain(
            "a minimum without curvature",
            Landscapes.power(1, 4),
            0.1,
            1_000_000,
            Verdict.CONVERGED,
            1),
        plain("a start at the minimum", Landscapes.PARABOLA, 0.1, 10, Verdict.CONVERGED, 2),
        plain("a start at the top", Landscapes.power(-1, 2), 0.1, 10, Verdict.STUCK, 0),
        plain("a flat top", Landscapes.power(-1, 4), 0.1, 10, Verdict.STUCK, 0),
        plain("a terrace", Landscapes.power(1, 3), 0.1, 1_000_000, Verdict.STUCK, 1),
        plain("a saddle", Landscapes.SADDLE, 0.1, 1000, Verdict.STUCK, 1, 0),
        plain("a saddle without curvature", MONKEY_SADDLE, 0.1, 10, Verdict.STUCK, 0, 0),
        // Mistaken, and said so in the documentation: flatter than the tolerance, or curved ways.
        plain("a slope below the tolerance", line(1e-9, 0), 1, 100, Verdict.CONVERGED, 0),
        plain("a tail without end", TAIL, 1e8, 1000, Verdict.CONVERGED, 19),
        plain("Peano's surface", PEANO, 0.1, 10, Verdict.CONVERGED, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void descentIsCalledWhatItIs(Run run) {
    Minimizer minimizer = Minimizer.at(run.rate()).withUpdate(run.update()).withSteps(run.steps());

    Minimization end =
        minimizer.minimize(run.function(), run.start().stream().mapToDouble(x -> x).toArray());

    assertEquals(run.verdict(), end.verdict(), end.finding());
  }

  @Test
  void peanosSurfaceIsLowerAlongACurve() {
    double[] place = {0.1, 0.015};

    assertTrue(PEANO.evaluate(place, new double[2]) < 0);
  }

  @Test
  void plainDescentStaysOnTheSaddleAndSaysSo() {
    Minimization run = Minimizer.at(0.1).minimize(Landscapes.SADDLE, 1, 0);

    assertEquals(Verdict.STUCK, run.verdict());
    assertArrayEquals(new double[] {0, 0}, run.point(), 1e-8);
    // The curvature of -y^2 is -2.
    assertTrue(run.finding().startsWith("stationary with curvature -2.00 after "), run.finding());
  }

  @ParameterizedTest
  @CsvSource({"0", "0.9"})
  void pushGetsPastTheSaddle(double momentum) {
    Minimizer pushed =
        Minimizer.at(0.05)
            .withUpdate(new Momentum(momentum))
            .withPerturbation(Perturbation.jump(1e-3, 5));

    Minimization run = pushed.minimize(Landscapes.SADDLE, 1, 0);

    assertEquals(Verdict.CONVERGED, run.verdict(), run.finding());
    assertEquals(-1, run.value(), 1e-12);
    assertEquals(Math.sqrt(2), Math.abs(run.point()[1]), 1e-8);
  }

  @ParameterizedTest
  @CsvSource({"1", "0"})
  void noiseGetsPastTheSaddleAndHoversAtTheMinimum(double start) {
    Minimizer noisy = Minimizer.at(0.05).withPerturbation(Perturbation.noise(0.01, 5));

    Minimization run = noisy.minimize(Landscapes.SADDLE, start, 0);

    assertEquals(Verdict.OSCILLATING, run.verdict(), run.finding());
    assertEquals(-1, run.value(), 1e-3); // a deviation of 0.002 in y, squared and doubled
  }

  @Test
  void sameSeedTakesTheSameWay() {
    Minimizer noisy = Minimizer.at(0.05).withPerturbation(Perturbation.noise(0.01, 5));

    assertArrayEquals(
        noisy.minimize(Landscapes.SADDLE, 1, 0).point(),
        noisy.minimize(Landscapes.SADDLE, 1, 0).point());
  }

  @Test
  void curvatureOfManyVariablesIsNotComputedAndTheFindingSaysSo() {
    int size = StationaryPoint.MOST_VARIABLES + 1;
    DifferentiableFunction top =
        DifferentiableFunction.of(size, x -> -x[0] * x[0], (x, g) -> g[0] = -2 * x[0]);

    Minimization run = Minimizer.at(0.1).minimize(top, new double[size]);

    assertEquals(Verdict.CONVERGED, run.verdict());
    assertTrue(run.finding().contains("curvature not computed"), run.finding());
  }
}
