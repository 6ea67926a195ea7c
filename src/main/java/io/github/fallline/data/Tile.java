package io.github.fallline.data;

import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import java.util.Objects;

/**
 * Consecutive visits of a pass, as a matrix that fits in cache: features [rows, d], targets [rows,
 * 1] and a weight a row.
 *
 * <p>The rows are either seen where they lie or, in another order, gathered when they are asked
 * for. One thread uses a tile at a time.
 */
public final class Tile implements AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final int capacity;
  private Window ownFeatures;
  private Window ownTargets;
  private final Window sourceFeatures;
  private final Window sourceTargets;
  private final double[] weights;
  private final double[] targetValues;
  private RowOrder order;
  private long firstVisit;

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
    targetValues = new double[capacity];
  }

  /** Takes visits {@code firstVisit} to {@code firstVisit + count} of an order. */
  void take(long tileIndex, RowOrder order, long firstVisit, int count) {
    index = tileIndex;
    rows = count;
    this.order = order;
    this.firstVisit = firstVisit;
    unweighted = order.isUnweighted();
    for (int i = 0; i < count && !unweighted; i++) {
      weights[i] = order.weight(order.row(firstVisit + i));
    }
    if (order.isSequential()) {
      targets = sourceTargets;
      sourceTargets.moveTo(firstVisit, count).read(targetValues);
      show(sourceFeatures, firstVisit);
    } else {
      sourceTargets.readRows(order.rows(), (int) firstVisit, count, targetValues);
      features = null; // gathered when asked for
    }
  }

  private void show(Window window, long first) {
    features = window;
    firstRow = first;
    select(0, rows);
  }

  /** Copies the tile's rows into its own memory, unless they are there. */
  private void gather() {
    if (features != null) {
      return;
    }
    if (ownFeatures == null) {
      ownFeatures = scratch.window(capacity, sourceFeatures.columns());
      ownTargets = scratch.window(capacity, 1);
    }
    ownFeatures.copyRows(sourceFeatures, order.rows(), (int) firstVisit, rows);
    targets = ownTargets;
    ownTargets.moveTo(0, rows).write(targetValues);
    show(ownFeatures, 0);
  }

  /** Copies all rows of the tile, one after the other, into the front of {@code target}. */
  public void readFeatures(double[] target) {
    if (features != null) {
      select(0, rows);
      features.read(target);
      return;
    }
    sourceFeatures.readRows(order.rows(), (int) firstVisit, rows, target);
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
    gather();
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
    gather();
    return features;
  }

  /** The targets of the selected rows, at first of all: [rows, 1]. */
  public Window targets() {
    gather();
    return targets;
  }

  /** The targets of all rows of the tile, selected or not; the tile's own array. */
  public double[] targetValues() {
    return targetValues;
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
