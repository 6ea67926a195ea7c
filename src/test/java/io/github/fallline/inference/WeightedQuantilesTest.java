package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedQuantilesTest {
  /** R 4.2.2: quantile(c(3, -1, 4, 1.5, 9)), and quantile(rep(c(3, -1, 4), c(2, 1, 3))). */
  @Test
  void quantilesAreTheDefaultOnesOfR() {
    WeightedQuantiles plain = new WeightedQuantiles(1);
    for (double value : new double[] {3, -1, 4, 1.5, 9}) {
      plain.add(value, 1);
    }
    WeightedQuantiles repeated = new WeightedQuantiles(1);
    repeated.add(3, 2);
    repeated.add(100, 0);
    repeated.add(-1, 1);
    repeated.add(4, 3);
    double[] expected = {-1, 1.5, 3, 4, 9};
    double[] expectedRepeated = {-1, 3, 3.5, 4, 4};
    for (int k = 0; k < 5; k++) {
      assertEquals(expected[k], plain.quantile(k / 4.0), 1e-15);
      assertEquals(expectedRepeated[k], repeated.quantile(k / 4.0), 1e-15);
    }
  }

  @Test
  void noNumbersHaveNoQuantile() {
    assertEquals(Double.NaN, new WeightedQuantiles(1).quantile(0.5));
  }

  @Test
  void histogramIsWithinTheStatedShare() {
    Random random = new Random(17);
    double[] values = random.doubles(50_000, -1, 1).map(u -> u * u * u * 1e5).toArray();
    WeightedQuantiles exact = new WeightedQuantiles(1e4);
    WeightedQuantiles sketch = new WeightedQuantiles(1e4, 1000);
    for (double value : values) {
      exact.add(value, 1);
      sketch.add(value, 1);
    }
    assertTrue(exact.isExact());
    assertFalse(sketch.isExact());
    Arrays.sort(values);
    assertEquals(values[0], sketch.quantile(0));
    assertEquals(values[values.length - 1], sketch.quantile(1));
    for (double p : new double[] {0.001, 0.05, 0.25, 0.4, 0.75, 0.99}) {
      double wanted = exact.quantile(p);
      assertEquals(wanted, sketch.quantile(p), Math.abs(wanted) * 0x1p-11, "p = " + p);
    }
  }

  @Test
  void numbersFarBeyondTheUnitKeepTheirOrder() {
    WeightedQuantiles sketch = new WeightedQuantiles(1, 2);
    for (double value : new double[] {1e30, -1e30, 1e-30, 5, -5, 1e-40, 0, -1e-300, 7}) {
      sketch.add(value, 1);
    }
    assertEquals(-1e30, sketch.ranked(0));
    assertEquals(-5, sketch.ranked(1), 5 * 0x1p-11);
    assertEquals(0, sketch.ranked(4));
    assertEquals(5, sketch.ranked(6), 5 * 0x1p-11);
    assertEquals(1e30, sketch.ranked(8));
  }
}
