package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.chart.Axis.Kind;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  /** The labels are those that a person would choose for at most that many. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LINEAR | 0       | 10      | 5  | 0 2 4 6 8 10",
        "LINEAR | 0       | 1       | 4  | 0.0 0.5 1.0",
        "LINEAR | -3      | 3       | 6  | −3 −2 −1 0 1 2 3",
        "LINEAR | 0       | 25000   | 3  | 0 10,000 20,000",
        "LINEAR | 0       | 3e9     | 3  | 0 10⁹ 2·10⁹ 3·10⁹",
        "LINEAR | 0.00001 | 0.00003 | 2  | 10⁻⁵ 2·10⁻⁵ 3·10⁻⁵",
        "LOG    | 1e-6    | 1       | 10 | 10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰",
        "LOG    | 1e-6    | 1       | 3  | 10⁻⁶ 10⁻⁴ 10⁻² 10⁰",
        "LOG    | 1       | 60      | 5  | 1 2 5 10 20 50",
        "LOG    | 1000    | 3500    | 4  | 1,000 2,000 3,000",
      })
  void ticksAreRoundValues(Kind kind, double low, double high, int most, String labels) {
    String found =
        new Scale(kind, low, high)
            .ticks(most).stream().map(Scale.Tick::label).collect(Collectors.joining(" "));

    assertEquals(labels, found);
  }

  /** Ends and middle: the arithmetic mean is half way on one kind, the geometric on the other. */
  @ParameterizedTest
  @CsvSource({"LINEAR, 2, 6, 4", "LOG, 1, 100, 10", "LINEAR, -1e308, 1e308, 0"})
  void middleIsHalfWay(Kind kind, double low, double high, double middle) {
    Scale scale = new Scale(kind, low, high);

    assertEquals(0, scale.place(low), 1e-15);
    assertEquals(0.5, scale.place(middle), 1e-15);
    assertEquals(1, scale.place(high), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 5, 5",
    "LINEAR, 0, 0",
    "LOG, 1e-3, 1e-3",
    "LINEAR, -1.7e308, 1.7e308",
    "LOG, 4.9e-324, 1.7e308",
    "LINEAR, 1, 1.0000000000000002",
    "LINEAR, 0, 4.9e-324",
    "LINEAR, -4.9e-324, 1e-310",
    "LINEAR, 1e-305, 3e-305",
    "LINEAR, 1e-290, 3e-290"
  })
  void everyRangeHasAScaleThatHoldsIt(Kind kind, double least, double most) {
    Scale scale = Scale.holding(new Axis("x", kind), DoubleStream.of(least, most));

    assertTrue(scale.place(most) <= 1 && scale.place(most) >= 0, scale::toString);
    assertTrue(scale.ticks(5).size() < 50, scale::toString);
  }

  @Test
  void valuesWithoutAPlaceDoNotStretchTheScale() {
    DoubleStream values = DoubleStream.of(0, -7, Double.NaN, Double.POSITIVE_INFINITY, 2, 200);
    Scale scale = Scale.holding(Axis.log("x"), values);

    assertTrue(scale.low() > 1 && scale.high() < 400, scale::toString);
  }

  @Test
  void logarithmsOfTheSmallestNumbersAreBelowTheScale() {
    Scale scale = Scale.holding(new Axis("x", Kind.LOG), DoubleStream.of(4.9e-324, 1e-323));

    assertEquals(Double.MIN_NORMAL, scale.low());
    assertTrue(scale.place(1e-323) < 0, scale::toString);
    assertTrue(scale.ticks(5).size() < 50, scale::toString);
  }

  @Test
  void rejectsAScaleOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Scale(Kind.LINEAR, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Scale(Kind.LOG, 0, 1));
  }
}
