package io.github.fallline.data;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import java.util.Objects;

/**
 * Consecutive visits of a pass, as a matrix that fits in cache: features [rows, d], targets [rows,
 * 1] and a weight a row.
 *
 * <p>The rows are either seen where they lie or gathered into the tile's own memory. One thread
 * uses a tile at a time.
 */
public final class Tile implements AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final int capacity;
  private Window ownFeatures;
  private Window ownTargets;
  private final Window sourceFeatures;
  private final Window sourceTargets;
  private final double[] weights;
  private Window features;
  private Window targets;
  private boolean unweighted;
  private long index;
  private long firstRow;
  private int rows;

  /**
   * A tile over a matrix in memory.
   *
   * @param features window on the features [n, d]; the tile moves it
   * @param targets window on the targets [n, 1]; the tile moves it
   * @param capacity rows the tile holds at most
   */
  Tile(Window features, Window targets, int capacity) {
    sourceFeatures = features;
    sourceTargets = targets;
    this.capacity = capacity;
    weights = new double[capacity];
  }

  /** Takes visits {@code firstVisit} to {@code firstVisit + count} of an order. */
  void take(long tileIndex, RowOrder order, long firstVisit, int count) {
    index = tileIndex;
    rows = count;
    unweighted = order.isUnweighted();
    if (order.isSequential()) {
      features = sourceFeatures;
      targets = sourceTargets;
      firstRow = firstVisit;
    } else {
      gather(order, firstVisit, count);
      features = ownFeatures;
      targets = ownTargets;
      firstRow = 0;
    }
    for (int i = 0; i < count && !unweighted; i++) {
      weights[i] = order.weight(order.row(firstVisit + i));
    }
    select(0, count);
  }

  private void gather(RowOrder order, long firstVisit, int count) {
    if (ownFeatures == null) {
      ownFeatures = scratch.window(capacity, sourceFeatures.columns());
      ownTargets = scratch.window(capacity, 1);
    }
    for (int i = 0; i < count; i++) {
      long row = order.row(firstVisit + i);
      Blas.copy(sourceFeatures.moveTo(row, 1), ownFeatures.moveTo(i, 1));
      Blas.copy(sourceTargets.moveTo(row, 1), ownTargets.moveTo(i, 1));
    }
  }

  /**
   * Moves {@link #features()} and {@link #targets()} to some of the tile's rows.
   *
   * @param from the first row, counted from the tile's first
   * @param count rows from there on
   * @throws IndexOutOfBoundsException if those rows are not all in the tile
   */
  public void select(int from, int count) {
    Objects.checkFromIndexSize(from, count, rows);
    features.moveTo(firstRow + from, count);
    targets.moveTo(firstRow + from, count);
  }

  /** The place of this tile in its pass, from 0. */
  public long index() {
    return index;
  }

  /** Rows in the whole tile. */
  public int rows() {
    return rows;
  }

  /** The features of the selected rows, at first of all: [rows, d]. */
  public Window features() {
    return features;
  }

  /** The targets of the selected rows, at first of all: [rows, 1]. */
  public Window targets() {
    return targets;
  }

  /** Whether every row of the tile has weight 1. */
  public boolean isUnweighted() {
    return unweighted;
  }

  /** The weight of a row, counted from the tile's first. */
  public double weight(int row) {
    return unweighted ? 1 : weights[row];
  }

  @Override
  public void close() {
    scratch.close();
  }
}
