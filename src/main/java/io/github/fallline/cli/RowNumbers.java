package io.github.fallline.cli;

import java.util.List;

/** The numbers that {@code predict} writes for each row, some rows at a time. */
interface RowNumbers {
  /** The names of the numbers of a row. */
  List<String> names();

  /** Numbers of a row. */
  int columns();

  /** How many rows come at once at most. */
  int capacity();

  /**
   * Computes the next rows.
   *
   * @param block overwritten, [rows, columns]; NaN for what is missing
   * @return how many rows; 0 at the end
   */
  int next(double[] block);
}
