package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures of R, and comparisons that report index, expected, found and error. */
final class Figures {
  private final String name;
  private final JsonNode values;

  private Figures(String name, JsonNode values) {
    this.name = name;
    this.values = values;
  }

  /** The figures of one set; {@code oracle.R} beside the file says how they were made. */
  static Figures of(String name) throws IOException {
    try (InputStream file =
        Figures.class.getResourceAsStream("/io/github/fallline/inference/oracle.json")) {
      return new Figures(name, new JsonMapper().readTree(file).get(name));
    }
  }

  double[] get(String figure) {
    JsonNode array = values.get(figure);
    double[] numbers = new double[array.size()];
    for (int k = 0; k < numbers.length; k++) {
      JsonNode number = array.get(k);
      numbers[k] = number.isString() ? Double.parseDouble(number.asString()) : number.asDouble();
    }
    return numbers;
  }

  void assertClose(String figure, double tolerance, double... found) {
    assertClose(name + ": " + figure, get(figure), tolerance, found);
  }

  /** Compares relative to each expected number. */
  static void assertClose(String what, double[] expected, double tolerance, double... found) {
    assertEquals(expected.length, found.length, what);
    for (int k = 0; k < expected.length; k++) {
      double error = Math.abs(found[k] - expected[k]);
      boolean close =
          Double.compare(expected[k], found[k]) == 0 || error <= tolerance * Math.abs(expected[k]);
      String text = "%s[%d]: expected %s, found %s, relative error %.1e";
      assertTrue(
          close, text.formatted(what, k, expected[k], found[k], error / Math.abs(expected[k])));
    }
  }

  /** Compares a covariance, [p, p] by column, relative to the standard errors. */
  void assertCovariance(String figure, double tolerance, double[][] found) {
    double[] expected = get(figure);
    int size = found.length;
    assertEquals(expected.length, size * size, figure);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double unit = Math.sqrt(expected[i * size + i] * expected[j * size + j]);
        double error = Math.abs(found[i][j] - expected[i * size + j]) / unit;
        assertTrue(
            error <= tolerance,
            "%s: %s[%d, %d]: expected %s, found %s, error %.1e"
                .formatted(name, figure, i, j, expected[i * size + j], found[i][j], error));
      }
    }
  }

  /** A matrix row by row. */
  static double[] flat(double[][] matrix) {
    double[] numbers = new double[matrix.length * matrix[0].length];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i], 0, numbers, i * matrix[0].length, matrix[0].length);
    }
    return numbers;
  }
}
