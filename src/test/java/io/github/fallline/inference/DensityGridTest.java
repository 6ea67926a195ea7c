package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DensityGridTest {
  private static DensityGrid grid() {
    return new DensityGrid(new GridAxis(1, 0.25, 4, 8), new GridAxis(0, 0.5, 0, 4));
  }

  @Test
  void countsPointsInTheirBins() {
    DensityGrid grid = grid();
    grid.add(1.1, 0.2, 1);
    grid.add(1.2, 0.4, 2);
    grid.add(0.9, 1.9, 1);
    grid.add(Double.NaN, 1, 1);
    grid.add(1, Double.POSITIVE_INFINITY, 1);
    assertArrayEquals(new double[] {0.75, 1, 1.25}, grid.xEdges());
    assertArrayEquals(new double[] {0, 0.5, 1, 1.5, 2}, grid.yEdges());
    assertArrayEquals(new double[] {0, 3, 0, 0, 0, 0, 1, 0}, Figures.flat(grid.counts()));
  }

  @Test
  void orderOfPointsDoesNotMatter() {
    Random random = new Random(18);
    double[][] points = new double[500][2];
    for (double[] point : points) {
      point[0] = 1 + 100 * random.nextGaussian();
      point[1] = Math.abs(10 * random.nextGaussian());
    }
    DensityGrid forward = grid();
    DensityGrid backward = grid();
    for (int i = 0; i < points.length; i++) {
      forward.add(points[i][0], points[i][1], 1);
      double[] other = points[points.length - 1 - i];
      backward.add(other[0], other[1], 1);
    }
    assertArrayEquals(forward.xEdges(), backward.xEdges());
    assertArrayEquals(forward.yEdges(), backward.yEdges());
    assertArrayEquals(Figures.flat(forward.counts()), Figures.flat(backward.counts()));
    assertEquals(500, Arrays.stream(Figures.flat(forward.counts())).sum());
    assertTrue(forward.xEdges().length <= 9);
    for (double[] point : points) {
      double[] edges = forward.xEdges();
      assertTrue(point[0] >= edges[0] && point[0] < edges[edges.length - 1]);
    }
  }

  @Test
  void noPointsHaveNoBins() {
    assertEquals(0, grid().counts().length);
    assertEquals(1, grid().xEdges().length);
  }
}
