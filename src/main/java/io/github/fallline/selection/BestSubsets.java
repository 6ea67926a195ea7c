package io.github.fallline.selection;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.blas.UpperTriangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The subset of every size that has the least residual sum of squares, by branch and bound
 * (Furnival and Wilson 1974) on triangular factors from which columns are dropped (Gatu and
 * Kontoghiorghes 2006).
 *
 * <p>A node is an ordered set of columns of which the first ones stay. Its factor has the residual
 * squares of all leading subsets; its branches drop one of the others. Residual squares grow with
 * every column that is dropped, so a branch ends where its own is no better than what is known of
 * the smallest subset in it. Columns are ordered by what dropping them costs, the dearest first, so
 * that large branches end early.
 */
final class BestSubsets {
  /** The most features; the time may double with each one more. */
  static final int MOST_FEATURES = 30;

  /** Columns that are free in a node for which they are ordered again. */
  private static final int LEAST_TO_ORDER = 4;

  /** The pivot of a dependent column: with 0, rotations would leave parts of others in its row. */
  private static final double DEPENDENT = 1e-8;

  /** Shares that differ by less are equal. */
  private static final double TIE = 1e-13;

  private final int features;
  private final int most;
  private final double[] gram;
  private final double[] best;
  private final int[][] subsets;

  private BestSubsets(SubsetProblem problem) {
    features = problem.features;
    most = problem.mostFeatures();
    gram = problem.gram;
    best = new double[features + 1];
    subsets = new int[features + 1][];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
  }

  /**
   * The best model for each number of features, from none on; ends where more features are only
   * dependent ones.
   *
   * @throws IllegalArgumentException when there are more than {@link #MOST_FEATURES}
   */
  static List<SubsetProblem.Fit> of(SubsetProblem problem) {
    Argument.require(
        problem.features <= MOST_FEATURES,
        "features",
        "at most "
            + MOST_FEATURES
            + " for the best subset ("
            + Setting.FORWARD_SELECTION
            + " takes more)",
        problem.features);
    BestSubsets search = new BestSubsets(problem);
    search.start(problem.nested(ForwardSelection.of(problem)));
    int[] all = new int[search.features];
    for (int j = 0; j < all.length; j++) {
      all[j] = j;
    }
    search.visit(all, 0, search.factor(all));
    return search.found(problem);
  }

  /** Begins with the subsets of forward selection, which bound those to be found. */
  private void start(List<SubsetProblem.Fit> forward) {
    for (SubsetProblem.Fit fit : forward) {
      best[fit.chosen.length] = fit.share;
      subsets[fit.chosen.length] = fit.chosen;
    }
  }

  private List<SubsetProblem.Fit> found(SubsetProblem problem) {
    List<SubsetProblem.Fit> found = new ArrayList<>();
    for (int count = 0; count <= most && subsets[count] != null; count++) {
      int[] subset = subsets[count].clone();
      Arrays.sort(subset);
      if (count > 0 && isDependent(subset, problem)) {
        break;
      }
      found.add(problem.fit(subset));
    }
    return found;
  }

