package io.github.fallline.stats;

import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pass over the rows that computes the moments of each fold of a cross-validation.
 *
 * <p>The rows of a tile that are in the same fold are copied together, and their moments computed
 * as those of a tile; tiles are merged in order, so that the result has the same bits for any
 * number of threads.
 */
final class FoldMomentsPass {
  /** Folds of a tile that are compared one by one. */
  private static final int FEW = 16;

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

  /** Makes the pass; folds without rows are there unless folds follow from a column. */
  List<Moments> moments(FoldAssignment assignment) {
    TileReduction<Folds> reduction =
        TileReduction.of(Folds::new, Folds::add, () -> new FoldTask(assignment));
    Folds folds = TileReducer.reduce(rows, tileRows, executor, reduction);
    if (!assignment.isByColumn()) {
      for (int fold = 0; fold < assignment.count(); fold++) {
        folds.of(fold);
      }
    }
    List<Moments> moments = folds.inOrder(!assignment.isByColumn());
    if (rows instanceof RowSource source) {
      moments.forEach(fold -> fold.addOffsets(source));
    }
    return moments;
  }

  /** The moments of folds by what tells them from each other, in the order of their first rows. */
  private final class Folds {
    private final Map<Double, Moments> moments = new LinkedHashMap<>();
    private final List<Moments> spares = new ArrayList<>();

    void clear() {
      spares.addAll(moments.values());
      moments.clear();
    }

    /** The moments of a fold; new ones are to be set. */
    Moments of(double fold) {
      Moments known = moments.get(fold);
      if (known == null) {
        known = spares.isEmpty() ? new Moments(features + 1) : spares.remove(spares.size() - 1);
        moments.put(fold, known);
      }
      return known;
    }

    void add(Folds part) {
      part.moments.forEach((fold, more) -> of(fold).add(more));
      if (moments.size() > FoldAssignment.MOST_FOLDS) {
        throw new InvalidDataException(
            String.format(
                "%s: expected at most %,d different values, each a fold, got more; with %s they are"
                    + " dealt to so many",
                Setting.FOLD_COLUMN, FoldAssignment.MOST_FOLDS, Setting.FOLDS));
      }
    }

    List<Moments> inOrder(boolean numbered) {
      return numbered
          ? moments.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(Map.Entry::getValue)
              .toList()
          : List.copyOf(moments.values());
    }
  }

  /** Computes the moments of the folds of a tile. */
  private final class FoldTask implements TileReduction.Task<Folds> {
    private final FoldAssignment assignment;
    private final Tile together;
    private final TileMoments moments;
    private final double[] folds = new double[tileRows];
    private final int[] chosen = new int[tileRows];

    /** The next row of the same fold, or -1. */
    private final int[] next = new int[tileRows];

    /** The first and the last row of each fold of a tile, in the order of the first rows. */
    private final int[] first = new int[tileRows];

    private final int[] last = new int[tileRows];
    private final Map<Double, Integer> places = new HashMap<>();
    private int count;

    FoldTask(FoldAssignment assignment) {
      this.assignment = assignment;
      Precision precision = rows.precision();
      together = new Tile(features, tileRows, precision);
      moments = new TileMoments(features, TargetReader.of(rows), tileRows, true, precision);
    }

    @Override
    public void compute(Tile tile, Folds part) {
      part.clear();
      assignment.assign(tile.index() * tileRows, tile.rows(), tile.keys(), folds);
      link(tile.rows());
      for (int fold = 0; fold < count; fold++) {
        int size = 0;
        for (int row = first[fold]; row >= 0; row = next[row]) {
          chosen[size++] = row;
        }
        together.set(tile.index(), 0, size, tile.isWeighted());
        together.gather(tile, chosen);
        moments.compute(together);
        part.of(folds[first[fold]])
            .set(moments.rows, moments.weight, moments.means, moments.products);
      }
    }

    /** Links the rows of each fold, in order. */
    private void link(int rowCount) {
      count = 0;
      places.clear();
      for (int row = 0; row < rowCount; row++) {
        int place = place(folds[row]);
        next[row] = -1;
        if (place == count) {
          places.put(folds[row], count);
          first[count++] = row;
        } else {
          next[last[place]] = row;
        }
        last[place] = row;
      }
    }

    /** The place of a fold in the tile: rows of few folds need no search in the table. */
    private int place(double fold) {
      for (int k = 0; k < Math.min(FEW, count); k++) {
        if (folds[first[k]] == fold) {
          return k;
        }
      }
      return count <= FEW ? count : places.getOrDefault(fold, count);
    }

    @Override
    public void close() {
      moments.close();
      together.close();
    }
  }
}
