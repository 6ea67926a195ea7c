package io.github.fallline.leastsquares;

import io.github.fallline.blas.UpperTriangle;
import io.github.fallline.blas.Vectors;
import java.util.Arrays;

/**
 * A triangular factor with its columns in an order that reveals the rank: next comes the column of
 * which most is left, up to those of which nothing is left but rounding (Businger and Golub 1965).
 * Of columns of which as much is left, the first is taken.
 *
 * <p>Columns are scaled to length 1 inside; callers see their own units.
 */
final class RankRevealingQr {
  /** Lengths within this share of each other count as equal. */
  private static final double TIE = 1e-8;

  private final int size;
  private final int rank;
  private final double[] lengths;
  private final double[] triangle;
  private final int[] order;

  /**
   * Factorizes.
   *
   * @param matrix [size, size + 1] row by row: the columns, and a right-hand side beside them;
   *     overwritten and kept
   * @param rounding [size]: the length up to which what is left of a column is rounding
   */
  RankRevealingQr(double[] matrix, int size, double[] rounding) {
    this.size = size;
    triangle = matrix;
    lengths = new double[size];
    order = new int[size];
    Arrays.setAll(order, j -> j);
    double[] left = new double[size];
    addSquares(0, left);
    for (int j = 0; j < size; j++) {
      lengths[j] = Math.sqrt(left[j]);
    }
    double[] scaled = new double[size];
    for (int j = 0; j < size; j++) {
      scaled[j] = lengths[j] > 0 ? rounding[j] / lengths[j] : 1;
      for (int i = 0; i < size && lengths[j] > 0; i++) {
        triangle[i * (size + 1) + j] /= lengths[j];
      }
    }
    rank = factorize(scaled);
  }

  private int factorize(double[] rounding) {
    double[] left = new double[size];
    for (int step = 0; step < size; step++) {
      Arrays.fill(left, 0);
      addSquares(step, left);
      int chosen = choose(step, left, rounding);
      if (chosen < 0) {
        return step;
      }
      swap(step, chosen, rounding);
      UpperTriangle.reflect(triangle, size + 1, step, size, step, Math.sqrt(left[chosen]));
    }
    return size;
  }

  /** Adds the squares of each column's elements from a row on; place by place. */
  private void addSquares(int from, double[] squares) {
    for (int i = from; i < size; i++) {
      int row = i * (size + 1);
      for (int j = from; j < size; j++) {
        squares[j] += triangle[row + j] * triangle[row + j];
      }
    }
  }

  /** The place of the column to take; negative when only rounding is left. */
  private int choose(int from, double[] left, double[] rounding) {
    int chosen = -1;
    for (int j = from; j < size; j++) {
      boolean enough = Math.sqrt(left[j]) > rounding[j];
      if (enough && (chosen < 0 || isBefore(j, chosen, left))) {
        chosen = j;
      }
    }
    return chosen;
  }

  private boolean isBefore(int place, int other, double[] left) {
    boolean tie = Math.abs(left[place] - left[other]) <= TIE * left[other];
    return tie ? order[place] < order[other] : left[place] > left[other];
  }

  private void swap(int place, int other, double[] rounding) {
    for (int row = 0; row < size * (size + 1); row += size + 1) {
      Vectors.swap(triangle, row + place, row + other);
    }
    Vectors.swap(rounding, place, other);
    int column = order[place];
    order[place] = order[other];
    order[other] = column;
  }

  /** Columns of which more than rounding was left. */
  int rank() {
    return rank;
  }

  /** The column at a place of the order; the first {@link #rank} are kept, the others dependent. */
  int column(int place) {
    return order[place];
  }

  /** The solution of least squares, [size] in the order of the columns; dependent ones are 0. */
  double[] solution() {
    return unscaled(combination(size));
  }

  /**
   * Solves R'R x = sums over the kept columns.
   *
   * @param sums [size], left alone
   * @return [size]; dependent columns have 0
   */
  double[] solveNormal(double[] sums) {
    double[] x = new double[rank];
    for (int k = 0; k < rank; k++) {
      x[k] = sums[order[k]] / lengths[order[k]];
    }
    UpperTriangle.solveTransposed(triangle, size + 1, x, rank);
    UpperTriangle.solve(triangle, size + 1, x, rank);
    return unscaled(x);
  }

  /**
   * How the kept columns make up a dependent one.
   *
   * @param place of the dependent column in the order, at least {@link #rank}
   * @return [rank] in the order of the places: multiples, all columns scaled to length 1
   */
  double[] combination(int place) {
    double[] column = new double[rank];
    for (int i = 0; i < rank; i++) {
      column[i] = triangle[i * (size + 1) + place];
    }
    UpperTriangle.solve(triangle, size + 1, column, rank);
    return column;
  }

  private double[] unscaled(double[] x) {
    double[] solution = new double[size];
    for (int k = 0; k < rank; k++) {
      solution[order[k]] = x[k] / lengths[order[k]];
    }
    return solution;
  }
}
