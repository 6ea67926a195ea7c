package io.github.fallline.inference;

import io.github.fallline.blas.Vectors;

/**
 * The singular values of a small matrix by one-sided Jacobi rotations, which find even the smallest
 * ones of columns of one length to nearly all digits (Demmel and Veselic 1992).
 */
final class SingularValues {
  private static final int MOST_SWEEPS = 40;

  private SingularValues() {}

  /**
   * The largest singular value divided by the smallest; NaN without columns.
   *
   * @param columns [n] of any one length; overwritten
   */
  static double conditionNumber(double[][] columns) {
    if (columns.length == 0) {
      return Double.NaN;
    }
    int sweep = 0;
    while (sweep < MOST_SWEEPS && rotateAll(columns)) {
      sweep++;
    }
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double[] column : columns) {
      double length = Vectors.norm(column);
      most = Math.max(most, length);
      least = Math.min(least, length);
    }
    return most / least;
  }

  /** Makes each pair of columns orthogonal once; returns whether any was not. */
  private static boolean rotateAll(double[][] columns) {
    boolean rotated = false;
    for (int i = 0; i < columns.length; i++) {
      for (int j = i + 1; j < columns.length; j++) {
        rotated |= rotate(columns[i], columns[j]);
      }
    }
    return rotated;
  }

  private static boolean rotate(double[] left, double[] right) {
    double cross = Vectors.dot(left, right);
    double leftSquare = Vectors.dot(left, left);
    double rightSquare = Vectors.dot(right, right);
    if (!(Math.abs(cross) > Math.ulp(1.0) * Math.sqrt(leftSquare) * Math.sqrt(rightSquare))) {
      return false;
    }
    double half = (rightSquare - leftSquare) / (2 * cross);
    double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.hypot(1, half));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = cosine * tangent;
    for (int k = 0; k < left.length; k++) {
      double element = left[k];
      left[k] = cosine * element - sine * right[k];
      right[k] = sine * element + cosine * right[k];
    }
    return true;
  }
}
