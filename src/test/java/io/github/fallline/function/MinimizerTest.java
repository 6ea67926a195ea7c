package io.github.fallline.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.Schedule;
import io.github.fallline.optim.UpdateRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MinimizerTest {
  /** 50 plain steps from 7: x = 2 + 5 (1 - 2 rate)^50, by hand. */
  @ParameterizedTest
  @CsvSource({
    "0.1,  2.0000713623846353, STILL_FALLING",
    "0.01, 3.8208484004355867, STILL_FALLING",
    "0.3,  2,                  CONVERGED",
    "0.7,  2,                  CONVERGED",
    "1.0,  7,                  OSCILLATING",
    "1.02, 37.53342,           DIVERGED"
  })
  void learningRateDecidesWhatBecomesOfTheParabola(double rate, double x, Verdict verdict) {
    Minimization run = Minimizer.at(rate).withSteps(50).minimize(Landscapes.PARABOLA, 7);

    // A rounding of x a step at most; the last two have the digits of the table.
    assertEquals(x, run.point()[0], verdict == Verdict.DIVERGED ? 1e-5 : 1e-8);
    assertEquals(verdict, run.verdict(), run.finding());
  }

  @Test
  void worksToTheLastDigitOfTheTextbook() {
    Minimizer fifty = Minimizer.at(0.1).withSteps(50);

    assertEquals(
        2.0000713623846353, fifty.minimize(Landscapes.PARABOLA, 7).point()[0], 4 * Math.ulp(2.0));
  }

  @Test
  void traceShowsOvershooting() {
    List<Iterate> trace = Minimizer.at(0.7).minimize(Landscapes.PARABOLA, 7).trace();

    // By hand: 2 + 5 (-0.4)^k.
    double[] expected = {7, 0, 2.8, 1.68};
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], trace.get(k).position()[0], 1e-14, "step " + k);
      assertEquals(k, trace.get(k).step());
    }
    assertEquals(26, trace.get(0).value());
    assertEquals(10, trace.get(0).gradientNorm());
  }

  @Test
  void rateOfOneAlternates() {
    List<Iterate> trace = Minimizer.at(1).withSteps(51).minimize(Landscapes.PARABOLA, 7).trace();

    for (Iterate point : trace) {
      assertEquals(point.step() % 2 == 0 ? 7 : -3, point.position()[0], "step " + point.step());
    }
    assertEquals(52, trace.size());
  }

  @Test
  void longTraceIsThinnedAndKeepsItsEnds() {
    Minimization run = Minimizer.at(1e-7).withSteps(100_000).minimize(Landscapes.PARABOLA, 7);

    assertEquals(0, run.trace().get(0).step());
    assertEquals(1000, run.trace().get(1000).step());
    assertEquals(100_000, run.trace().get(run.trace().size() - 1).step());
    assertTrue(run.trace().size() < 2000, () -> run.trace().size() + " points");
    assertEquals(100_000, run.steps());
  }

  static Stream<UpdateRule> rules() {
    return Stream.of(
        new PlainUpdate(),
        new Momentum(0.9),
        new Nesterov(0.9),
        new AdaGrad(),
        new RmsProp(),
        new Adam());
  }

  /** The rate falls, so that rules whose steps have the length of the rate come to rest as well. */
  @ParameterizedTest
  @MethodSource("rules")
  void everyUpdateRuleArrives(UpdateRule rule) {
    LearningRate.Fixed falling = new LearningRate.Fixed(0.3, new Schedule.Exponential(0.995));
    Minimizer minimizer = Minimizer.at(1).withUpdate(rule).withRate(falling).withSteps(5000);

    Minimization run = minimizer.withTolerance(1e-6).minimize(Landscapes.PARABOLA, 3);

    assertEquals(Verdict.CONVERGED, run.verdict(), run.finding());
    assertEquals(2, run.point()[0], 1e-6); // half the tolerance, as the curvature is 2
  }

  @Test
  void leavesTheStartAlone() {
    double[] start = {7};

    Minimizer.at(0.3).minimize(Landscapes.PARABOLA, start);

    assertArrayEquals(new double[] {7}, start);
  }

  /** f(x, y) = (y - 2 x)^2 / 2 with a valley of minima: a flat direction is no way down. */
  @Test
  void valleyOfMinimaConverges() {
    DifferentiableFunction valley =
        DifferentiableFunction.of(
            2,
            p -> Math.pow(p[1] - 2 * p[0], 2) / 2,
            (p, g) -> {
              g[1] = p[1] - 2 * p[0];
              g[0] = -2 * g[1];
            });

    Minimization run = Minimizer.at(0.1).minimize(valley, 3, 1);

    assertEquals(Verdict.CONVERGED, run.verdict(), run.finding());
    // By hand: along (-2, 1) from (3, 1), the valley is met at (1, 2).
    assertArrayEquals(new double[] {1, 2}, run.point(), 1e-8);
  }

  static Stream<Arguments> refusals() {
    Minimizer plain = Minimizer.at(0.1);
    return Stream.of(
        Arguments.of(
            (Executable) () -> plain.minimize(Landscapes.PARABOLA, 1, 2),
            "start: expected 1 numbers, got 2"),
        Arguments.of(
            (Executable) () -> plain.minimize(Landscapes.PARABOLA, Double.NaN),
            "start: value NaN, gradient norm NaN; expected numbers"),
        Arguments.of((Executable) () -> plain.withSteps(0), "steps: expected at least 1, got 0"),
        Arguments.of(
            (Executable) () -> plain.withTolerance(0),
            "tolerance: expected a number above 0, got 0.0"),
        Arguments.of(
            (Executable) () -> Perturbation.jump(0, 1), "push: expected a number above 0, got 0.0"),
        Arguments.of(
            (Executable) () -> Perturbation.noise(-1, 1),
            "noise: expected a number above 0, got -1.0"),
        Arguments.of(
            (Executable) () -> DifferentiableFunction.of(0, x -> 0, (x, g) -> {}),
            "function: expected a vector of at least 1, got one of 0"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
