package io.github.fallline.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.function.DifferentiableFunction;
import io.github.fallline.function.Minimization;
import io.github.fallline.function.Minimizer;
import io.github.fallline.function.Verdict;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FormulaFunctionTest {
  /** A function of one vector. */
  private static FormulaFunction function(int size, Function<SDVariable, SDVariable> formula) {
    SDVariable x = SameDiff.create().var("x", Nd4j.zeros(DataType.DOUBLE, size));
    return new FormulaFunction(new Formula(formula.apply(x)));
  }

  private static FormulaFunction parabola() {
    return function(1, x -> x.mul(x).sub(x.mul(4)).add(5).sum());
  }

  /** x^2 - 4 x + 5 from 7 in 50 steps: 2 + 5 (1 - 2 rate)^50. */
  @ParameterizedTest
  @CsvSource({
    "0.1,  2.0000713623846353, STILL_FALLING",
    "0.01, 3.8208484004355867, STILL_FALLING",
    "0.3,  2,                  CONVERGED",
    "0.7,  2,                  CONVERGED",
    "1.0,  7,                  OSCILLATING"
  })
  void parabolaIsDescendedAsByHand(double rate, double x, Verdict verdict) {
    Minimization run = Minimizer.at(rate).withSteps(50).minimize(parabola(), 7);

    assertEquals(verdict, run.verdict(), run.finding());
    assertEquals(x, run.point()[0], verdict == Verdict.CONVERGED ? 5e-9 : 1e-14);
  }

  @Test
  void fiveHundredStepsEndAtFourDecimals() {
    FormulaFunction square = function(1, x -> x.mul(x).sub(x.mul(2)).add(1).sum());

    Minimization run = Minimizer.at(0.01).withSteps(500).minimize(square, 0);

    assertEquals(1, run.point()[0], 5e-5); // by hand: 1 - 0.98^500 = 0.99996
    assertEquals(0, run.value(), 5e-5);
  }

  @Test
  void saddleIsDetectedWithSameDiffsGradients() {
    FormulaFunction saddle =
        function(
            2,
            p -> {
              SDVariable x = p.get(SDIndex.point(0));
              SDVariable y = p.get(SDIndex.point(1));
              SDVariable square = y.mul(y);
              return x.mul(x).sub(square).add(square.mul(square).div(4)).sum();
            });

    assertEquals(Verdict.STUCK, Minimizer.at(0.1).minimize(saddle, 1, 0).verdict());
    assertEquals(Verdict.CONVERGED, Minimizer.at(0.1).minimize(saddle, 1, 0.1).verdict());
  }

  /** The mean squared error of m x + c on 101 points of y = 3 x + 5, x from 0 to 10. */
  private static Formula line() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1);
    SDVariable m = graph.var("m", Nd4j.scalar(0.0));
    SDVariable c = graph.var("c", Nd4j.scalar(0.0));
    return new Formula(graph.math().square(x.mul(m).add(c).sub(y)).mean());
  }

  /** The same with the derivative by hand. */
  private static DifferentiableFunction byHand(double[] x, double[] y) {
    return new DifferentiableFunction() {
      @Override
      public int size() {
        return 2;
      }

      @Override
      public double evaluate(double[] point, double[] gradient) {
        double loss = 0; // c, then m
        gradient[0] = 0;
        gradient[1] = 0;
        for (int i = 0; i < x.length; i++) {
          double residual = point[0] + point[1] * x[i] - y[i];
          loss += residual * residual / x.length;
          gradient[0] += 2 * residual / x.length;
          gradient[1] += 2 * residual * x[i] / x.length;
        }
        return loss;
      }
    };
  }

  @Test
  void meanSquaredErrorOfALineHasTheGradientByHandAndTrainsAlike() {
    double[] x = new double[101];
    double[] y = new double[101];
    for (int i = 0; i < x.length; i++) {
      x[i] = i / 10.0;
      y[i] = 3 * x[i] + 5;
    }
    DifferentiableFunction hand = byHand(x, y);
    try (INDArray features = Nd4j.createFromArray(x);
        INDArray targets = Nd4j.createFromArray(y)) {
      FormulaFunction formula = new FormulaFunction(line(), Map.of("x", features, "y", targets));
      double[] expected = new double[2];
      double[] gradient = new double[2];

      double loss = hand.evaluate(new double[2], expected);

      assertEquals(loss, formula.evaluate(new double[2], gradient), 1e-12 * loss);
      // By hand: -2 (3 mean x + 5); -2 (3 mean x^2 + 5 mean x), where mean x^2 = 33.5.
      assertArrayEquals(new double[] {-40, -251}, expected, 1e-12);
      assertArrayEquals(expected, gradient, 1e-12 * 251);

      Minimizer minimizer = Minimizer.at(0.02).withSteps(300);
      double[] trained = minimizer.minimize(formula, 0, 0).point();
      assertArrayEquals(minimizer.minimize(hand, 0, 0).point(), trained, 1e-11);
      assertArrayEquals(new double[] {5, 3}, trained, 0.25);
    }
  }

  @Test
  void vectorHoldsTheParametersInTheOrderOfTheirNames() {
    SameDiff graph = SameDiff.create();
    SDVariable z = graph.var("z", Nd4j.zeros(DataType.DOUBLE, 2, 2).dup('f'));
    SDVariable a = graph.var("a", Nd4j.scalar(0.0));
    SDVariable weights = graph.constant(Nd4j.create(new double[][] {{1, 10}, {100, 1000}}));
    FormulaFunction function = new FormulaFunction(new Formula(z.mul(weights).mul(a).sum()));
    double[] gradient = new double[5];

    double value = function.evaluate(new double[] {2, 1, 2, 3, 4}, gradient);

    assertEquals(2 * 4321, value); // by hand
    assertArrayEquals(new double[] {4321, 2, 20, 200, 2000}, gradient);
  }

  @Test
  void refusesAFormulaWithoutParameters() {
    Formula formula = new Formula(SameDiff.create().placeHolder("x", DataType.DOUBLE, 1).mul(2));

    assertEquals(
        "formula: it has no parameters; declare the values to optimize as variables",
        assertThrows(IllegalArgumentException.class, () -> new FormulaFunction(formula))
            .getMessage());
  }
}
