package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Features as floats: how they are stored, and that every way to read them adds the offset. */
class FloatFeaturesTest {
  private static INDArray column(double... numbers) {
    return Nd4j.create(numbers, new long[] {numbers.length, 1}, DataType.DOUBLE);
  }

  private static Matrix matrix(double... numbers) {
    return Matrix.of(column(numbers));
  }

  /** Mean and half the distance of two numbers, and the offset by the rule, by hand. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "4, 1, 0", // near: 4 deviations
    "4.5, 1, 4", // 4.5 to the even multiple of 1
    "-1000, 3, -1000", // a multiple of 2
    "1001, 3, 1000",
    "1e6, 0.25, 1e6",
    "0.1, 0, 0.1", // constant: nothing is left of it
    "1e300, 1e300, 0"
  })
  void originIsARoundNumberNearAFarMean(double mean, double deviation, double offset) {
    double[] offsets = FloatFeatures.of(matrix(mean - deviation, mean + deviation)).offsets();

    assertEquals(offset, offsets[0]);
  }

  @Test
  void numbersComeBackToHalfAUnitOfWhatIsStored() {
    Random random = new Random(1);
    double[] numbers = random.doubles(100_000, 1e6, 1e6 + 4).toArray(); // many blocks
    FloatFeatures rounded = FloatFeatures.of(matrix(numbers));
    double offset = rounded.offsets()[0];

    for (int i = 0; i < numbers.length; i += 7) {
      double stored = rounded.matrix().array().getDouble(i, 0);
      // At most 2 from the offset, and 2^-24 of that.
      assertEquals(numbers[i], offset + stored, 2 * 0x1p-24, "row " + i);
    }
    assertEquals(Precision.FLOAT, rounded.matrix().precision());
    rounded.matrix().close();
  }

  @Test
  void yearsStayWholeNumbers() {
    FloatFeatures rounded = FloatFeatures.of(matrix(1947, 1948, 1955, 1962));

    for (int i = 0; i < 4; i++) {
      double stored = rounded.matrix().array().getDouble(i, 0);
      assertEquals(Math.rint(stored), stored);
    }
  }

  @Test
  void floatsOfTheCallerAreReadInPlace() {
    INDArray x = Nd4j.create(new float[][] {{1e6f, 2}, {1e6f + 1, 3}});
    try (Dataset data = Dataset.of(x, column(1, 2), Precision.FLOAT)) {
      assertSame(x, data.features());
      assertEquals(Precision.FLOAT, data.precision());
      assertEquals(0, data.offset(0));
    }
    assertFalse(x.wasClosed());
  }

  @Test
  void floatsOfAnotherLayoutAreCopiedAsTheyAre() {
    INDArray x = Nd4j.create(new float[][] {{1e6f, 2}, {1e6f + 1, 3}}).dup('f');
    INDArray copy;
    try (Dataset data = Dataset.of(x, column(1, 2), Precision.FLOAT)) {
      copy = data.features();
      assertEquals(x, copy);
      assertEquals(0, data.offset(0));
    }
    assertTrue(copy.wasClosed());
    assertFalse(x.wasClosed());
  }

  @Test
  void doublesOfTheCallerBecomeItsOwnFloats() {
    INDArray x = column(1e6, 1e6 + 1);
    for (INDArray given : List.of(x, x.castTo(DataType.INT64))) {
      INDArray stored;
      try (Dataset data = Dataset.of(given, column(1, 2), Precision.FLOAT)) {
        stored = data.features();
        assertEquals(DataType.FLOAT, stored.dataType());
        assertEquals(1e6 + 0.5, data.offset(0)); // the mean, a multiple of the deviation
        assertEquals(0.5, stored.getDouble(1, 0));
      }
      assertTrue(stored.wasClosed());
      assertFalse(given.wasClosed());
    }
  }

  @Test
  void tilesReadTheFeaturesThemselves() {
    try (Dataset data =
            Dataset.of(column(1e6, 1e6 + 1, 1e6 + 2), column(1, 2, 3), Precision.FLOAT);
        Tile tile = data.newTile(2)) {
      RowStream.Pass pass = data.pass(2);
      double[] numbers = new double[2];
      pass.next(tile);
      tile.read(numbers);
      assertEquals(1e6 + 1, numbers[1]);
      pass.next(tile);
      tile.read(numbers);
      assertEquals(1e6 + 2, numbers[0]);
    }
  }

  @Test
  void fingerprintDistinguishesFloatsFromDoubles() {
    INDArray x = column(1, 2, 3);
    try (Dataset doubles = Dataset.of(x, column(1, 2, 3));
        Dataset floats = Dataset.of(x, column(1, 2, 3), Precision.FLOAT);
        Dataset again = Dataset.of(x, column(1, 2, 3), Precision.FLOAT)) {
      assertNotEquals(doubles.fingerprint(), floats.fingerprint());
      assertEquals(floats.fingerprint(), again.fingerprint());
    }
  }

  @Test
  void metricsSeeTheFeaturesThemselves() {
    Random random = new Random(2);
    double[] numbers = random.doubles(1000, 1e6, 1e6 + 4).toArray();
    double[] wanted = random.doubles(1000, 0, 4).toArray();
    LinearModel model =
        new LinearModel(List.of("x1"), "y", new double[] {1}, -1e6, new double[] {0});
    try (Dataset doubles = Dataset.of(column(numbers), column(wanted));
        Dataset floats = Dataset.of(column(numbers), column(wanted), Precision.FLOAT)) {
      double expected = RegressionMetrics.of(model, doubles).mse();

      // Each of the errors, up to 4, is off by at most 2^-23.
      assertEquals(expected, RegressionMetrics.of(model, floats).mse(), 2 * 4 * 0x1p-23);
    }
  }

  @Test
  void csvIsReadAsFloatsWithItsGapsFilled(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("far.csv");
    Files.writeString(file, "a,b,y\n1000001,0.1,1\n,0.2,2\n1000003,NA,3\n");
    try (Dataset data =
        CsvReader.read(
            TextInput.of(file),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.MEAN,
            ReadingOptions.DEFAULT.withPrecision(Precision.FLOAT))) {
      assertEquals(Precision.FLOAT, data.precision());
      double[] numbers = new double[6];
      try (Tile tile = data.newTile(3)) {
        data.pass(3).next(tile);
        tile.read(numbers);
      }
      assertEquals(1_000_002, numbers[2]);
      assertEquals(0.15, numbers[5], 0x1p-24 * 0.15);
    }
  }

  @Test
  void missingValuesAreFilledBesideTheOrigin(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("far.csv");
    Files.writeString(file, "a,y\n1000001,1\n1000003,3\n1000002,3\n");
    try (Dataset data =
        CsvReader.read(
            TextInput.of(file),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.KEEP,
            ReadingOptions.DEFAULT.withPrecision(Precision.FLOAT))) {
      data.features().putScalar(1, 0, Double.NaN);

      data.impute(new double[] {1_000_007});

      assertEquals(1_000_007, data.features().getDouble(1, 0) + data.offset(0));
    }
  }
}
