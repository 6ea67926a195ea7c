package io.github.fallline.stats;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowStream;
import io.github.fallline.parallel.TileExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments of the folds of a cross-validation, which are disjoint parts of the same rows: what
 * one pass leaves for any number of models, each trained without one fold and validated on it.
 *
 * <p>Immutable. The rows that a fold is validated on, and all others, are those of {@link #fold}
 * and {@link #training}; none is computed by subtraction, so no digits are lost.
 */
public final class FoldMoments {
  private final List<Moments> folds;
  private final Moments all;

  /**
   * The moments of at least two folds, of the same columns; those without rows are left out.
   *
   * @param folds in an order that the results have; copied
   * @throws IllegalArgumentException if fewer than two folds have rows, or their columns differ
   */
  public FoldMoments(List<Moments> folds) {
    List<Moments> some = new ArrayList<>();
    for (Moments fold : folds) {
      if (fold.weight() > 0) {
        some.add(fold);
      }
    }
    Argument.require(some.size() > 1, Setting.FOLDS, "at least 2 with rows", some.size());
    this.folds = List.copyOf(some);
    all = mergedWithout(-1);
  }

  /**
   * The moments of folds of rows, in one pass, with the same bits on any number of threads.
   *
   * @param rows of one target and without missing values; stay the caller's
   * @throws IllegalArgumentException if fewer than two folds have rows
   */
  public static FoldMoments of(RowStream rows, FoldAssignment folds, int threads) {
    return new FoldMoments(parts(rows, folds, threads));
  }

  /**
   * The same fold by fold, in order, those without rows among them unless folds follow from a
   * column: parts of a data set in several places have the same folds, to be merged.
   */
  public static List<Moments> parts(RowStream rows, FoldAssignment folds, int threads) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(threads)) {
      return new FoldMomentsPass(rows, executor).moments(folds);
    }
  }

  private Moments mergedWithout(int fold) {
    Moments merged = new Moments(folds.get(0).features(), columns() - folds.get(0).features());
    for (int k = 0; k < folds.size(); k++) {
      if (k != fold) {
        merged.add(folds.get(k));
      }
    }
    return merged;
  }

  /** Folds that have rows. */
  public int count() {
    return folds.size();
  }

  /** Columns, targets included. */
  public int columns() {
    return folds.get(0).columns();
  }

  /** The moments of all rows: those of the folds, merged in their order. */
  public Moments all() {
    return all;
  }

  /** The moments of the rows of a fold. */
  public Moments fold(int fold) {
    return folds.get(fold);
  }

  /** The moments of the rows of all other folds, merged in their order. */
  public Moments training(int fold) {
    return mergedWithout(fold);
  }

  /**
   * The same folds of some columns, in any order; the last one is the target.
   *
   * @see Moments#select
   */
  public FoldMoments select(int... columns) {
    List<Moments> selected = new ArrayList<>();
    for (Moments fold : folds) {
      selected.add(fold.select(columns));
    }
    return new FoldMoments(selected);
  }

  /**
   * The mean squared error of a linear model on the rows of a fold, from its moments.
   *
   * @param coefficients one a feature, all columns but the last: [d]
   * @param intercept 0 for none
   */
  public double squaredError(int fold, double[] coefficients, double intercept) {
    return folds.get(fold).squaredError(coefficients, intercept);
  }
}
