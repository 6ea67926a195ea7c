package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LinearModelTest {
  /** area: 2, age: -0.5; 10 + 2 area - 0.5 age. */
  private static final LinearModel HOUSE =
      new LinearModel(
          List.of("area", "age"), "price", new double[] {2, -0.5}, 10, new double[] {100, 30});

  @Test
  void predictsByItsFormula() {
    assertEquals(10 + 2 * 7 - 0.5 * 4, HOUSE.predict(7, 4));
    try (INDArray features = Nd4j.create(new double[][] {{7, 4}, {0, 0}, {-1, 2}});
        INDArray predictions = HOUSE.predict(features)) {
      assertArrayEquals(new long[] {3, 1}, predictions.shape());
      assertEquals(DataType.DOUBLE, predictions.dataType());
      assertArrayEquals(new double[] {22, 10, 7}, predictions.toDoubleVector());
    }
  }

  @Test
  void predictsArraysAndNamedValues() {
    assertArrayEquals(
        new double[] {22, 10, 7}, HOUSE.predict(new double[][] {{7, 4}, {0, 0}, {-1, 2}}));
    assertEquals(22, HOUSE.predict(Map.of("age", 4, "rooms", 9, "area", 7.0)));
  }

  @Test
  void aModelWithoutFeaturesPredictsEmptyRows() {
    LinearModel constant = LinearModel.constant("y", 7, Link.IDENTITY);

    assertArrayEquals(new double[] {7, 7}, constant.predict(new double[2][0]));
    assertArrayEquals(new double[0], constant.predict(new double[0][0]));
    assertArrayEquals(new double[] {7, 7}, constant.predict(new double[][] {{}, {0}}));
    assertEquals(7, constant.predict());
    assertEquals(7, constant.predict(Map.of("any", 1)));
    Exception row =
        assertThrows(
            IllegalArgumentException.class, () -> constant.predict(new double[][] {{}, {1, 2}}));
    assertEquals("rows: expected 0 values in row 2, got 2", row.getMessage());
    assertThrows(IllegalArgumentException.class, () -> HOUSE.predict(new double[2][0]));
  }

  @Test
  void namesTheRowOrTheFeatureThatIsMissing() {
    Exception row =
        assertThrows(
            IllegalArgumentException.class, () -> HOUSE.predict(new double[][] {{1, 2}, {3}}));
    assertEquals("rows: expected 2 values in row 2, got 1", row.getMessage());
    Exception feature =
        assertThrows(IllegalArgumentException.class, () -> HOUSE.predict(Map.of("area", 7)));
    assertEquals("row: expected a value for the feature 'age'", feature.getMessage());
  }

  @Test
  void namesItsCoefficientsInOrder() {
    assertEquals(-0.5, HOUSE.coefficient("age"));
    assertEquals(List.of("area", "age"), List.copyOf(HOUSE.coefficients().keySet()));
    assertEquals(List.of(2.0, -0.5), List.copyOf(HOUSE.coefficients().values()));
    assertEquals(10, HOUSE.intercept());
    assertEquals("price", HOUSE.targetName());
  }

  @Test
  void listsTheFeaturesWhenOneIsUnknown() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> HOUSE.coefficient("rooms"));
    assertEquals("no feature 'rooms'; the features are area, age", error.getMessage());
  }

  @Test
  void cannotBeChangedFromOutside() {
    double[] coefficients = {1};
    double[] means = {2};
    LinearModel model = new LinearModel(List.of("x"), "y", coefficients, 0, means);
    coefficients[0] = 9;
    means[0] = 9;
    model.coefficientArray()[0] = 9;
    model.featureMeans()[0] = 9;
    assertThrows(UnsupportedOperationException.class, () -> model.coefficients().put("x", 9.0));
    assertArrayEquals(new double[] {1}, model.coefficientArray());
    assertArrayEquals(new double[] {2}, model.featureMeans());
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refusesWhatIsNoModel(
      List<String> names, double[] coefficients, double intercept, double[] means, String message) {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LinearModel(names, "y", coefficients, intercept, means));
    assertEquals(message, error.getMessage());
  }

  static List<Arguments> unusable() {
    double[] two = {1, 2};
    return List.of(
        Arguments.of(
            List.of("a", "b", "c"), two, 0.0, two, "coefficients: expected 3 numbers, got 2"),
        Arguments.of(
            List.of("a", "b"),
            two,
            0.0,
            new double[] {1},
            "featureMeans: expected 2 numbers, got 1"),
        Arguments.of(
            List.of("a", "b"),
            new double[] {1, Double.NaN},
            0.0,
            two,
            "coefficients: 'b' is NaN; expected finite numbers"),
        Arguments.of(
            List.of("a", "b"),
            two,
            0.0,
            new double[] {Double.NEGATIVE_INFINITY, 0},
            "featureMeans: 'a' is -Infinity; expected finite numbers"),
        Arguments.of(
            List.of("a", "b"),
            two,
            Double.POSITIVE_INFINITY,
            two,
            "intercept: expected a finite number, got Infinity"),
        Arguments.of(List.of("a", "a"), two, 0.0, two, "featureNames: 'a' occurs twice"),
        Arguments.of(
            List.of(),
            new double[0],
            0.0,
            new double[0],
            "featureNames: expected at least one, got none"));
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    Exception row = assertThrows(IllegalArgumentException.class, () -> HOUSE.predict(1, 2, 3));
    assertEquals("row: expected 2 values, got 3", row.getMessage());
    try (INDArray features = Nd4j.ones(DataType.DOUBLE, 2, 3)) {
      Exception rows = assertThrows(IllegalArgumentException.class, () -> HOUSE.predict(features));
      assertEquals("features: expected shape [rows, 2], got [2, 3]", rows.getMessage());
    }
    try (INDArray features = Nd4j.ones(DataType.DOUBLE, 2)) {
      Exception rows = assertThrows(IllegalArgumentException.class, () -> HOUSE.predict(features));
      assertEquals("features: expected shape [rows, 2], got [2]", rows.getMessage());
    }
  }

  @Test
  void predictsNothingForNoRows() {
    INDArray predictions = HOUSE.predict(Nd4j.create(DataType.DOUBLE, 0, 2));
    assertArrayEquals(new long[] {0, 1}, predictions.shape());
  }

  @Test
  void givesNanForRowsWithNanAlone() {
    assertEquals(Double.NaN, HOUSE.predict(1, Double.NaN));
    double[][] rows = new double[131][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i, i % 3 == 0 ? Double.NaN : 2};
    }
    LinearModel model =
        new LinearModel(List.of("a", "b"), "y", new double[] {1, 0}, 5, new double[2]);
    try (INDArray features = Nd4j.create(rows);
        INDArray predictions = model.predict(features)) {
      for (int i = 0; i < rows.length; i++) {
        assertEquals(i % 3 == 0 ? Double.NaN : i + 5, predictions.getDouble(i), "row " + i);
      }
    }
  }

  // 4096 rows are a tile where d <= 128; 20,000 columns make the smallest tile, 64 rows.
  @ParameterizedTest
  @CsvSource({"1, 9000", "7, 9000", "20, 9000", "100, 5000", "1000, 1200", "20000, 150"})
  void predictsARowAlikeInAnyBatch(int d, int n) {
    LinearModel model = random(d);
    try (INDArray features = gaussian(n, d);
        INDArray together = model.predict(features)) {
      double[] expected = together.toDoubleVector();
      Random random = new Random(d);
      for (int first = 0; first < n; ) {
        int count = Math.min(n - first, 1 + random.nextInt(random.nextBoolean() ? 7 : 700));
        assertArrayEquals(
            Arrays.copyOfRange(expected, first, first + count),
            predictRows(model, features, first, count),
            "rows " + first + " and " + (count - 1) + " more");
        first += count;
      }
      double[] row = new double[d];
      for (int j = 0; j < d; j++) {
        row[j] = features.getDouble(n - 1, j);
      }
      // d products near 1 and their sum: each of the two sums is off by d ulps of d at most.
      assertEquals(expected[n - 1], model.predict(row), d * Math.ulp((double) d));
    }
  }

  private static double[] predictRows(LinearModel model, INDArray features, int first, int count) {
    try (INDArray rows = features.get(NDArrayIndex.interval(first, first + count)).dup('c');
        INDArray predictions = model.predict(rows)) {
      return predictions.toDoubleVector();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT", "HALF", "BFLOAT16", "INT"})
  void readsAnyTypeOfNumber(DataType type) {
    // Small integers are exact in every type.
    double[][] rows = {{1, 2}, {3, -4}, {100, 64}};
    try (INDArray doubles = Nd4j.create(rows);
        INDArray features = Nd4j.createUninitialized(type, 3, 2).assign(doubles);
        INDArray predictions = HOUSE.predict(features)) {
      assertArrayEquals(new double[] {11, 18, 178}, predictions.toDoubleVector());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "f", "transposed", "rows of a larger one", "columns of a larger"})
  void readsAnyLayoutAndLeavesItAsItWas(String layout) {
    INDArray features =
        switch (layout) {
          case "c" -> gaussian(70, 3);
          case "f" -> gaussian(70, 3).dup('f');
          case "transposed" -> gaussian(3, 70).transpose();
          case "rows of a larger one" -> gaussian(200, 3).get(NDArrayIndex.interval(50, 120));
          default -> gaussian(70, 9).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3, 9));
        };
    double[][] before = features.toDoubleMatrix();
    LinearModel model = random(3);
    try (INDArray predictions = model.predict(features)) {
      for (int i = 0; i < 70; i++) {
        // Three products near 1.
        assertEquals(model.predict(before[i]), predictions.getDouble(i), 1e-14);
      }
    }
    assertTrue(Arrays.deepEquals(before, features.toDoubleMatrix()));
  }

  @Test
  void equalsAModelOfTheSameBits() {
    assertEquals(HOUSE, copy(0.0));
    assertEquals(HOUSE.hashCode(), copy(0.0).hashCode());
    assertNotEquals(HOUSE, copy(Math.ulp(10.0)));
    assertNotEquals(
        HOUSE,
        new LinearModel(
            List.of("area", "age"), "price", new double[] {2, -0.5}, 10, new double[] {100, 31}));
  }

  private static LinearModel copy(double more) {
    return new LinearModel(
        List.of("area", "age"),
        "price",
        HOUSE.coefficientArray(),
        HOUSE.intercept() + more,
        HOUSE.featureMeans());
  }

  @Test
  void showsItsFormula() {
    assertEquals("price = 10.0 + 2.0 * area - 0.5 * age", HOUSE.toString());
    assertTrue(random(100).toString().endsWith(" * x7 + ... (92 more)"), random(100).toString());
  }

  private static LinearModel random(int d) {
    Random random = new Random(3);
    List<String> names = IntStream.range(0, d).mapToObj(j -> "x" + j).toList();
    double[] coefficients = random.doubles(d, -1, 1).toArray();
    return new LinearModel(names, "y", coefficients, random.nextDouble(), new double[d]);
  }

  private static INDArray gaussian(int rows, int columns) {
    Random random = new Random(5);
    INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, rows, columns);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextGaussian());
    }
    return array;
  }
}
