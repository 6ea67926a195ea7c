package io.github.fallline.inference;

/**
 * The inverse of a triangular factor R that grows column by column, and with it the variance
 * inflation of each column: the squared length of a row of the inverse. Where that comes near the
 * inverse of the rounding, nothing is known of the column that made it so large.
 */
final class TriangularInverse {
  private final int capacity;
  private final double[] columns;
  private final double[] squares;
  private final double[] next;
  private int rank;

  TriangularInverse(int capacity) {
    this.capacity = capacity;
    columns = new double[capacity * capacity];
    squares = new double[capacity];
    next = new double[capacity];
  }

  /**
   * The largest variance inflation if a column were added; prepares {@link #add}.
   *
   * @param rows R so far, row by row
   * @param column the column of R that would be added
   * @param pivot the square of its diagonal element
   */
  double inflation(double[] rows, int width, int column, double pivot) {
    for (int i = 0; i < rank; i++) {
      next[i] = 0;
    }
    for (int l = 0; l < rank; l++) {
      double share = rows[l * width + column];
      int from = l * capacity;
      for (int i = 0; i <= l; i++) {
        next[i] -= share * columns[from + i];
      }
    }
    double most = 1 / pivot;
    for (int i = 0; i < rank; i++) {
      most = Math.max(most, squares[i] + next[i] * next[i] / pivot);
    }
    return most;
  }

  /** Adds the column that was prepared, with its diagonal element of R. */
  void add(double diagonal) {
    next[rank] = 1;
    for (int i = 0; i <= rank; i++) {
      double element = next[i] / diagonal;
      columns[rank * capacity + i] = element;
      squares[i] += element * element;
    }
    rank++;
  }

  /** An element. */
  double at(int row, int column) {
    return columns[column * capacity + row];
  }

  /** The squared length of a row. */
  double squaredLength(int row) {
    return squares[row];
  }

  /** The greatest squared length of a row; 1 without rows. */
  double greatest() {
    double most = 1;
    for (int i = 0; i < rank; i++) {
      most = Math.max(most, squares[i]);
    }
    return most;
  }
}
