package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.RowView;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.gradient.VarianceReduction;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.BatchRun;
import io.github.fallline.descent.steps.BatchSolver;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.MomentsPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows visited in place come in the order in which they would be copied. */
class IndexedTilesTest {
  /** A visit: features, target and weight of its row. */
  private static double[] visit(double[] features, Tile tile, int i) {
    double[] visit = Arrays.copyOf(features, features.length + 2);
    visit[features.length] = tile.targets()[i];
    visit[features.length + 1] = tile.weight(i);
    return visit;
  }

  private static List<double[]> copied(ShuffledTiles tiles, long epoch) {
    List<double[]> visits = new ArrayList<>();
    try (Tile tile = tiles.newTile()) {
      tiles.start(epoch);
      while (tiles.next(tile)) {
        for (int i = 0; i < tile.rows(); i++) {
          tile.select(i, 1);
          double[] features = new double[tile.features().columns()];
          tile.features().read(features);
          visits.add(visit(features, tile, i));
        }
      }
    }
    return visits;
  }

  /** Two tiles take turns, as with a thread that reads ahead. */
  private static List<double[]> scattered(IndexedTiles tiles, long epoch) {
    List<double[]> visits = new ArrayList<>();
    try (Tile one = tiles.newTile();
        Tile other = tiles.newTile()) {
      tiles.start(epoch);
      Tile tile = one;
      boolean there = tiles.next(tile);
      while (there) {
        Tile ahead = tile == one ? other : one;
        there = tiles.next(ahead);
        RowIndex rows = tiles.rows(tile);
        rows.prefetch();
        RowView features = rows.features();
        for (int i = 0; i < tile.rows(); i++) {
          double[] numbers = new double[features.columns()];
          features.moveTo(rows.row(i), 1).read(numbers);
          visits.add(visit(numbers, tile, i));
        }
        tile = ahead;
      }
    }
    return visits;
  }

  private static void assertSame(List<double[]> expected, List<double[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), "visit " + i);
    }
  }

  /** One group exactly, several groups, a short last block and group; some visits of all. */
  @ParameterizedTest
  @CsvSource({"4096, 20, 4096", "10001, 20, 10001", "9000, 30, 8000", "900, 100, 900"})
  void visitsAreThoseOfCopies(int rows, int features, int perEpoch) {
    Shuffling shuffling = new Shuffling(true, 7, 0);
    FeatureScaling raw = FeatureScaling.raw(features, true);
    RowMultiplicity once = RowMultiplicity.once(rows);
    try (Dataset data = Tables.random(rows, features, 1, 2);
        ShuffledTiles copies = new ShuffledTiles(data, once, shuffling, perEpoch, raw);
        IndexedTiles tiles = new IndexedTiles(data, once, shuffling, perEpoch)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        assertSame(copied(copies, epoch), scattered(tiles, epoch));
      }
    }
  }

  @Test
  void rowsVisitedOftenAreThoseOfCopies() {
    Shuffling shuffling = new Shuffling(true, 7, 0);
    FeatureScaling raw = FeatureScaling.raw(20, true);
    try (Dataset data = Tables.random(9000, 20, 1, 2)) {
      RowMultiplicity multiplicity = RowMultiplicity.of(data, raw, 2000);
      assertTrue(multiplicity.total() > 9000, "some rows are visited twice");
      try (ShuffledTiles copies =
              new ShuffledTiles(data, multiplicity, shuffling, multiplicity.total(), raw);
          IndexedTiles tiles =
              new IndexedTiles(data, multiplicity, shuffling, multiplicity.total())) {
        assertSame(copied(copies, 3), scattered(tiles, 3));
      }
    }
  }

  /**
   * With a second thread rows are gathered that are copied with one thread; batches end within
   * tiles.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 33, 1500})
  void threadsDoNotChangeABit(int batch) {
    GradientMethod method =
        batch == 1 ? new GradientMethod.Stochastic() : new GradientMethod.MiniBatch(batch);
    BatchPlan plan =
        new BatchPlan(
            9000,
            RowMultiplicity.once(9000),
            method.batchRows(9000),
            new Shuffling(true, 5, 0),
            true);
    try (Dataset data = Tables.random(9000, 20, 1, 2)) {
      assertArrayEquals(afterTwoEpochs(data, plan, 1), afterTwoEpochs(data, plan, 2));
    }
  }

  private static double[] afterTwoEpochs(Dataset data, BatchPlan plan, int threads) {
    FeatureScaling raw = FeatureScaling.raw(20, true);
    try (TileExecutor executor = new TileExecutor(1);
        RowObjective function = new RowObjective(data, Objective.LEAST_SQUARES, raw, executor);
        BatchSolver solver =
            BatchSolver.of(
                new BatchRun(data, Objective.LEAST_SQUARES, raw, plan, threads),
                new StochasticStart(
                    new double[21],
                    new PlainUpdate(),
                    ScheduledRate.constant(1e-6),
                    function,
                    new OutputIterate.LastIterate(),
                    new DivergenceMonitor(9000, 1, 100)),
                VarianceReduction.NONE)) {
      solver.advance(2);
      assertEquals(2, solver.epochs());
      return solver.parameters();
    }
  }

  /** What is copied instead: less than a group, features that must be transformed first. */
  @ParameterizedTest
  @CsvSource({"4096, 4096, true", "4095, 4095, false", "9000, 4095, false"})
  void takesRowsOfAGroupAndMore(int rows, int perEpoch, boolean expected) {
    FeatureScaling raw = FeatureScaling.raw(20, true);
    try (Dataset data = Tables.random(rows, 20, 1, 2);
        TileExecutor executor = new TileExecutor(1)) {
      assertEquals(expected, IndexedTiles.supports(data, raw, perEpoch));
      FeatureScaling standard =
          FeatureScaling.standardized(new MomentsPass(data, executor).columns(), true);
      assertEquals(false, IndexedTiles.supports(data, standard, perEpoch));
    }
  }
}
