package io.github.fallline.selection;

import java.util.Arrays;

/**
 * Forward selection: each feature in turn that lowers the residual sum of squares most, by sweeps
 * of the matrix of products (Goodnight 1979).
 */
final class ForwardSelection {
  private ForwardSelection() {}

  /** The features in the order in which they are chosen, but those that depend on chosen ones. */
  static int[] of(SubsetProblem problem) {
    int size = problem.features + 1;
    double[] left = problem.gram.clone();
    boolean[] chosen = new boolean[problem.features];
    int[] order = new int[problem.mostFeatures()];
    int count = 0;
    int next = next(left, size, chosen);
    while (count < order.length && next >= 0) {
      chosen[next] = true;
      order[count++] = next;
      remove(left, size, next, chosen);
      next = next(left, size, chosen);
    }
    return Arrays.copyOf(order, count);
  }

  /** The feature whose residual part explains most of what is left of the target; -1 for none. */
  private static int next(double[] left, int size, boolean[] chosen) {
    int next = -1;
    double most = -1;
    for (int j = 0; j < size - 1; j++) {
      double square = left[j * size + j];
      if (!chosen[j] && square > SubsetProblem.ROUNDING) {
        double product = left[j * size + size - 1];
        double gain = product * product / square;
        if (gain > most) {
          most = gain;
          next = j;
        }
      }
    }
    return next;
  }

  /** Subtracts from all other columns what a column explains of them. */
  private static void remove(double[] left, int size, int column, boolean[] chosen) {
    double square = left[column * size + column];
    double[] row = Arrays.copyOfRange(left, column * size, (column + 1) * size);
    for (int i = 0; i < size; i++) {
      boolean open = i == size - 1 || !chosen[i];
      double share = row[i] / square;
      for (int k = 0; open && k < size; k++) {
        left[i * size + k] -= share * row[k];
      }
    }
  }
}
