package io.github.fallline.inference;

/**
 * Counts of points in the bins of a plane, of all rows: a scatter plot of any number of points. The
 * bins are of one size, which doubles when a point lies beyond them, so that about half of them or
 * more lie within the range of the points in each direction.
 */
public final class DensityGrid {
  private final GridAxis horizontal;
  private final GridAxis vertical;
  private double[] counts;

  DensityGrid(GridAxis horizontal, GridAxis vertical) {
    this.horizontal = horizontal;
    this.vertical = vertical;
    counts = new double[horizontal.bins() * vertical.bins()];
  }

  /** Adds a point; one that is not finite is left out. */
  void add(double x, double y, double weight) {
    if (weight == 0 || !Double.isFinite(x) || !Double.isFinite(y)) {
      return;
    }
    while (!horizontal.contains(x)) {
      widen(horizontal, true);
    }
    while (!vertical.contains(y)) {
      widen(vertical, false);
    }
    counts[vertical.bin(y) * horizontal.bins() + horizontal.bin(x)] += weight;
  }

  private void widen(GridAxis axis, boolean across) {
    axis.widen();
    int bins = horizontal.bins();
    double[] joined = new double[counts.length];
    for (int at = 0; at < counts.length; at++) {
      int row = at / bins;
      int column = at % bins;
      int wideRow = across ? row : axis.afterWidening(row);
      int wideColumn = across ? axis.afterWidening(column) : column;
      joined[wideRow * bins + wideColumn] += counts[at];
    }
    counts = joined;
  }

  /** The edges of the bins along x, one more than there are columns of {@link #counts}. */
  public double[] xEdges() {
    int[] range = range(true);
    return edges(horizontal, range);
  }

  /** The edges of the bins along y, one more than there are rows of {@link #counts}. */
  public double[] yEdges() {
    return edges(vertical, range(false));
  }

  private static double[] edges(GridAxis axis, int[] range) {
    double[] edges = new double[range[1] - range[0] + 1];
    for (int k = 0; k < edges.length; k++) {
      edges[k] = axis.edge(range[0] + k);
    }
    return edges;
  }

  /** The rows (sums of weights) in each bin, [bins along y, bins along x]; no empty margins. */
  public double[][] counts() {
    int[] across = range(true);
    int[] up = range(false);
    double[][] trimmed = new double[up[1] - up[0]][across[1] - across[0]];
    for (int i = 0; i < trimmed.length; i++) {
      int from = (up[0] + i) * horizontal.bins() + across[0];
      System.arraycopy(counts, from, trimmed[i], 0, trimmed[i].length);
    }
    return trimmed;
  }

  /** The first bin that is not empty, and the one after the last; equal where all are empty. */
  private int[] range(boolean across) {
    int first = Integer.MAX_VALUE;
    int end = 0;
    for (int at = 0; at < counts.length; at++) {
      if (counts[at] != 0) {
        int bin = across ? at % horizontal.bins() : at / horizontal.bins();
        first = Math.min(first, bin);
        end = Math.max(end, bin + 1);
      }
    }
    return new int[] {Math.min(first, end), end};
  }
}
