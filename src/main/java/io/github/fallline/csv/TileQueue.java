package io.github.fallline.csv;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.Threads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of rows from several threads that parse them to threads that take them in tiles, in
 * order. It holds a few blocks; the side that is ahead waits.
 */
final class TileQueue {
  /** One that is being taken, and others that are written meanwhile. */
  private static final int ENOUGH_BLOCKS = 4;

  private final int tileRows;
  private final boolean weighted;
  private final BooleanSupplier help;

  /** In order. A block is removed when all of its rows are in tiles. */
  private final Deque<Lot> lots = new ArrayDeque<>();

  private final Deque<RowBlock> spares = new ArrayDeque<>();
  private long written;
  private long tiles;
  private long rows = Long.MAX_VALUE;
  private boolean closed;
  private @Nullable Throwable failure;

  /** A block of rows in the queue. */
  private static final class Lot {
    final RowBlock block;
    final long first;
    int left;

    Lot(RowBlock block, long first) {
      this.block = block;
      this.first = first;
      left = block.rows();
    }
  }

  /** Thrown in threads that write to a closed queue. */
  static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the reader was closed", null, false, false);
    }
  }

  /**
   * @param tileRows rows of every tile but the last
   * @param weighted whether rows have weights
   * @param help called by a consumer while rows are missing, until it returns false; then it waits
   */
  TileQueue(int tileRows, boolean weighted, BooleanSupplier help) {
    Argument.require(tileRows >= 1, "tileRows", "at least 1", tileRows);
    this.tileRows = tileRows;
    this.weighted = weighted;
    this.help = help;
  }

  /**
   * Waits while enough rows are in the queue.
   *
   * @throws ClosedException if the queue is closed
   */
  void awaitRoom() {
    try {
      awaitFewBlocks();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private synchronized void awaitFewBlocks() throws InterruptedException {
    while (!closed && failure == null && lots.size() >= ENOUGH_BLOCKS) {
      wait();
    }
    requireOpen();
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException();
    }
    Threads.rethrow(failure);
  }

  /**
   * Takes over the rows of a block and gives it other memory; waits until all rows before them are
   * written. A failure fails the whole queue, since rows would be missing.
   *
   * @param place the number of the first of them
   * @throws ClosedException if the queue is closed
   */
  void write(long place, RowBlock block) {
    if (block.rows() == 0) {
      return;
    }
    try {
      add(place, block);
    } catch (InterruptedException e) {
      IllegalStateException cause = interrupted(e);
      fail(cause);
      throw cause;
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  private synchronized void add(long place, RowBlock block) throws InterruptedException {
    while (!closed && failure == null && place != written) {
      wait();
    }
    requireOpen();
    RowBlock kept = spares.isEmpty() ? block.another() : spares.pop();
    kept.exchangeRows(block);
    lots.add(new Lot(kept, written));
    written += kept.rows();
    notifyAll();
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while reading", cause);
  }

  /** Ends the queue after this number of rows. */
  synchronized void end(long allRows) {
    rows = allRows;
    notifyAll();
  }

  /** Fails the queue: no more rows will be written. */
  synchronized void fail(Throwable cause) {
    failure = failure == null ? cause : failure;
    notifyAll();
  }

  /**
   * Fills the next tile. A failure fails the whole queue, since no other consumer has its rows.
   *
   * @return false when there is none left
   * @throws RuntimeException or an Error that was passed to {@link #fail}
   */
  boolean next(Tile target) {
    try {
      return fill(target);
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  private boolean fill(Tile target) {
    long tile = nextTile();
    int filled = 0;
    while (filled < tileRows) {
      Lot lot = await(tile * tileRows + filled);
      if (lot == null) {
        break;
      }
      int from = (int) (tile * tileRows + filled - lot.first);
      int count = Math.min(tileRows - filled, lot.block.rows() - from);
      target.set(tile, 0, filled + count, weighted);
      target.write(filled, count, lot.block, from);
      filled += count;
      release(lot, count);
    }
    if (filled == 0) {
      return false;
    }
    target.select(0, filled);
    return true;
  }

  private synchronized long nextTile() {
    return tiles++;
  }

  /** Parses, or waits, until a row is written; null if there is none. */
  private @Nullable Lot await(long row) {
    for (boolean more = true; more && isMissing(row); ) {
      more = help.getAsBoolean();
    }
    try {
      return lotWith(row);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private synchronized @Nullable Lot lotWith(long row) throws InterruptedException {
    while (isMissing(row)) {
      wait();
    }
    Threads.rethrow(failure);
    for (Lot lot : lots) {
      if (row < lot.first + lot.block.rows()) {
        return lot;
      }
    }
    return null;
  }

  private synchronized boolean isMissing(long row) {
    return row >= written && row < rows && failure == null;
  }

  private synchronized void release(Lot lot, int count) {
    lot.left -= count;
    if (lot.left == 0) {
      lots.remove(lot);
      spares.push(lot.block);
      notifyAll();
    }
  }

  /** Closes the queue for consumers. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
