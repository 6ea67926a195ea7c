package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private record House(double price, int area, float age) {}

  private static final Records<House> HOUSES =
      Records.<House>target("price", House::price)
          .feature("area", House::area)
          .feature("age", House::age);

  private static List<House> houses(int count) {
    List<House> houses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      houses.add(new House(i + 0.5, 2 * i, -i));
    }
    return houses;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4095, 4096, 4097, 9000})
  void objectsBecomeRowsInTheirOrder(int count) {
    try (Dataset data = HOUSES.read(houses(count))) {
      assertEquals(count, data.rows());
      assertEquals(List.of("area", "age"), data.featureNames());
      assertEquals("price", data.targetName());
      double[][] features = data.features().toDoubleMatrix();
      double[] targets = data.targets().toDoubleVector();
      for (int i = 0; i < count; i++) {
        assertArrayEquals(new double[] {2 * i, -i}, features[i]);
        assertEquals(i + 0.5, targets[i]);
      }
    }
  }

  @Test
  void refusesNumbersThatAreNotFiniteByRowAndName() {
    List<House> houses = new ArrayList<>(houses(3));
    houses.add(new House(1, 2, Float.NaN));
    InvalidDataException feature =
        assertThrows(InvalidDataException.class, () -> HOUSES.read(houses));
    assertEquals("row 4: expected a finite number in 'age', got NaN", feature.getMessage());

    houses.set(1, new House(Double.NEGATIVE_INFINITY, 2, 3));
    InvalidDataException target =
        assertThrows(InvalidDataException.class, () -> HOUSES.read(houses));
    assertEquals("row 2: expected a finite number in 'price', got -Infinity", target.getMessage());
  }

  @Test
  void refusesNoObjectsNoFeaturesAndNamesThatComeTwice() {
    assertEquals(
        "records: expected at least one",
        assertThrows(InvalidDataException.class, () -> HOUSES.read(List.of())).getMessage());
    Records<House> target = Records.target("price", House::price);
    assertThrows(IllegalStateException.class, () -> target.read(houses(2)));
    for (String name : List.of("price", "area")) {
      assertEquals(
          "feature: '" + name + "' is named twice",
          assertThrows(IllegalArgumentException.class, () -> HOUSES.feature(name, House::area))
              .getMessage());
    }
  }

  @Test
  void arraysAreCopiedWithNames() {
    double[][] features = {{1, 2}, {3, 4}, {5, 7}};
    double[] targets = {1, 0, 2};
    try (Dataset data = Dataset.of(features, targets)) {
      features[0][0] = 9;
      assertEquals(List.of("x1", "x2"), data.featureNames());
      assertArrayEquals(new double[][] {{1, 2}, {3, 4}, {5, 7}}, data.features().toDoubleMatrix());
      assertArrayEquals(new double[] {1, 0, 2}, data.targets().toDoubleVector());
    }
  }

  @Test
  void refusesArraysOfOtherShapes() {
    assertEquals(
        "features: expected 2 numbers in row 2, got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Dataset.of(new double[][] {{1, 2}, {3}}, new double[2]))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Dataset.of(new double[][] {{1}}, new double[2]));
    assertThrows(IllegalArgumentException.class, () -> Dataset.of(new double[0][0], new double[0]));
  }
}
