package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Rows whose targets are mapped, from passes and readers. */
class MappedTargetsTest {
  private static final int ROWS = 37;

  private static Dataset counts() {
    double[][] features = new double[ROWS][2];
    double[] targets = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      features[i][0] = i;
      features[i][1] = -i;
      targets[i] = 1 + i % 5;
    }
    return Dataset.of(
        Nd4j.createFromArray(features), Nd4j.createFromArray(targets).reshape(ROWS, 1));
  }

  private static double[] exposures() {
    double[] exposures = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      exposures[i] = 0.5 + i % 3;
    }
    return exposures;
  }

  private static double[] targets(RowStream rows, int tileRows) {
    double[] found = new double[ROWS];
    int row = 0;
    try (Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows)) {
      while (pass.next(tile)) {
        System.arraycopy(tile.targets(), 0, found, row, tile.rows());
        row += tile.rows();
      }
    }
    assertEquals(ROWS, row);
    return found;
  }

  @Test
  void passAndReaderGiveTheLogarithms() {
    try (RowSource rows = MappedTargets.logarithms(counts());
        RowSource.Reader reader = rows.reader();
        Workspace workspace = new Workspace()) {
      double[] expected = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        expected[i] = Math.log(1 + i % 5);
      }
      assertArrayEquals(expected, targets(rows, 1));
      assertArrayEquals(expected, targets(rows, 8));
      assertArrayEquals(expected, targets(rows, 64));
      double[] part = new double[6];
      RowView view = workspace.view(6, 2);
      reader.read(30, 5, view, part, 1);
      for (int i = 0; i < 5; i++) {
        assertEquals(expected[30 + i], part[1 + i]);
      }
      assertEquals("log(y)", rows.targetName());
    }
  }

  @Test
  void ratesHaveWeightsInProportionToTheirExposures() {
    double[] exposures = exposures();
    try (WeightedRows rows = MappedTargets.rates(counts(), "E", exposures)) {
      double[] found = targets(rows, 8);
      double total = 0;
      for (int i = 0; i < ROWS; i++) {
        assertEquals((1 + i % 5) / exposures[i], found[i]);
        total += exposures[i];
      }
      assertEquals(total, rows.totalWeight(), 1e-12 * total);
      assertEquals(exposures[4] / exposures[0], rows.weight(4) / rows.weight(0), 1e-14);
    }
  }

  @Test
  void weightsOfCountsMultiplyExposures() {
    double[] weights = new double[ROWS];
    double total = 0;
    for (int i = 0; i < ROWS; i++) {
      weights[i] = i % 4;
      total += weights[i] * exposures()[i];
    }
    try (WeightedRows rows =
        MappedTargets.rates(WeightedRows.of(counts(), weights), "E", exposures())) {
      assertEquals(total, rows.totalWeight(), 1e-12 * total);
      assertEquals(0, rows.weight(4));
    }
  }

  @Test
  void partOfASplitHasItsOwnRowsAndExposures() {
    Split split = new Split(0.3, 5);
    RowExposures exposures = RowExposures.of(exposures());
    try (Dataset counts = counts()) {
      RowSource part = ValidationSplit.training(counts, split);
      RowSource rates =
          ValidationSplit.training(MappedTargets.rates(counts, "E", exposures()), split);
      double[] own = exposures.of(part);
      assertEquals(part.rows(), own.length);
      double[] found = new double[own.length];
      try (Tile tile = rates.newTile(64);
          RowStream.Pass pass = rates.pass(64);
          Tile plain = part.newTile(64);
          RowStream.Pass counted = part.pass(64)) {
        assertTrue(pass.next(tile) && counted.next(plain));
        System.arraycopy(tile.targets(), 0, found, 0, found.length);
        for (int i = 0; i < own.length; i++) {
          assertEquals(plain.targets()[i] / own[i], found[i]);
        }
      }
    }
  }

  @Test
  void checksumsDiffer() {
    try (Dataset counts = counts()) {
      assertNotEquals(counts.fingerprint(), MappedTargets.logarithms(counts).fingerprint());
    }
  }

  @Test
  void targetWithoutALogarithmNamesItsRow() {
    try (RowSource rows = MappedTargets.logarithms(MappedTargets.logarithms(counts()))) {
      WrongNumberException error =
          assertThrows(WrongNumberException.class, () -> targets(rows, 8)); // log 1 = 0
      assertEquals(0, error.row());
      assertEquals("log(y)", error.column());
      assertTrue(error.isWrong(0) && error.isWrong(-1) && !error.isWrong(1e-300));
    }
  }

  @Test
  void exposuresAreTakenInOrderAndForgotten() {
    RowExposures exposures = new RowExposures(Exposure.Kind.OFFSET);
    double[] taken = new double[1000];
    long added = 0;
    long read = 0;
    for (int round = 0; round < 200; round++) {
      double[] more = new double[700];
      for (int i = 0; i < more.length; i++) {
        more[i] = Math.log((double) (1 + (added + i) % 97));
      }
      exposures.add(more, 650);
      added += 650;
      int count = (int) Math.min(1000, added - read) / 2 * 2;
      exposures.next(count, taken);
      for (int i = 0; i < count; i++) {
        assertEquals(Math.exp(Math.log((double) (1 + (read + i) % 97))), taken[i]);
      }
      read += count;
    }
    int left = (int) (added - read);
    assertThrows(IllegalStateException.class, () -> exposures.next(left + 1, new double[2000]));
  }
}
