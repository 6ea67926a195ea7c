package io.github.fallline.groups;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The pass over the rows that adds each to the moments of its group. Threads copy the rows out of
 * tiles, one at a time adds them, in the order of the rows: the result has the same bits for any
 * number of threads.
 */
final class GroupMomentsPass {
  private final RowStream rows;
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;
  private final GroupPartitions groups;

  GroupMomentsPass(RowStream rows, TileExecutor executor) {
    this.rows = rows;
    this.executor = executor;
    features = rows.featureNames().size();
    tileRows = TileSize.rows(features);
    groups = new GroupPartitions(features + 1, Runtime.getRuntime().maxMemory());
  }

  /**
   * Makes the pass.
   *
   * @throws io.github.fallline.data.InvalidDataException when there are more groups than memory
   *     holds
   * @throws IllegalArgumentException when the rows have no keys
   */
  GroupTable[] tables() {
    TileReduction<CopiedRows> reduction =
        TileReduction.of(CopiedRows::new, (total, part) -> part.add(), CopyTask::new);
    TileReducer.reduce(rows, tileRows, executor, reduction);
    return groups.tables();
  }

  /** The rows of a tile. */
  private final class CopiedRows {
    private int count;
    private double[] numbers = {};
    private double[] targets = {};
    private double[] weights = {};
    private double[] keys = {};

    void copy(Tile tile) {
      if (numbers.length == 0) {
        numbers = new double[tileRows * features];
        targets = new double[tileRows];
        weights = new double[tileRows];
        keys = new double[tileRows];
        Arrays.fill(weights, 1);
      }
      count = tile.rows();
      Argument.require(
          tile.keys().length >= count,
          "rows",
          "a text with " + Setting.GROUPS,
          "rows without keys");
      tile.read(numbers);
      System.arraycopy(tile.targets(), 0, targets, 0, count);
      System.arraycopy(tile.keys(), 0, keys, 0, count);
      if (tile.isWeighted()) {
        System.arraycopy(tile.weights(), 0, weights, 0, count);
      }
    }

    void add() {
      for (int i = 0; i < count; i++) {
        groups.add(keys[i], weights[i], targets[i], numbers, i * features);
      }
    }
  }

  private static final class CopyTask implements TileReduction.Task<CopiedRows> {
    @Override
    public void compute(Tile tile, CopiedRows part) {
      part.copy(tile);
    }
  }
}
