package io.github.fallline.data;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that fit in cache: features [rows, d], and a target and a weight a row.
 *
 * <p>The features lie in memory of the tile's own or are a view of other memory. The pass that
 * fills a tile calls {@link #set}. One thread uses a tile at a time.
 */
public final class Tile implements AutoCloseable {
  private final Workspace workspace = new Workspace();

  /** Null where the features are this tile's own, or another owner frees them. */
  private final Matrix.@Nullable Hold hold;

  private final RowView features;
  private final double[] offsets;
  private final double[] targets;
  private final double[] weights;

  /** Empty until rows with keys are written. */
  private double[] keys = {};

  private long index;
  private long firstRow;
  private int rows;
  private boolean weighted;
  private boolean closed;

  /**
   * Creates a tile with memory of its own, for doubles.
   *
   * @param columns d
   * @param capacity rows it holds at most
   */
  public Tile(int columns, int capacity) {
    this(columns, capacity, Precision.DOUBLE);
  }

  /**
   * Creates a tile with memory of its own.
   *
   * @param columns d
   * @param capacity rows it holds at most
   */
  public Tile(int columns, int capacity, Precision precision) {
    this(capacity, precision, new double[columns]);
  }

  /**
   * Creates a tile with memory of its own, for columns less their offsets.
   *
   * @param capacity rows it holds at most
   * @param offsets what is to be added to each column to get the features, [d]; not copied
   */
  public Tile(int capacity, Precision precision, double[] offsets) {
    hold = null;
    features = workspace.view(capacity, offsets.length, precision);
    this.offsets = offsets;
    targets = new double[capacity];
    weights = new double[capacity];
  }

  /**
   * Creates a tile on the rows of a window, which it moves.
   *
   * @param capacity rows it holds at most
   */
  public Tile(RowView features, int capacity) {
    this(features, capacity, new double[features.columns()], null);
  }

  /**
   * Creates a tile on the rows of a window, which it moves.
   *
   * @param capacity rows it holds at most
   * @param offsets what is to be added to each column to get the features, [d]; not copied
   * @param hold keeps the window's memory open; closed with the tile
   */
  Tile(RowView features, int capacity, double[] offsets, Matrix.@Nullable Hold hold) {
    this.hold = hold;
    this.features = features;
    this.offsets = offsets;
    targets = new double[capacity];
    weights = new double[capacity];
  }

  /**
   * Sets which rows are in the tile, and selects them all.
   *
   * @param index the place of the tile in its pass, from 0
   * @param firstRow the row of the view's memory it begins with: 0 in memory of its own
   * @param rows how many there are
   * @param weighted whether {@link #weights()} holds; otherwise every row has weight 1
   * @throws IllegalStateException if the tile was closed
   */
  public void set(long index, long firstRow, int rows, boolean weighted) {
    requireOpen();
    Objects.checkFromIndexSize(0, rows, targets.length);
    this.index = index;
    this.firstRow = firstRow;
    this.rows = rows;
    this.weighted = weighted;
    select(0, rows);
  }

  /**
   * Moves {@link #features()} to some of the tile's rows.
   *
   * @param from the first row, counted from the tile's first
   * @param count rows from there on
   * @throws IndexOutOfBoundsException if those rows are not all in the tile
   * @throws IllegalStateException if the tile was closed
   */
  public void select(int from, int count) {
    requireOpen();
    Objects.checkFromIndexSize(from, count, rows);
    features.moveTo(firstRow + from, count);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("tile: closed; keep it open while it is used");
    }
  }

  /** The place of this tile in its pass, from 0. */
  public long index() {
    return index;
  }

  /** The row of the view's memory that the tile begins with. */
  public long firstRow() {
    return firstRow;
  }

  /** The number of rows in the tile. */
  public int rows() {
    return rows;
  }

  /**
   * The features of the selected rows as stored, less their offsets, [rows, d]; at first of all
   * rows.
   */
  public RowView features() {
    return features;
  }

  /**
   * Copies the features of the selected rows, row by row, into the front of {@code target}: the
   * features themselves, with their offsets added.
   *
   * @throws IllegalArgumentException if they do not fit into it
   */
  public void read(double[] target) {
    requireOpen();
    features.read(target);
    for (int j = 0; j < offsets.length; j++) {
      for (int i = 0; offsets[j] != 0 && i < features.rows(); i++) {
        target[i * offsets.length + j] += offsets[j];
      }
    }
  }

  /** The targets of all rows of the tile, selected or not; the tile's own array. */
  public double[] targets() {
    return targets;
  }

  /** The weights of all rows of the tile; the tile's own array. */
  public double[] weights() {
    return weights;
  }

  /**
   * The keys of all rows of the tile, equal where their cells are; the tile's own array, empty
   * unless the rows come from a text and have keys.
   */
  public double[] keys() {
    return keys;
  }

  /** Whether rows may have weights other than 1. */
  public boolean isWeighted() {
    return weighted;
  }

  /**
   * Overwrites some of the tile's rows, and their weights if it has any.
   *
   * @param at the first row, counted from the tile's first
   * @param source of as many columns
   * @param from the first of its rows
   */
  public void write(int at, int count, RowBlock source, int from) {
    select(at, count);
    features.write(source.features(), from * features.columns());
    System.arraycopy(source.targets(), from, targets, at, count);
    if (weighted) {
      System.arraycopy(source.weights(), from, weights, at, count);
    }
    if (source.keys().length > 0) {
      keys = keys.length == 0 ? new double[targets.length] : keys;
      System.arraycopy(source.keys(), from, keys, at, count);
    }
  }

  /**
   * Overwrites the tile's rows with some of another tile, of as many columns and the same
   * precision, and their weights if this one has any.
   *
   * @param chosen rows of the other, counted from its first: as many elements as this has rows
   */
  public void gather(Tile source, int[] chosen) {
    int[] places = new int[2 * rows];
    for (int i = 0; i < rows; i++) {
      places[i] = Math.toIntExact(source.firstRow + chosen[i]);
      places[rows + i] = Math.toIntExact(firstRow + i);
      targets[i] = source.targets[chosen[i]];
    }
    for (int i = 0; i < rows && weighted; i++) {
      weights[i] = source.weight(chosen[i]);
    }
    features.copyRows(source.features, places, places, rows, rows);
  }

  /**
   * Sets the weights of the rows.
   *
   * @param source copied: as many elements as there are rows
   * @param from the first of them
   */
  void setWeights(double[] source, int from) {
    System.arraycopy(source, from, weights, 0, rows);
    weighted = true;
  }

  /** The weight of a row, counted from the tile's first. */
  public double weight(int row) {
    return weighted ? weights[row] : 1;
  }

  /** Frees the tile's own memory; memory of another owner stays. */
  @Override
  public void close() {
    closed = true;
    if (hold != null) {
      hold.close();
    }
    workspace.close();
  }
}
