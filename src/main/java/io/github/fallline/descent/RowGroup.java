package io.github.fallline.descent;

import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows brought together from many places into memory near the processor, in the coordinates of the
 * descent, and the visits to them in an order of their own.
 */
final class RowGroup implements AutoCloseable {
  private static final long LOW = 0xffffffffL;

  private final Scratch scratch = new Scratch();
  private final Window features;
  private final double[] targets;

  /** Visits of each row. */
  private final int[] counts;

  private int[] visited;
  private int rows;
  private int visits;

  /**
   * An empty group.
   *
   * @param capacity rows it holds at most
   */
  RowGroup(int columns, int capacity) {
    features = scratch.window(capacity, columns);
    targets = new double[capacity];
    counts = new int[capacity];
    visited = new int[capacity];
  }

  /** Forgets all rows. */
  void clear() {
    rows = 0;
    visits = 0;
  }

  /** Adds consecutive rows with all their visits; they are not transformed yet. */
  void add(RowSource.Reader reader, Visits plan, long first, int count) {
    reader.read(first, count, features, targets, rows);
    plan.counts(first, count, counts, rows);
    addVisits(rows, count);
    rows += count;
  }

  private void addVisits(int firstRow, int count) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < counts[firstRow + i]; k++) {
        addVisit(firstRow + i);
      }
    }
  }

  /** Puts the visits back into the order of the rows. */
  void unshuffle() {
    visits = 0;
    addVisits(0, rows);
  }

  /** Adds one visit, and its row. */
  void addOne(RowSource.Reader reader, Visits plan, long visit) {
    long row = plan.row(visit);
    reader.read(row, 1, features, targets, rows);
    plan.counts(row, 1, counts, rows);
    addVisit(rows);
    rows++;
  }

  private void addVisit(int row) {
    if (visits == visited.length) {
      visited = Arrays.copyOf(visited, 2 * visits);
    }
    visited[visits++] = row;
  }

  /** Brings the rows from {@code from} on into other coordinates. */
  void transform(RowTransform transform, int from) {
    if (from < rows) {
      transform.apply(features.moveTo(from, rows - from));
    }
  }

  /** Rows so far. */
  int rows() {
    return rows;
  }

  /** Visits to the rows so far. */
  int visits() {
    return visits;
  }

  /** Puts the visits into an order of which each is equally likely (Fisher and Yates). */
  void shuffle(SplittableRandom random) {
    for (int i = visits - 1; i > 0; i--) {
      int other = below(i + 1, random);
      int row = visited[i];
      visited[i] = visited[other];
      visited[other] = row;
    }
  }

  /**
   * A uniformly random number from 0 to {@code bound} - 1. Lemire (2019): a product instead of a
   * division, which costs as much as copying a row.
   */
  private static int below(int bound, SplittableRandom random) {
    long product = (random.nextInt() & LOW) * bound;
    while ((product & LOW) < bound && (product & LOW) < (LOW + 1 - bound) % bound) {
      product = (random.nextInt() & LOW) * bound;
    }
    return (int) (product >>> Integer.SIZE);
  }

  /** Copies some visits into a tile with memory of its own. */
  void fill(Tile tile, long index, int from, int count, boolean weighted) {
    tile.features().copyRows(features, visited, from, count);
    for (int i = 0; i < count; i++) {
      tile.targets()[i] = targets[visited[from + i]];
    }
    for (int i = 0; weighted && i < count; i++) {
      tile.weights()[i] = 1.0 / counts[visited[from + i]];
    }
    tile.show(index, 0, count, weighted);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
