package io.github.fallline.stats;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileSize;

/** Rejects targets that a loss is not defined for, and names the row. */
public final class TargetValidation {
  private TargetValidation() {}

  /**
   * Checks the targets in one pass, or in none if the loss is defined for all.
   *
   * @throws WrongNumberException naming the first row below the loss's least target, counted from 0
   */
  public static void require(RowSource source, Loss loss) {
    double least = loss.minTarget();
    if (least == Double.NEGATIVE_INFINITY) {
      return;
    }
    int tileRows = TileSize.rows(source.featureNames().size());
    long row = 0;
    try (Tile tile = source.newTile(tileRows);
        RowStream.Pass pass = source.pass(tileRows)) {
      while (pass.next(tile)) {
        double[] targets = tile.targets();
        for (int i = 0; i < tile.rows(); i++, row++) {
          if (targets[i] < least) {
            throw new WrongNumberException(
                row,
                source.targetName(),
                targets[i],
                least,
                Double.MAX_VALUE,
                "the " + loss.label() + " loss needs targets of at least " + least);
          }
        }
      }
    }
  }
}
