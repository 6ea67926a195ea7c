package io.github.fallline.data;

import io.github.fallline.csv.RowBlock;

/**
 * Tiles on their way from threads that fill them, several at once, to threads that take them in
 * order. It holds a few; whoever is ahead waits.
 */
final class TileQueue {
  /** What the queue holds as long as tiles are not larger. */
  private static final int BYTES = 1 << 22;

  private static final int LEAST_TILES = 4;
  private static final int MOST_TILES = 16;

  private final int columns;
  private final int tileRows;
  private final boolean weighted;
  private final Slot[] slots;
  private long taken;
  private long rows = Long.MAX_VALUE;
  private boolean closed;
  private Throwable failure;

  /** Memory for one tile at a time, from the first of its tiles on. */
  private final class Slot {
    double[] features;
    double[] targets;
    double[] weights;
    long tile;
    int filled;

    void prepare() {
      if (features == null) {
        targets = new double[tileRows];
        weights = new double[weighted ? tileRows : 0];
        features = new double[Math.multiplyExact(tileRows, columns)]; // the last, so all are there
      }
    }
  }

  /** Ends the work of threads that fill tiles which nobody will take. */
  static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("nobody takes these rows any more", null, false, false);
    }
  }

  /**
   * A queue without tiles.
   *
   * @param tileRows rows of every tile but the last
   * @param weighted whether rows have weights
   */
  TileQueue(int columns, int tileRows, boolean weighted) {
    this.columns = columns;
    this.tileRows = tileRows;
    this.weighted = weighted;
    long tileBytes = (long) tileRows * (columns + (weighted ? 2 : 1)) * Double.BYTES;
    int count = (int) Math.max(LEAST_TILES, Math.min(MOST_TILES, BYTES / tileBytes));
    slots = new Slot[count];
    for (int i = 0; i < count; i++) {
      slots[i] = new Slot();
      slots[i].tile = i;
    }
  }

  /**
   * Puts rows in their place, and waits while that is too far ahead. Several threads may do this at
   * once, if no rows before theirs are missing for longer than it takes to put them in place.
   *
   * @param place the number of the first of them
   * @throws ClosedException if the queue is closed
   */
  void write(long place, RowBlock block) {
    int done = 0;
    while (done < block.rows()) {
      long tile = (place + done) / tileRows;
      int at = (int) ((place + done) % tileRows);
      int count = Math.min(tileRows - at, block.rows() - done);
      Slot slot = awaitFree(tile);
      System.arraycopy(
          block.features(), done * columns, slot.features, at * columns, count * columns);
      System.arraycopy(block.targets(), done, slot.targets, at, count);
      if (weighted) {
        System.arraycopy(block.weights(), done, slot.weights, at, count);
      }
      addFilled(slot, count);
      done += count;
    }
  }

  private Slot awaitFree(long tile) {
    try {
      return lockFree(tile);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private synchronized Slot lockFree(long tile) throws InterruptedException {
    Slot slot = slots[(int) (tile % slots.length)];
    while (slot.tile != tile && !closed) {
      wait();
    }
    if (closed) {
      throw new ClosedException();
    }
    slot.prepare();
    return slot;
  }

  private synchronized void addFilled(Slot slot, int count) {
    slot.filled += count;
    if (slot.filled == tileRows) {
      notifyAll();
    }
  }

  /** Says that there are no more rows than these. */
  synchronized void end(long allRows) {
    rows = allRows;
    notifyAll();
  }

  /** Says that no more rows will come, and why. */
  synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /**
   * Takes the next tile.
   *
   * @return false when there is none left
   * @throws RuntimeException or an Error as it was given to {@link #fail}
   */
  boolean next(Tile target) {
    Slot slot = awaitFull();
    if (slot == null) {
      return false;
    }
    target.show(slot.tile, 0, slot.filled, false);
    target.features().write(slot.features);
    System.arraycopy(slot.targets, 0, target.targets(), 0, slot.filled);
    if (weighted) {
      target.weigh(slot.weights, 0);
    }
    free(slot);
    return true;
  }

  private Slot awaitFull() {
    try {
      return lockFull();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Returns null behind the last tile. */
  private synchronized Slot lockFull() throws InterruptedException {
    long index = taken++;
    Slot slot = slots[(int) (index % slots.length)];
    long left = left(index);
    while (left > 0 && !(slot.tile == index && slot.filled == Math.min(left, tileRows))) {
      wait();
      left = left(index);
    }
    return left > 0 ? slot : null;
  }

  /** Rows from a tile on, as far as is known. */
  private long left(long tile) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return rows == Long.MAX_VALUE ? tileRows : rows - tile * tileRows;
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while reading", cause);
  }

  private synchronized void free(Slot slot) {
    slot.filled = 0;
    slot.tile += slots.length;
    notifyAll();
  }

  /** Says that nobody takes tiles any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
