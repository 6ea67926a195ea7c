package io.github.fallline.inference;

import java.util.Arrays;

/**
 * A triangular factor of columns in their own order: R'R are their products. A column of which
 * nothing but rounding is left beside those before it is dependent and has no row of its own, as in
 * R's {@code lm}.
 *
 * <p>Columns are scaled to length 1. The last column is the target, which is projected but never
 * kept: its elements are Q'y, and {@link #rest} is what is left of it.
 */
final class OrderedFactor {
  private final int width;
  private final int[] kept;
  private final double[] rows;
  private final double rest;
  private final double leastPivot;

  /**
   * @param kept the columns that are kept, in ascending order
   * @param rows [kept, width] row by row; row k is 0 left of column kept[k]
   * @param rest the square of what is left of the target
   * @param leastPivot the least share of a kept column's square that is left beside those before it
   */
  private OrderedFactor(int width, int[] kept, double[] rows, double rest, double leastPivot) {
    this.width = width;
    this.kept = kept;
    this.rows = rows;
    this.rest = rest;
    this.leastPivot = leastPivot;
  }

  /**
   * The factor by Cholesky's elimination.
   *
   * @param products [width, width], the upper triangle of the products of columns of length 1 (or
   *     0); overwritten
   * @param least the share of a column's square up to which what is left of it is rounding
   */
  static OrderedFactor ofProducts(double[] products, int width, double least) {
    double[] rows = new double[(width - 1) * width];
    int[] kept = new int[width - 1];
    boolean[] done = new boolean[width];
    double leastPivot = 1;
    int rank = 0;
    for (int c = 0; c < width - 1; c++) {
      double pivot = products[c * width + c];
      if (!(pivot > least)) {
        continue;
      }
      leastPivot = Math.min(leastPivot, pivot);
      done[c] = true;
      kept[rank] = c;
      double root = Math.sqrt(pivot);
      int row = rank * width;
      rows[row + c] = root;
      for (int j = 0; j < width; j++) {
        if (!done[j]) {
          rows[row + j] = products[j < c ? j * width + c : c * width + j] / root;
        }
      }
      for (int i = 0; i < width; i++) {
        double share = rows[row + i];
        for (int j = i; !done[i] && share != 0 && j < width; j++) {
          products[i * width + j] -= share * rows[row + j];
        }
      }
      rank++;
    }
    double rest = Math.max(0, products[width * width - 1]);
    return new OrderedFactor(width, Arrays.copyOf(kept, rank), rows, rest, leastPivot);
  }

  /**
   * The factor by Householder's reflections of a triangle whose columns have length 1 (or 0).
   *
   * @param triangle [width, width], upper; overwritten
   * @param least [width - 1], the length up to which what is left of a column is rounding
   */
  static OrderedFactor ofTriangle(double[] triangle, int width, double[] least) {
    int[] kept = new int[width - 1];
    double leastPivot = 1;
    int rank = 0;
    for (int c = 0; c < width - 1; c++) {
      double square = 0;
      for (int i = rank; i <= c; i++) { // below the diagonal the triangle is 0
        square += triangle[i * width + c] * triangle[i * width + c];
      }
      if (!(Math.sqrt(square) > least[c])) {
        continue;
      }
      leastPivot = Math.min(leastPivot, square);
      if (rank < c) {
        reflect(triangle, width, rank, c, Math.sqrt(square));
      }
      kept[rank] = c;
      rank++;
    }
    double rest = 0;
    for (int i = rank; i < width; i++) {
      rest += triangle[i * width + width - 1] * triangle[i * width + width - 1];
    }
    return new OrderedFactor(width, Arrays.copyOf(kept, rank), triangle, rest, leastPivot);
  }

  /** Reflects rows from {@code top} to {@code column}, so that the column ends at {@code top}. */
  private static void reflect(double[] triangle, int width, int top, int column, double length) {
    double[] factors = new double[width];
    int first = top * width;
    double diagonal = triangle[first + column];
    double reflected = diagonal > 0 ? -length : length;
    triangle[first + column] = diagonal - reflected;
    double scale = -1 / (reflected * triangle[first + column]);
    for (int i = top; i <= column; i++) {
      double share = triangle[i * width + column];
      for (int k = column + 1; k < width; k++) {
        factors[k] += share * triangle[i * width + k];
      }
    }
    for (int i = top; i <= column; i++) {
      double share = scale * triangle[i * width + column];
      for (int k = column + 1; k < width; k++) {
        triangle[i * width + k] -= share * factors[k];
      }
      triangle[i * width + column] = 0;
    }
    triangle[first + column] = reflected;
  }

  int rank() {
    return kept.length;
  }

  /** The column that has a row. */
  int column(int row) {
    return kept[row];
  }

  /** An element of R: of the row of a kept column, in any column from that one on. */
  double at(int row, int column) {
    return rows[row * width + column];
  }

  /** An element of Q'y. */
  double effect(int row) {
    return rows[row * width + width - 1];
  }

  /** The square of what is left of the target. */
  double rest() {
    return rest;
  }

  /** The least share of a kept column's square that is left beside the kept ones before it. */
  double leastPivot() {
    return leastPivot;
  }

  /** The inverse of R's kept columns, upper triangular, [rank, rank] row by row. */
  double[] inverse() {
    int rank = kept.length;
    double[] inverse = new double[rank * rank];
    for (int i = rank - 1; i >= 0; i--) {
      int row = i * rank;
      inverse[row + i] = 1;
      for (int k = i + 1; k < rank; k++) {
        double share = at(i, kept[k]);
        for (int j = k; j < rank; j++) {
          inverse[row + j] -= share * inverse[k * rank + j];
        }
      }
      double diagonal = at(i, kept[i]);
      for (int j = i; j < rank; j++) {
        inverse[row + j] /= diagonal;
      }
    }
    return inverse;
  }

  /**
   * The multiples of the kept columns, all before it, that make up a column that is not kept.
   *
   * @return [rank]
   */
  double[] combination(int column) {
    int before = 0;
    while (before < kept.length && kept[before] < column) {
      before++;
    }
    double[] multiples = new double[kept.length];
    for (int i = before - 1; i >= 0; i--) {
      multiples[i] = at(i, column);
      for (int k = i + 1; k < before; k++) {
        multiples[i] -= at(i, kept[k]) * multiples[k];
      }
      multiples[i] /= at(i, kept[i]);
    }
    return multiples;
  }
}
