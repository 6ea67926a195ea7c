package io.github.fallline.descent.proximal;

import io.github.fallline.blas.UpperTriangle;

/**
 * The Cholesky factor R'R of the rows and columns of a symmetric matrix that belong to a set of
 * indices, which grows and shrinks by one index at a time: k^2 operations each for a set of k.
 *
 * <p>An index enters at the end, by one more column of R; one that leaves takes its column with it,
 * and rotations make the rest triangular again, which is as stable as a new factorization.
 */
final class ActiveFactor {
  /** Multiples of rounding, for each member, below which the square of a pivot is noise. */
  private static final int LEAST_MULTIPLE = 4;

  private final double[] matrix;
  private final int size;
  private final double[] factor;
  private final int[] members;
  private final double[] column;
  private int count;

  /**
   * A factor of the empty set.
   *
   * @param matrix symmetric, positive semidefinite, [size, size]; kept
   */
  ActiveFactor(double[] matrix, int size) {
    this.matrix = matrix;
    this.size = size;
    factor = new double[size * size];
    members = new int[size];
    column = new double[size];
  }

  /** Makes the set empty. */
  void clear() {
    count = 0;
  }

  /** How many indices are in the set. */
  int count() {
    return count;
  }

  /** The index at a position of the set. */
  int member(int position) {
    return members[position];
  }

  /**
   * Adds an index that is not in the set.
   *
   * @return false, and the set is left alone, where its column depends on those of the set to
   *     rounding; {@link #dependence} then says how
   */
  boolean add(int index) {
    for (int i = 0; i < count; i++) {
      column[i] = matrix[index * size + members[i]];
    }
    UpperTriangle.solveTransposed(factor, size, column, count);
    double diagonal = matrix[index * size + index];
    double pivot = diagonal;
    for (int i = 0; i < count; i++) {
      pivot -= column[i] * column[i];
    }
    if (!(pivot > Math.max(LEAST_MULTIPLE, count) * Math.ulp(1.0) * diagonal)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      factor[i * size + count] = column[i];
    }
    factor[count * size + count] = Math.sqrt(pivot);
    members[count++] = index;
    return true;
  }

  /**
   * Writes the combination of the set's columns that makes up the column for which {@link #add} has
   * just returned false.
   *
   * @param weights overwritten: one a position
   */
  void dependence(double[] weights) {
    System.arraycopy(column, 0, weights, 0, count);
    UpperTriangle.solve(factor, size, weights, count);
  }

  /** Removes the index at a position; those behind it move up by one. */
  void remove(int position) {
    count--;
    for (int i = 0; i <= count; i++) {
      int from = Math.max(position, i - 1);
      for (int k = from; k < count; k++) {
        factor[i * size + k] = factor[i * size + k + 1];
      }
    }
    System.arraycopy(members, position + 1, members, position, count - position);
    for (int i = position; i < count; i++) {
      rotate(i);
    }
  }

  /** Turns rows i and i + 1 so that the element below the i-th of the diagonal is 0. */
  private void rotate(int i) {
    int upper = i * size;
    int lower = upper + size;
    double length = Math.hypot(factor[upper + i], factor[lower + i]);
    double cosine = factor[upper + i] / length;
    double sine = factor[lower + i] / length;
    factor[upper + i] = length;
    factor[lower + i] = 0;
    for (int k = i + 1; k < count; k++) {
      double above = factor[upper + k];
      double below = factor[lower + k];
      factor[upper + k] = cosine * above + sine * below;
      factor[lower + k] = cosine * below - sine * above;
    }
  }

  /** Solves the equations of the set's rows and columns; {@code values} has one a position. */
  void solve(double[] values) {
    UpperTriangle.solveTransposed(factor, size, values, count);
    UpperTriangle.solve(factor, size, values, count);
  }
}
