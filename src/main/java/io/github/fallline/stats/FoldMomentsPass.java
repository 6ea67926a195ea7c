package io.github.fallline.stats;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The pass over the rows that computes the moments of each fold of a cross-validation.
 *
 * <p>The rows of a tile that are in the same fold are copied together, and their moments computed
 * as those of a tile; tiles are merged in order, so that the result has the same bits for any
 * number of threads.
 */
final class FoldMomentsPass {
  private final RowStream rows;
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;

  /**
   * A pass over rows.
   *
   * @param rows of one target; stay the caller's
   */
  FoldMomentsPass(RowStream rows, TileExecutor executor) {
    this.rows = rows;
    this.executor = executor;
    features = rows.featureNames().size();
    tileRows = TileSize.tileRowsForMoments(features);
  }

  /**
   * Makes the pass.
   *
   * @throws IllegalArgumentException if fewer than two folds have rows
   */
  FoldMoments moments(FoldAssignment assignment) {
    TileReduction<List<Moments>> reduction =
        TileReduction.of(
            () -> none(assignment.count()), FoldMomentsPass::merge, () -> new FoldTask(assignment));
    List<Moments> folds = TileReducer.reduce(rows, tileRows, executor, reduction);
    if (rows instanceof RowSource source) {
      folds.forEach(fold -> fold.addOffsets(source));
    }
    return new FoldMoments(folds);
  }

  private List<Moments> none(int folds) {
    List<Moments> parts = new ArrayList<>(folds);
    for (int k = 0; k < folds; k++) {
      parts.add(new Moments(features + 1));
    }
    return parts;
  }

  private static void merge(List<Moments> total, List<Moments> part) {
    for (int k = 0; k < total.size(); k++) {
      total.get(k).add(part.get(k));
    }
  }

  /** Computes the moments of the folds of a tile. */
  private final class FoldTask implements TileReduction.Task<List<Moments>> {
    private final FoldAssignment assignment;
    private final Tile together;
    private final TileMoments moments;
    private final int[] folds = new int[tileRows];
    private final int[] chosen = new int[tileRows];

    FoldTask(FoldAssignment assignment) {
      this.assignment = assignment;
      Precision precision = rows.precision();
      together = new Tile(features, tileRows, precision);
      moments = new TileMoments(features, TargetReader.of(rows), tileRows, true, precision);
    }

    @Override
    public void compute(Tile tile, List<Moments> part) {
      assignment.assign(tile.index() * tileRows, tile.rows(), folds);
      for (int k = 0; k < part.size(); k++) {
        if (gather(tile, k)) {
          moments.compute(together);
          part.get(k).set(moments.rows, moments.weight, moments.means, moments.products);
        } else {
          part.get(k).set(0, 0, moments.means, moments.products);
        }
      }
    }

    /** Whether there are rows of the fold. */
    private boolean gather(Tile tile, int fold) {
      int count = 0;
      for (int i = 0; i < tile.rows(); i++) {
        if (folds[i] == fold) {
          chosen[count++] = i;
        }
      }
      if (count > 0) {
        together.set(tile.index(), 0, count, tile.isWeighted());
        together.gather(tile, chosen);
      }
      return count > 0;
    }

    @Override
    public void close() {
      moments.close();
      together.close();
    }
  }
}
