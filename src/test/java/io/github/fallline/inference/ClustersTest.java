package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.InvalidDataException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static int[] codes(Clusters clusters) {
    return IntStream.range(0, clusters.rows()).map(clusters::at).toArray();
  }

  @Test
  void equalKeysAreOneCluster() {
    assertArrayEquals(new int[] {0, 1, 0, 2, 2}, codes(Clusters.of(1.5, 2, 1.5, 0.0, -0.0)));
    assertArrayEquals(new int[] {0, 1, 0, 2}, codes(Clusters.of("b", "a", "b", "")));
    assertEquals(3, Clusters.of(1.5, 2, 1.5, 0.0, -0.0).count());
  }

  @Test
  void missingKeysAreRejectedWithTheirRow() {
    InvalidDataException number =
        assertThrows(InvalidDataException.class, () -> Clusters.of(1, Double.NaN));
    assertEquals("clusters: the key of row 1 is missing; give each row a key", number.getMessage());
    assertThrows(InvalidDataException.class, () -> Clusters.of("a", null));
  }

  @Test
  void moreSumsThanAreKeptAreRejected() {
    Clusters.Builder builder = new Clusters.Builder();
    for (int i = 0; i < 70_000; i++) {
      builder.add(i);
    }
    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> new ClusterScores(builder.build(), 1000));
    assertEquals(
        "70,000 clusters of 1000 parameters need 70,000,000 numbers; at most 67,108,864 are"
            + " kept; use a column with fewer values, or CovarianceType.HC1",
        error.getMessage());
  }
}
