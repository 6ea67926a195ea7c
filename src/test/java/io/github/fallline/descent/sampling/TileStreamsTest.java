package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.scaling.FeatureScaling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class TileStreamsTest {
  /** Rows stay where they are only if that is asked for, and they need no scaling. */
  @ParameterizedTest
  @CsvSource({
    "false, true,  true,  SequentialTiles",
    "false, true,  false, SequentialTiles",
    "false, false, true,  ShuffledTiles",
    "true,  true,  true,  IndexedTiles",
    "true,  true,  false, ShuffledTiles",
    "true,  false, true,  ShuffledTiles"
  })
  void theOrderAndTheScalingDecideHowRowsAreRead(
      boolean shuffle, boolean raw, boolean inPlace, String expected) {
    int rows = 20_000;
    FeatureScaling scaling =
        raw
            ? FeatureScaling.raw(1, false)
            : FeatureScaling.scaled(new double[] {1}, new double[] {2}, true);
    try (Dataset data = Dataset.of(Nd4j.zeros(rows, 1), Nd4j.ones(rows, 1))) {
      BatchPlan plan =
          new BatchPlan(rows, RowMultiplicity.once(data), 10, new Shuffling(shuffle, 0, 0), true);
      try (TileStream stream = TileStreams.open(data, plan, scaling, inPlace, false)) {
        assertEquals(expected, stream.getClass().getSimpleName());
      }
    }
  }

  /** A second thread has nothing to do while the only tile is worked on. */
  @ParameterizedTest
  @CsvSource({"20000, 1, false", "20000, 2, true", "10, 2, false"})
  void rowsAreReadAheadByASecondThreadIfThereAreSeveralTiles(
      int rows, int threads, boolean expected) {
    BatchPlan plan = new BatchPlan(rows, RowMultiplicity.once(rows), 10, Shuffling.DEFAULT, true);

    assertEquals(expected, TileStreams.readAhead(plan, 1, threads));
  }
}
