package io.github.fallline.leastsquares;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowSource;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.parallel.TileExecutor;
import java.util.List;
import java.util.Objects;

/**
 * The exact optimum of squared errors with an L2 penalty: the reference for descent, and least
 * squares or ridge regression in their own right.
 *
 * <p>A triangular factor of the rows (Householder, tile by tile), its columns in an order that
 * reveals the rank, and one correction from the residuals of all rows: two passes. The squares of
 * the columns, in which half of the digits would be lost, are never formed. Threads do not change a
 * bit.
 *
 * <p>Where columns are combinations of others the optimum is a whole plane; the answer is the point
 * of it that leaves the dependent columns out: their coefficients are 0.
 *
 * @param model the coefficients on the original scale, and the intercept
 * @param rank features that are kept: no combination of others, nor constant beside an intercept;
 *     with a penalty, all
 * @param dependences the features that are left out, in the order of the columns; as many as
 *     features less {@code rank}
 * @param loss the least value of the objective: mean of squares plus penalty
 * @param residualSumOfSquares sum over the rows of (target - prediction) squared; where rows have
 *     weights, times the weight in units of its mean
 * @param r2 1 - residual sum of squares / sum of squares of the targets about their mean; NaN when
 *     the target is constant
 */
public record LeastSquares(
    LinearModel model,
    int rank,
    List<Dependence> dependences,
    double loss,
    double residualSumOfSquares,
    double r2) {
  /** Features at most: the work grows with their third power, and memory with their square. */
  public static final int MOST_FEATURES = 4096;

  /** Checks that nothing is missing. */
  public LeastSquares {
    Objects.requireNonNull(model, "model");
    dependences = List.copyOf(dependences);
    int features = model.featureNames().size();
    Argument.require(
        rank + dependences.size() == features,
        "rank",
        features + " less the dependent columns",
        rank);
  }

  /**
   * A feature that others make up, to rounding.
   *
   * @param column its name
   * @param keptColumns the kept features it is a combination of (with the intercept, where there is
   *     one), in the order of the columns; empty when it is constant or zero
   */
  public record Dependence(String column, List<String> keptColumns) {
    /** Copies the names. */
    public Dependence {
      Objects.requireNonNull(column, "column");
      keptColumns = List.copyOf(keptColumns);
    }
  }

  /** Least squares with an intercept, over all cores. */
  public static LeastSquares of(RowSource rows) {
    return of(rows, ModelSpec.DEFAULT, 0, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Least squares or ridge regression.
   *
   * @param rows stay the caller's and are not changed
   * @param spec whether there is an intercept, and whether the penalty is on the weights of
   *     standardized features; where descent begins does not matter
   * @param l2 the strength of the penalty, as of {@link
   *     io.github.fallline.objective.Penalty#l2(double)}; 0 for none
   * @param threads threads for the passes
   * @throws io.github.fallline.data.InvalidDataException when a number is not finite or its square
   *     beyond or below the range of a double
   * @throws IllegalArgumentException on more than {@link #MOST_FEATURES} features, no rows, or an
   *     argument out of its range
   */
  public static LeastSquares of(RowSource rows, ModelSpec spec, double l2, int threads) {
    int features = rows.featureNames().size();
    Argument.require(features <= MOST_FEATURES, "features", "at most " + MOST_FEATURES, features);
    Argument.require(rows.rows() >= 1, "rows", "at least 1", rows.rows());
    Argument.require(l2 >= 0 && Double.isFinite(l2), "l2", "a number >= 0", l2);
    Argument.require(threads >= 1, "threads", "at least 1", threads);
    try (TileExecutor executor = new TileExecutor(threads)) {
      return new LeastSquaresFit(rows, spec, l2, executor).solve();
    }
  }

  /** The names of the features that are left out, in the order of the columns. */
  public List<String> dependentColumns() {
    return dependences.stream().map(Dependence::column).toList();
  }
}