  /** Whether a feature is a combination of the others in the subset. */
  private static boolean isDependent(int[] subset, SubsetProblem problem) {
    int size = subset.length;
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = i; k < size; k++) {
        factor[i * size + k] = problem.gram[subset[i] * (problem.features + 1) + subset[k]];
      }
    }
    UpperTriangle.factorize(factor, size, SubsetProblem.ROUNDING, 0);
    for (int i = 0; i < size; i++) {
      if (factor[i * size + i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The triangular factor of the products of columns, the target behind them. */
  private double[] factor(int[] columns) {
    int size = columns.length + 1;
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = i; k < size; k++) {
        factor[i * size + k] = gram[column(columns, i) * (features + 1) + column(columns, k)];
      }
    }
    for (int i = 0; i < size; i++) {
      pivot(factor, size, i);
    }
    return factor;
  }

  private int column(int[] columns, int place) {
    return place < columns.length ? columns[place] : features;
  }

  /**
   * One step of the Cholesky factorization; a column that depends on those before has a row of 0.
   */
  private static void pivot(double[] matrix, int size, int i) {
    int row = i * size;
    boolean target = i == size - 1;
    double square = matrix[row + i];
    if (square <= (target ? 0 : SubsetProblem.ROUNDING)) {
      Arrays.fill(matrix, row + i, row + size, 0);
      matrix[row + i] = target ? 0 : DEPENDENT;
      return;
    }
    double root = Math.sqrt(square);
    for (int k = i; k < size; k++) {
      matrix[row + k] /= root;
    }
    for (int j = i + 1; j < size; j++) {
      for (int k = j; k < size; k++) {
        matrix[j * size + k] -= matrix[row + j] * matrix[row + k];
      }
    }
  }

  /**
   * Records the leading subsets of a node and visits its branches.
   *
   * @param kept columns at the beginning that are not dropped
   * @param factor [columns + 1, columns + 1]; modified
   */
  private void visit(int[] columns, int kept, double[] factor) {
    int count = columns.length;
    if (count - kept >= LEAST_TO_ORDER && reorder(columns, kept, factor)) {
      System.arraycopy(factor(columns), 0, factor, 0, factor.length);
    }
    record(columns, kept, factor);
    for (int drop = kept; drop < count - 1; drop++) {
      double[] less = without(factor, count + 1, drop);
      if (isOpen(less[less.length - 1], drop + 1, count - 1)) {
        int[] rest = new int[count - 1];
        System.arraycopy(columns, 0, rest, 0, drop);
        System.arraycopy(columns, drop + 1, rest, drop, count - 1 - drop);
        visit(rest, drop, less);
      }
    }
  }

  /** Whether a subset of some sizes may be better than the one that is known. */
  private boolean isOpen(double root, int fewest, int all) {
    for (int count = fewest; count <= Math.min(all, most); count++) {
      if (root * root < best[count]) {
        return true;
      }
    }
    return false;
  }

  /** Takes the leading subsets that have at least one column more than those kept. */
  private void record(int[] columns, int kept, double[] factor) {
    int size = columns.length + 1;
    double residual = 0;
    for (int count = columns.length; count >= Math.max(1, kept); count--) {
      double row = factor[count * size + size - 1];
      residual += row * row;
      if (residual < best[count] - TIE) {
        best[count] = residual;
        subsets[count] = Arrays.copyOf(columns, count);
      }
    }
  }

  /**
   * Orders the free columns by what dropping each costs, the dearest first.
   *
   * @return false if they are in that order
   */
  private boolean reorder(int[] columns, int kept, double[] factor) {
    int count = columns.length;
    double[] costs = costs(factor, count);
    boolean changed = false;
    for (int i = kept + 1; i < count; i++) { // few columns, and nearly in order
      int column = columns[i];
      double cost = costs[i];
      int place = i;
      while (place > kept && costs[place - 1] < cost) {
        costs[place] = costs[place - 1];
        columns[place] = columns[place - 1];
        place--;
      }
      costs[place] = cost;
      columns[place] = column;
      changed |= place != i;
    }
    return changed;
  }

  /** The growth of the residual square by dropping each column; 0 for a dependent one. */
  private static double[] costs(double[] factor, int count) {
    int size = count + 1;
    double[] weights = new double[count];
    double[] squares = new double[count];
    double[] inverse = new double[count];
    for (int i = count - 1; i >= 0; i--) {
      double pivot = factor[i * size + i];
      if (pivot == 0) {
        squares[i] = Double.POSITIVE_INFINITY;
        continue;
      }
      double sum = factor[i * size + count];
      for (int k = i + 1; k < count; k++) {
        sum -= factor[i * size + k] * weights[k];
      }
      weights[i] = sum / pivot;
    }
    for (int column = 0; column < count; column++) { // a column of the inverse of the factor
      Arrays.fill(inverse, 0);
      if (factor[column * size + column] == 0) {
        continue;
      }
      inverse[column] = 1 / factor[column * size + column];
      squares[column] += inverse[column] * inverse[column];
      for (int i = column - 1; i >= 0; i--) {
        double pivot = factor[i * size + i];
        if (pivot == 0) {
          continue;
        }
        double sum = 0;
        for (int k = i + 1; k <= column; k++) {
          sum -= factor[i * size + k] * inverse[k];
        }
        inverse[i] = sum / pivot;
        squares[i] += inverse[i] * inverse[i];
      }
    }
    double[] costs = new double[count];
    for (int i = 0; i < count; i++) {
      costs[i] = squares[i] == 0 ? 0 : weights[i] * weights[i] / squares[i];
    }
    return costs;
  }

  /** The factor without a column, triangular again by rotations. */
  private static double[] without(double[] factor, int size, int column) {
    int less = size - 1;
    double[] moved = new double[size * less];
    for (int i = 0; i < size; i++) {
      for (int k = i; k < size; k++) {
        if (k != column) {
          moved[i * less + (k < column ? k : k - 1)] = factor[i * size + k];
        }
      }
    }
    for (int i = column; i < less; i++) {
      int upper = i * less;
      int lower = upper + less;
      double length = Math.hypot(moved[upper + i], moved[lower + i]);
      if (length == 0) {
        continue;
      }
      double cosine = moved[upper + i] / length;
      double sine = moved[lower + i] / length;
      for (int k = i; k < less; k++) {
        double above = moved[upper + k];
        double below = moved[lower + k];
        moved[upper + k] = cosine * above + sine * below;
        moved[lower + k] = cosine * below - sine * above;
      }
    }
    return Arrays.copyOf(moved, less * less);
  }
}
