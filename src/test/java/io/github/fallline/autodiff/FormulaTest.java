package io.github.fallline.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FormulaTest {
  /** a x^2 + b x + c with a = 1, b = -2, c = 1, element by element, x of any shape. */
  private static Formula square() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE);
    return new Formula(x.mul(x).mul(1).add(x.mul(-2)).add(1));
  }

  /** X w + b, [rows, 2] by parameters [2, 1] and [1]. */
  private static Formula linear() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable w = graph.var("w", Nd4j.create(new double[][] {{3}, {-1}}));
    SDVariable b = graph.var("b", Nd4j.createFromArray(0.5));
    return new Formula(x.mmul(w).add(b));
  }

  private static INDArray matrix(double[]... rows) {
    return Nd4j.createFromArray(rows);
  }

  @Test
  void derivativeOfAScalar() {
    try (INDArray zero = Nd4j.scalar(0.0);
        Derivatives at = square().differentiate(Map.of("x", zero))) {
      assertEquals(1, at.value().getDouble(0)); // by hand: (x - 1)^2 and 2 x - 2
      assertEquals(-2, at.gradient("x").getDouble(0));
      assertEquals(0, at.gradient("x").rank());
    }
  }

  /** An upstream gradient and what it makes of 2 x - 2 at [[0, 0], [1, 2]], by hand. */
  static Stream<Arguments> upstreams() {
    return Stream.of(
        Arguments.of(new double[][] {{1, 1}, {1, 1}}, new double[][] {{-2, -2}, {0, 2}}),
        Arguments.of(new double[][] {{3, 0}, {5, -1}}, new double[][] {{-6, 0}, {0, -2}}));
  }

  @ParameterizedTest
  @MethodSource("upstreams")
  void upstreamGradientIsPassedThrough(double[][] upstream, double[][] expected) {
    try (INDArray x = matrix(new double[] {0, 0}, new double[] {1, 2});
        INDArray v = matrix(upstream);
        Derivatives at = square().differentiate(Map.of("x", x), v)) {
      double[][] gradient = at.gradient("x").toDoubleMatrix();
      assertArrayEquals(expected[0], gradient[0]);
      assertArrayEquals(expected[1], gradient[1]);
      assertArrayEquals(new double[] {1, 1}, at.value().toDoubleMatrix()[0]);
    }
  }

  @Test
  void inputsAndParametersHaveGradients() {
    try (INDArray x = matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        INDArray v = matrix(new double[] {1}, new double[] {10}, new double[] {100});
        Derivatives at = linear().differentiate(Map.of("x", x), v)) {
      // By hand: X w + b; v w', X' v, sum of v.
      assertArrayEquals(new double[] {1.5, 5.5, 9.5}, at.value().toDoubleVector());
      assertArrayEquals(new double[] {300, -100}, at.gradient("x").toDoubleMatrix()[2]);
      assertArrayEquals(new double[] {531, 642}, at.gradient("w").toDoubleVector());
      assertEquals(111, at.gradient("b").getDouble(0));
    }
  }

  @Test
  void valueAloneIsThatOfDifferentiation() {
    Formula formula = linear();
    try (INDArray x = matrix(new double[] {1, 2});
        INDArray value = formula.value(Map.of("x", x))) {
      assertEquals(1.5, value.getDouble(0));
    }
  }

  @Test
  void whatTheResultDoesNotDependOnHasAGradientOfZeros() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1);
    graph.placeHolder("idle", DataType.DOUBLE, -1);
    Formula formula = new Formula(x.sum());
    try (INDArray given = Nd4j.createFromArray(1.0, 2.0, 3.0);
        Derivatives at = formula.differentiate(Map.of("x", given, "idle", given))) {
      assertArrayEquals(new double[] {1, 1, 1}, at.gradient("x").toDoubleVector());
      assertArrayEquals(new double[3], at.gradient("idle").toDoubleVector());
    }
  }

  @Test
  void parametersSetInPlaceCount() {
    Formula formula = linear();
    formula.parameters().get("b").assign(7);
    try (INDArray x = matrix(new double[] {1, 2});
        INDArray one = matrix(new double[] {1});
        Derivatives at = formula.differentiate(Map.of("x", x), one)) {
      assertEquals(8, at.value().getDouble(0));
    }
  }

  @Test
  void callsOfManyThreadsDoNotMix() {
    Formula formula = square();
    List<Double> gradients =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  try (INDArray x = Nd4j.scalar((double) i);
                      Derivatives at = formula.differentiate(Map.of("x", x))) {
                    return at.gradient("x").getDouble(0);
                  }
                })
            .toList();

    assertEquals(IntStream.range(0, 200).mapToObj(i -> 2.0 * i - 2).toList(), gradients);
  }

  /** More calls than a session lasts, by two threads. */
  @Test
  void keepsNoSessionAndNoInput() throws InterruptedException {
    SDVariable twice = SameDiff.create().placeHolder("x", DataType.DOUBLE, -1).mul(2);
    Formula formula = new Formula(twice);
    SameDiff graph = twice.getSameDiff();
    try (INDArray x = Nd4j.createFromArray(1.0, 2.0)) {
      Runnable calls =
          () -> {
            for (int i = 0; i < 150; i++) {
              formula.differentiate(Map.of("x", x), x).close();
              formula.value(Map.of("x", x)).close();
            }
          };
      Thread other = new Thread(calls);
      other.start();
      calls.run();
      other.join();

      assertEquals(Map.of(), graph.getSessions());
      assertEquals(Map.of(), graph.getFunction("grad").getSessions());
      assertFalse(x.wasClosed());
    }
  }

  @Test
  void closingDerivativesFreesThemAll() {
    try (INDArray x = Nd4j.createFromArray(1.0, 2.0)) {
      Derivatives at = square().differentiate(Map.of("x", x), x);
      at.close();

      assertTrue(at.value().wasClosed());
      assertTrue(at.gradient("x").wasClosed());
      assertFalse(x.wasClosed());
    }
  }

  @Test
  void resultsOutliveAnOpenWorkspace() {
    Derivatives at;
    try (INDArray x = Nd4j.scalar(3.0)) {
      try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace("any")) {
        assertTrue(open.isScopeActive());
        at = square().differentiate(Map.of("x", x));
      }
    }
    assertFalse(at.value().isAttached());
    assertEquals(4, at.gradient("x").getDouble(0));
    at.close();
  }

  static Stream<Arguments> refusals() {
    INDArray pair = Nd4j.createFromArray(1.0, 2.0);
    INDArray floats = Nd4j.createFromArray(1f, 2f);
    INDArray three = matrix(new double[] {1, 2, 3});
    INDArray two = matrix(new double[] {1, 2});
    return Stream.of(
        refusal(
            () -> square().differentiate(Map.of("x", pair)),
            "result 'add_scalar': shape [2]; pass an upstream gradient of that shape"),
        refusal(
            () -> square().differentiate(Map.of("x", pair), three),
            "upstream: expected the shape of the result, [2], got [1, 3]"),
        refusal(
            () -> square().differentiate(Map.of("x", pair), Nd4j.scalar(1.0)),
            "upstream: expected the shape of the result, [2], got []"),
        refusal(
            () -> square().differentiate(Map.of("x", pair), floats),
            "upstream: expected type DOUBLE, got FLOAT"),
        refusal(() -> square().differentiate(Map.of()), "input 'x': expected an array, got none"),
        refusal(
            () -> square().value(Map.of("x", pair, "y", pair)),
            "input 'y': unknown; expected one of [x]"),
        refusal(
            () -> square().value(Map.of("x", floats)),
            "input 'x': expected type DOUBLE, got FLOAT"),
        refusal(
            () -> linear().value(Map.of("x", three)),
            "input 'x': expected shape [-1, 2], got [1, 3]"),
        refusal(
            () -> linear().differentiate(Map.of("x", two)).gradient("z"),
            "gradient 'z': unknown; expected one of [b, w, x]"),
        refusal(
            () -> new Formula(SameDiff.create().placeHolder("x", DataType.DOUBLE, 1)),
            "result 'x': expected the outcome of an operation, got one of type PLACEHOLDER"),
        refusal(
            () -> new Formula(SameDiff.create().placeHolder("x", DataType.FLOAT, 1).mul(2)),
            "input 'x': expected type DOUBLE, got FLOAT"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void refusesLossesWhoseGradientIgnoresWhatFollows() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1);
    SDVariable loss = graph.loss().l2Loss("half", x);

    // Ten times the loss has the same gradient in SameDiff as the loss.
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Formula(loss.mul(10))).getMessage();

    assertEquals(
        "operation 'l2_loss': SameDiff's gradient of l2_loss ignores what follows it; write the"
            + " loss out",
        message);
  }

  @Test
  void refusesAGraphThatBelongsToAnotherFormula() {
    SDVariable twice = SameDiff.create().placeHolder("x", DataType.DOUBLE, -1).mul(2);
    assertEquals(List.of("x"), new Formula(twice).inputs());

    assertEquals(
        "result 'mul_scalar': expected a graph of its own, got a formula's",
        assertThrows(IllegalArgumentException.class, () -> new Formula(twice)).getMessage());
  }

  @Test
  void refusesAConstant() {
    SDVariable four = SameDiff.create().constant(2.0).mul(2);

    String message =
        assertThrows(IllegalArgumentException.class, () -> new Formula(four)).getMessage();

    assertTrue(message.startsWith("result 'mul_scalar': no gradient: "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void shapesThatDoNotGoTogetherAreAnErrorOfOneLine() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1);
    Formula formula = new Formula(x.add("sum", y));
    try (INDArray two = Nd4j.createFromArray(1.0, 2.0);
        INDArray three = Nd4j.createFromArray(1.0, 2.0, 3.0)) {
      Map<String, INDArray> given = Map.of("x", two, "y", three);
      String message =
          assertThrows(IllegalArgumentException.class, () -> formula.differentiate(given, two))
              .getMessage();

      assertTrue(message.startsWith("result 'sum': not computed: "), message);
      assertTrue(message.endsWith(", x[2], y[3]"), message);
      assertEquals(1, message.lines().count());
      try (Derivatives at = formula.differentiate(Map.of("x", two, "y", two), two)) {
        assertArrayEquals(new double[] {2, 4}, at.value().toDoubleVector());
      }
    }
  }
}
