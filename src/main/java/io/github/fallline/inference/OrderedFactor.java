package io.github.fallline.inference;

import io.github.fallline.blas.UpperTriangle;
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
  /** Rows of the factor that are subtracted at once: those of 1000 columns fit in cache. */
  private static final int BLOCK = 32;

  private final int width;
  private final int[] kept;
  private final double[] rows;
  private final double rest;
  private final TriangularInverse inverse;

  /**
   * @param kept the columns that are kept, in ascending order
   * @param rows [kept, width] row by row; row k begins at column kept[k]
   * @param rest the square of what is left of the target
   * @param inverse of the kept columns of R
   */
  private OrderedFactor(
      int width, int[] kept, double[] rows, double rest, TriangularInverse inverse) {
    this.width = width;
    this.kept = kept;
    this.rows = rows;
    this.rest = rest;
    this.inverse = inverse;
  }

  /**
   * The factor by Cholesky's elimination, some rows at a time: all rows below take part once for
   * each block of rows, not for each row.
   *
   * @param products [width, width], the upper triangle of the products of columns of length 1 (or
   *     0); overwritten
   * @param least the share of a column's square up to which what is left of it is rounding
   */
  static OrderedFactor ofProducts(double[] products, int width, double least) {
    double[] rows = new double[(width - 1) * width];
    int[] kept = new int[width - 1];
    TriangularInverse inverse = new TriangularInverse(width - 1);
    int rank = 0;
    for (int from = 0; from < width - 1; from += BLOCK) {
      int to = Math.min(width - 1, from + BLOCK);
      int first = rank;
      for (int c = from; c < to; c++) {
        subtractRows(rows, first, rank, products, c, width);
        double pivot = products[c * width + c];
        if (pivot > least && inverse.inflation(rows, width, c, pivot) * least < 1) {
          double root = Math.sqrt(pivot);
          inverse.add(root);
          for (int j = c; j < width; j++) {
            rows[rank * width + j] = products[c * width + j] / root;
          }
          kept[rank] = c;
          rank++;
        }
      }
      for (int i = to; i < width; i++) {
        subtractRows(rows, first, rank, products, i, width);
      }
    }
    double rest = Math.max(0, products[width * width - 1]);
    return new OrderedFactor(width, Arrays.copyOf(kept, rank), rows, rest, inverse);
  }

  /** Subtracts from a row of the products what rows of the factor make of it. */
  private static void subtractRows(
      double[] rows, int first, int end, double[] products, int row, int width) {
    int at = row * width;
    int p = first;
    for (; p + 1 < end; p += 2) { // two at a time: half of the loads and stores
      int one = p * width;
      int two = one + width;
      double share = rows[one + row];
      double other = rows[two + row];
      for (int j = row; j < width; j++) {
        products[at + j] -= share * rows[one + j] + other * rows[two + j];
      }
    }
    if (p < end) {
      int one = p * width;
      double share = rows[one + row];
      for (int j = row; j < width; j++) {
        products[at + j] -= share * rows[one + j];
      }
    }
  }

  /**
   * The factor by Householder's reflections of a triangle whose columns have length 1 (or 0).
   *
   * @param triangle [width, width], upper; overwritten
   * @param least [width - 1], the length up to which what is left of a column is rounding
   */
  static OrderedFactor ofTriangle(double[] triangle, int width, double[] least) {
    int[] kept = new int[width - 1];
    TriangularInverse inverse = new TriangularInverse(width - 1);
    int rank = 0;
    for (int c = 0; c < width - 1; c++) {
      double square = 0;
      for (int i = rank; i <= c; i++) { // below the diagonal the triangle is 0
        square += triangle[i * width + c] * triangle[i * width + c];
      }
      boolean independent = Math.sqrt(square) > least[c];
      if (!independent
          || !(Math.sqrt(inverse.inflation(triangle, width, c, square)) * least[c] < 1)) {
        continue;
      }
      if (rank < c) {
        UpperTriangle.reflect(triangle, width, rank, c + 1, c, Math.sqrt(square));
      }
      inverse.add(triangle[rank * width + c]);
      kept[rank] = c;
      rank++;
    }
    double rest = 0;
    for (int i = rank; i < width; i++) {
      rest += triangle[i * width + width - 1] * triangle[i * width + width - 1];
    }
    return new OrderedFactor(width, Arrays.copyOf(kept, rank), triangle, rest, inverse);
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

  /** The inverse of R's kept columns. */
  TriangularInverse inverse() {
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
