package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class ValidationSplitTest {
  /** Rows whose feature and target are their number, and its negative. */
  private static Dataset numbered(int rows) {
    double[] numbers = DoubleStream.iterate(0, i -> i + 1).limit(rows).toArray();
    double[] targets = DoubleStream.of(numbers).map(i -> -i).toArray();
    return Dataset.of(
        Nd4j.createFromArray(numbers).reshape(rows, 1),
        Nd4j.createFromArray(targets).reshape(rows, 1));
  }

  private static double[] numbers(RowSource rows, int tileRows) {
    double[] all = new double[(int) rows.rows()];
    double[] features = new double[tileRows];
    try (Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows)) {
      while (pass.next(tile)) {
        tile.read(features);
        for (int i = 0; i < tile.rows(); i++) {
          assertEquals(-features[i], tile.targets()[i]);
          all[(int) tile.index() * tileRows + i] = features[i];
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.5",
    "10, 0.1",
    "10, 0.99",
    "4096, 0.2",
    "4097, 0.2",
    "8192, 0.001",
    "20000, 0.2",
    "20000, 0.0001",
    "20000, 0.77",
    "12288, 0.5"
  })
  void partsMakeUpAllRowsInOrder(int count, double fraction) {
    try (Dataset rows = numbered(count)) {
      double[] validation = numbers(ValidationSplit.validation(rows, new Split(fraction, 5)), 64);
      double[] training = numbers(ValidationSplit.training(rows, new Split(fraction, 5)), 64);

      assertEquals((int) Math.floor(fraction * count), validation.length);
      assertArrayEquals(DoubleStream.of(validation).sorted().toArray(), validation);
      assertArrayEquals(DoubleStream.of(training).sorted().toArray(), training);
      assertArrayEquals(
          DoubleStream.iterate(0, i -> i + 1).limit(count).toArray(),
          DoubleStream.concat(DoubleStream.of(validation), DoubleStream.of(training))
              .sorted()
              .toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 5000})
  void tilesDoNotMatter(int tileRows) {
    try (Dataset rows = numbered(10_000)) {
      RowSource part = ValidationSplit.training(rows, new Split(0.3, 1));
      assertArrayEquals(numbers(part, 100), numbers(part, tileRows));
    }
  }

  @Test
  void readerGivesTheRowsOfThePass() {
    try (Dataset rows = numbered(10_000);
        Workspace workspace = new Workspace()) {
      RowSource part = ValidationSplit.validation(rows, new Split(0.3, 1));
      double[] all = numbers(part, 100);
      RowView view = workspace.view(1005, 1);
      double[] targets = new double[1005];
      try (RowSource.Reader reader = part.reader()) {
        for (int first : new int[] {1500, 0, 2000, 1999}) {
          reader.read(first, 1000, view, targets, 5);
          double[] found = new double[1000];
          view.read(found);
          for (int i = 0; i < 1000; i++) {
            assertEquals(all[first + i], found[i]);
            assertEquals(-all[first + i], targets[5 + i]);
          }
        }
      }
    }
  }

  @Test
  void theSeedChoosesTheRows() {
    try (Dataset rows = numbered(1000)) {
      String first = ValidationSplit.validation(rows, new Split(0.2, 1)).fingerprint();
      assertEquals(first, ValidationSplit.validation(rows, new Split(0.2, 1)).fingerprint());
      assertNotEquals(first, ValidationSplit.validation(rows, new Split(0.2, 2)).fingerprint());
    }
  }

  @Test
  void everyRowIsAsLikelyAsAnother() {
    try (Dataset rows = numbered(10)) {
      int[] chosen = new int[10];
      for (int seed = 0; seed < 10_000; seed++) {
        for (double row : numbers(ValidationSplit.validation(rows, new Split(0.3, seed)), 10)) {
          chosen[(int) row]++;
        }
      }
      for (int count : chosen) {
        // 3000 expected, deviation sqrt(10000 x 0.3 x 0.7) = 46: five of them
        assertEquals(3000, count, 230);
      }
    }
  }

  /** Rows, fraction held out; what is left without rows. */
  @ParameterizedTest
  @CsvSource({"3, 0.1, validate", "1, 0.5, validate"})
  void partsWithoutRowsAreRefused(int count, double fraction, String part) {
    try (Dataset rows = numbered(count)) {
      InvalidDataException error =
          assertThrows(
              InvalidDataException.class,
              () -> ValidationSplit.validation(rows, new Split(fraction, 0)).rows());
      assertEquals(true, error.getMessage().contains(part), error.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN, 2})
  void fractionsBeyondTheRangeAreRefused(double fraction) {
    try (Dataset rows = numbered(10)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ValidationSplit.training(rows, new Split(fraction, 0)).rows());
    }
  }
}
