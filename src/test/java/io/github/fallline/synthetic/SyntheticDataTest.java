package io.github.fallline.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.SymmetricEigen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticDataTest {
  private static String csv(SyntheticData data, int threads) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    data.writeCsv(text, threads, rows -> {});
    return text.toString(StandardCharsets.US_ASCII);
  }

  /** The numbers of a data set, [rows, features + 1], as a plain reader sees them. */
  private static double[][] table(SyntheticData data) throws IOException {
    return csv(data, 2)
        .lines()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void sameSeedGivesSameBytesForAnyNumberOfThreads() throws IOException {
    SyntheticData data = new SyntheticData(8 * 4096 + 5, 3, 42, 0.25, 10);

    assertEquals(csv(data, 1), csv(data, 3));
  }

  @Test
  void wideDataSetGivesSameBytesForAnyNumberOfThreads() throws IOException {
    SyntheticData data = SyntheticData.of(3000, 1025, 42);

    assertEquals(csv(data, 1), csv(data, 3));
  }

  @Test
  void otherSeedGivesOtherBytes() throws IOException {
    String one = csv(SyntheticData.of(10, 2, 1), 1);
    String other = csv(SyntheticData.of(10, 2, 2), 1);

    assertFalse(one.equals(other));
  }

  @Test
  void fewerRowsAreTheBeginningOfMore() throws IOException {
    String few = csv(SyntheticData.of(5000, 2, 7), 2);
    String more = csv(SyntheticData.of(9000, 2, 7), 2);

    assertTrue(more.startsWith(few));
  }

  @Test
  void noBlockRepeatsAnother() throws IOException {
    String text = csv(SyntheticData.of(5 * 4096, 2, 7), 2);

    assertEquals(1 + 5 * 4096, text.lines().distinct().count());
  }

  @Test
  void noiseLeavesFeaturesAndCoefficientsAsTheyAre() throws IOException {
    SyntheticData quiet = new SyntheticData(100, 3, 5, 0, 20);
    SyntheticData loud = new SyntheticData(100, 3, 5, 2, 20);
    double[][] quietRows = table(quiet);
    double[][] loudRows = table(loud);
    for (int i = 0; i < 100; i++) {
      assertArrayEquals(Arrays.copyOf(quietRows[i], 3), Arrays.copyOf(loudRows[i], 3));
      assertTrue(quietRows[i][3] != loudRows[i][3]);
    }
    assertArrayEquals(quiet.coefficients(), loud.coefficients());
  }

  /**
   * Results name a data set by its seed. The text was written by the first version of this class.
   */
  @Test
  void fileOfASeedStaysTheSame() throws IOException {
    assertEquals(
        """
        x0,x1,x2,y
        48.652005,0.1034880,-114.5151,-14.369125844
        48.143073,0.0302835,5.3061,-12.524479208
        57.003311,-0.1995276,161.0463,-10.845934161
        """,
        csv(new SyntheticData(3, 3, 0, 0.25, 100), 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4095, 4096, 4097, 20_000})
  void writesAndCountsTheRowsAskedFor(long rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<Long> counts = new ArrayList<>();
    SyntheticData.of(rows, 2, 0).writeCsv(text, 2, counts::add);
    String csv = text.toString(StandardCharsets.US_ASCII);

    assertTrue(csv.startsWith("x0,x1,y\n"));
    assertTrue(csv.endsWith("\n"));
    assertEquals(rows + 1, csv.lines().count());
    assertTrue(csv.lines().allMatch(line -> line.split(",", -1).length == 3));
    assertEquals(rows, counts.get(counts.size() - 1));
    assertEquals(counts.stream().sorted().distinct().toList(), counts);
  }

  @Test
  void moreThreadsThanThereCanBeAreAsGoodAsOne() throws IOException {
    SyntheticData data = SyntheticData.of(10, 2, 0);

    assertEquals(csv(data, 1), csv(data, Integer.MAX_VALUE));
  }

  @Test
  void targetIsTheModelOfTheFeaturesAsWritten() throws IOException {
    SyntheticData data = new SyntheticData(1000, 6, 3, 0, 1000);
    double[] coefficients = data.coefficients();
    for (double[] row : table(data)) {
      double expected = data.intercept();
      double size = data.intercept();
      for (int j = 0; j < coefficients.length; j++) {
        expected += row[j] * coefficients[j];
        size += Math.abs(row[j] * coefficients[j]);
      }
      // The spread of this target is between 1 and 10: it has 9 decimals. The rest is summation.
      assertEquals(expected, row[coefficients.length], 0.5e-9 + 1e-15 * size);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.25, 1", "4, 0.25, 1", "20, 0.25, 1", "5, 3, 1", "6, 0.25, 500"})
  void leastSquaresFindsTheCoefficientsWithinTheirErrors(
      int features, double noise, double condition) throws IOException {
    SyntheticData data = new SyntheticData(6000, features, 11, noise, condition);
    PlainLeastSquares fit = PlainLeastSquares.of(table(data));
    double sigma = data.noiseStandardDeviation();
    double[] expected = data.coefficients();

    // A deviation of 5 standard errors has a probability of 6e-7.
    assertEquals(sigma, fit.residualDeviation, 5 * sigma / Math.sqrt(2 * 6000.0));
    for (int j = 0; j < features; j++) {
      assertEquals(expected[j], fit.coefficients[j], 5 * sigma * fit.errors[j], "x" + j);
    }
    assertEquals(data.intercept(), fit.intercept, 5 * sigma * fit.interceptError);
    assertEquals(noise, sigma / fit.signalDeviation, 0.1 * noise);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 20})
  void leastSquaresFindsTheCoefficientsExactlyWithoutNoise(int features) throws IOException {
    SyntheticData data = new SyntheticData(2000, features, 12, 0, 1);
    PlainLeastSquares fit = PlainLeastSquares.of(table(data));
    double[] expected = data.coefficients();

    for (int j = 0; j < features; j++) {
      assertEquals(expected[j], fit.coefficients[j], 1e-9 * Math.abs(expected[j]), "x" + j);
    }
    // The error of a coefficient times its feature's mean, at most 500 of its deviations.
    assertEquals(data.intercept(), fit.intercept, 500e-9 * features);
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "2, 100", "3, 1e6", "10, 30", "20, 1e4", "8, 1e10"})
  void conditionOfTheSampleIsTheOneAskedFor(int features, double condition) throws IOException {
    SyntheticData data = new SyntheticData(20_000, features, 13, 0.25, condition);
    double[] eigenvalues =
        SymmetricEigen.of(PlainLeastSquares.of(table(data)).correlation, features).values();
    double found = eigenvalues[features - 1] / eigenvalues[0];

    assertTrue(found > condition / 2 && found < condition * 2, () -> "condition " + found);
  }

  @Test
  void meansAndDeviationsAreSpread() throws IOException {
    PlainLeastSquares sample = PlainLeastSquares.of(table(SyntheticData.of(20_000, 7, 14)));
    double[] deviations = Arrays.copyOf(sample.deviations, 7);
    Arrays.sort(deviations);
    List<Long> places = new ArrayList<>();
    for (int j = 0; j < 7; j++) {
      // Seven powers of ten from 0.1 to 100, half a decade apart.
      double deviation = Math.pow(10, j / 2.0 - 1);
      assertEquals(deviation, deviations[j], 5 * deviation / Math.sqrt(2 * 20_000.0));

      // Seven means from 0 to 50, in another order.
      long place = Math.round(sample.means[j] / 50 * 6);
      assertEquals(place * 50 / 6.0, sample.means[j], 5 * sample.deviations[j] / Math.sqrt(20_000));
      places.add(place);
    }
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L), places.stream().sorted().toList());
  }

  @Test
  void everyFeatureCarriesAShareOfTheSignal() throws IOException {
    SyntheticData data = SyntheticData.of(20_000, 20, 15);
    PlainLeastSquares sample = PlainLeastSquares.of(table(data));
    double[] coefficients = data.coefficients();
    for (int j = 0; j < 20; j++) {
      double share = Math.abs(coefficients[j]) * sample.deviations[j];
      assertTrue(share > 0.45 && share < 1.55, "share " + share);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.25, 1, 'SyntheticData.rows: expected 1 or more, got 0'",
    "-5, 1, 0.25, 1, 'SyntheticData.rows: expected 1 or more, got -5'",
    "1, 0, 0.25, 1, 'SyntheticData.features: expected 1 or more, got 0'",
    "1, 2, -0.1, 1, 'SyntheticData.noise: expected 0 to 1000000.0, got -0.1'",
    "1, 2, NaN, 1, 'SyntheticData.noise: expected 0 to 1000000.0, got NaN'",
    "1, 2, Infinity, 1, 'SyntheticData.noise: expected 0 to 1000000.0, got Infinity'",
    "1, 2, 0.25, 0.5, 'SyntheticData.condition: expected 1 to 1.0E12, got 0.5'",
    "1, 2, 0.25, NaN, 'SyntheticData.condition: expected 1 to 1.0E12, got NaN'",
    "1, 2, 0.25, 1e13, 'SyntheticData.condition: expected 1 to 1.0E12, got 1.0E13'",
    "1, 1, 0.25, 2, 'SyntheticData.condition: expected 1 for a single feature, got 2.0'"
  })
  void rejectsSettings(
      long rows, int features, double noise, double condition, String expectedMessage) {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SyntheticData(rows, features, 0, noise, condition));

    assertEquals(expectedMessage, error.getMessage());
  }

  @Test
  void rejectsNoThreads() {
    SyntheticData data = SyntheticData.of(1, 1, 0);

    assertThrows(
        IllegalArgumentException.class,
        () -> data.writeCsv(OutputStream.nullOutputStream(), 0, rows -> {}));
  }

  @Test
  void extremeSettingsWriteFiniteNumbersOfTheirSpread() throws IOException {
    SyntheticData data = new SyntheticData(2000, 3, 1, SyntheticData.MAX_NOISE, 1e12);
    double[] targets = Arrays.stream(table(data)).mapToDouble(row -> row[3]).toArray();
    double mean = Arrays.stream(targets).average().orElseThrow();
    double variance =
        Arrays.stream(targets).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
    double sigma = data.noiseStandardDeviation();

    assertEquals(sigma, Math.sqrt(variance), 5 * sigma / Math.sqrt(2 * 2000.0));
  }

  @Test
  void errorOfTheStreamReachesTheCaller() {
    OutputStream full =
        new OutputStream() {
          private int left = 300_000;

          @Override
          public void write(int b) throws IOException {
            if (--left < 0) {
              throw new IOException("no space left");
            }
          }
        };

    IOException error =
        assertThrows(
            IOException.class, () -> SyntheticData.of(100_000, 2, 0).writeCsv(full, 2, rows -> {}));
    assertEquals("no space left", error.getMessage());
  }

  @Test
  void interruptionEndsTheWriting() {
    List<Long> counts = new ArrayList<>();

    assertThrows(
        InterruptedIOException.class,
        () ->
            SyntheticData.of(100_000, 2, 0)
                .writeCsv(
                    OutputStream.nullOutputStream(),
                    2,
                    rows -> {
                      counts.add(rows);
                      Thread.currentThread().interrupt();
                    }));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(4096L), counts);
  }
}
