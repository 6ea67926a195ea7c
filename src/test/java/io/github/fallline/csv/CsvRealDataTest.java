package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.SharedData;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public data sets; rows, first and last lines as the files show them. */
class CsvRealDataTest {
  private static final Schema MPG = Schema.target("mpg").withExcluded(List.of("origin", "name"));

  private static final Schema DIABETES = Schema.target("y");

  @TempDir private Path directory;

  @Test
  void readsWineWithSemicolonsAndWithQuotedCommasAlike() {
    Path semicolons = SharedData.file("winequality-white.csv");
    Path commas = SharedData.file("winequality-white.quoted-comma.csv");
    try (Dataset wine = CsvReader.read(semicolons, Schema.target("quality"));
        Dataset same = CsvReader.read(commas, Schema.target("quality"))) {
      assertEquals(4898, wine.rows());
      assertEquals(11, wine.featureNames().size());
      assertEquals("fixed acidity", wine.featureNames().get(0));
      assertArrayEquals(
          new double[] {7, 0.27, 0.36, 20.7, 0.045, 45, 170, 1.001, 3, 0.45, 8.8},
          wine.features().getRow(0).toDoubleVector());
      assertEquals(wine.featureNames(), same.featureNames());
      assertEquals(wine.features(), same.features());
      assertEquals(wine.targets(), same.targets());
      assertEquals(wine.fingerprint(), same.fingerprint());
    }
  }

  @Test
  void skipsTheSixCarsWithoutHorsepower() {
    TextInput cars = TextInput.of(SharedData.file("auto-mpg.csv"));
    try (Dataset data = CsvReader.read(cars, CsvFormat.DETECT, MPG, MissingValues.SKIP)) {
      assertEquals(392, data.rows());
      assertEquals(6, data.skippedRows());
      assertArrayEquals(
          new double[] {8, 307, 130, 3504, 12, 70}, data.features().getRow(0).toDoubleVector());
      assertEquals(18, data.targets().getDouble(0, 0));
    }
  }

  @Test
  void namesTheFirstCarWithoutHorsepower() {
    Path cars = SharedData.file("auto-mpg.csv");
    InputException error = assertThrows(InputException.class, () -> CsvReader.read(cars, MPG));
    assertEquals(
        cars
            + ":34: column 'horsepower' is \"?\"; expected a number (MissingValues.SKIP"
            + " drops such rows)",
        error.getMessage());
  }

  @Test
  void namesTheTextAndTheGapsOfTheCarsAtOnce() {
    Path cars = SharedData.file("auto-mpg.csv");
    Schema schema = Schema.target("mpg").withExcluded(List.of("origin"));
    InputException error = assertThrows(InputException.class, () -> CsvReader.read(cars, schema));
    assertEquals(
        cars
            + ":2: 2 columns cannot be used: 'name' is \"chevrolet chevelle malibu\" (line"
            + " 2) and 'horsepower' is \"?\" (line 34); expected numbers (leave 'name' out"
            + " with Schema.withExcluded(\"origin\", \"name\") or use DataTable.withOneHot;"
            + " MissingValues.SKIP drops such rows)",
        error.getMessage());
  }

  @Test
  void readsTabsAndLeavesOutWhatTheHeaderDoesNotName() {
    try (Dataset data = CsvReader.read(diabetes(), DIABETES)) {
      assertEquals(442, data.rows());
      assertEquals(
          List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"),
          data.featureNames());
      assertArrayEquals(
          new double[] {59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87},
          data.features().getRow(0).toDoubleVector());
      assertEquals(151, data.targets().getDouble(0, 0));
      assertEquals(57, data.targets().getDouble(441, 0));
    }
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    Path plain = diabetes();
    Path compressed = directory.resolve("compressed.tsv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(plain, out);
    }
    try (Dataset expected = CsvReader.read(plain, DIABETES);
        Dataset found = CsvReader.read(compressed, DIABETES)) {
      assertEquals(expected.fingerprint(), found.fingerprint());
    }
  }

  /** Its header has 11 names, its rows 12 fields: the last is the fit of some model. */
  private static Path diabetes() {
    return SharedData.file("diabetes.tsv");
  }
}
