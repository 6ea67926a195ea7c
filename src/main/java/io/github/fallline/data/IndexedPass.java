package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import java.util.concurrent.atomic.AtomicLong;

/** A pass over a known number of rows, whose tiles can be read in any order. */
public abstract class IndexedPass implements RowStream.Pass {
  private final long rows;
  private final int tileRows;
  private final AtomicLong next = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param tileRows rows of every tile but the last
   * @throws IllegalArgumentException if that is less than 1
   */
  public IndexedPass(long rows, int tileRows) {
    Argument.require(tileRows >= 1, "tileRows", "at least 1", tileRows);
    this.rows = rows;
    this.tileRows = tileRows;
  }

  /**
   * Fills a tile with rows and their targets; any number of threads may do so at once.
   *
   * @param index the tile's
   * @param first row of the source
   */
  protected abstract void fill(Tile tile, long index, long first, int count);

  @Override
  public final long tiles() {
    return (rows + tileRows - 1) / tileRows;
  }

  @Override
  public final boolean next(Tile tile) {
    if (closed) {
      throw new IllegalStateException("pass: closed; keep it open while tiles are taken");
    }
    long index = next.getAndIncrement();
    long first = index * tileRows;
    if (first >= rows) {
      return false;
    }
    fill(tile, index, first, (int) Math.min(tileRows, rows - first));
    return true;
  }

  /** Ends the pass; the rows are the source's. */
  @Override
  public void close() {
    closed = true;
  }
}
