package io.github.fallline.data;

import java.util.List;

/**
 * Rows of features with their targets: the one way data reaches a trainer.
 *
 * <p>Wherever the rows lie, a pass in one order hands out the same tiles with the same numbers, so
 * the same seed gives the same model, bit for bit.
 */
public interface RowSource {
  /** How many rows there are. */
  long rows();

  /** The names of the features, one a column, in the order of the columns. */
  List<String> featureNames();

  /** The name of the target. */
  String targetName();

  /** How many rows the reader left out because of missing values. */
  default long skippedRows() {
    return 0;
  }

  /** A checksum over names and numbers by which a change of the data is noticed. */
  String fingerprint();

  /**
   * Memory for the tiles that one worker receives, closed by the caller.
   *
   * @param capacity rows a tile holds at most
   */
  Tile newTile(int capacity);

  /**
   * Starts a pass.
   *
   * @param order which rows, and in which order
   * @param tileRows rows of every tile but the last
   */
  Pass pass(RowOrder order, int tileRows);

  /** One pass over the rows, tile by tile. Any number of threads may take tiles from it. */
  interface Pass {
    /**
     * Fills {@code tile} with the next tile that nobody took yet; tiles are handed out in order.
     *
     * @return false when there is none left
     */
    boolean next(Tile tile);
  }
}
