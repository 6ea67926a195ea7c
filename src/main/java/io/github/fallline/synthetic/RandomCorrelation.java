package io.github.fallline.synthetic;

import io.github.fallline.blas.Vectors;
import java.util.Arrays;

/**
 * A random correlation matrix R [d, d] of known eigenvalues, as a factor F [d, d] with {@code R =
 * F.F'}: it turns independent numbers z into correlated ones, F.z.
 *
 * <p>The eigenvalues fall geometrically from the largest to the smallest, their ratio is the
 * condition number, and their sum is d. A diagonal matrix of these is rotated by a random
 * orthogonal matrix, a product of Householder reflections (G. W. Stewart, SIAM Journal on Numerical
 * Analysis 17, 1980). That leaves the diagonal elements around 1; at most d - 1 rotations of pairs
 * of rows make them exactly 1 (R. B. Bendel and M. R. Mickey, Communications in Statistics B 7,
 * 1978). Dividing by the standard deviations instead would change the eigenvalues, by orders of
 * magnitude where d is small.
 */
final class RandomCorrelation {
  private static final double UNIT_TOLERANCE = 1e-14;

  private final int features;

  /** F by columns, for sums along whole columns; empty for the identity. */
  private final double[][] columns;

  private RandomCorrelation(int features, double[][] columns) {
    this.features = features;
    this.columns = columns;
  }

  /**
   * Draws a correlation matrix, in a time of order {@code features} cubed.
   *
   * @param condition largest over smallest eigenvalue; 1 gives the identity and draws nothing
   * @param gaussians where random numbers come from
   */
  static RandomCorrelation of(int features, double condition, GaussianSource gaussians) {
    if (condition == 1) {
      return new RandomCorrelation(features, new double[0][]);
    }
    double[][] rows = rootOfSpectrum(features, condition);
    for (int first = features - 2; first >= 0; first--) {
      reflect(rows, first, gaussians);
    }
    for (int i = 0; i < features - 1; i++) {
      makeUnit(rows, i);
    }
    return new RandomCorrelation(features, transposed(rows));
  }

  /** The diagonal matrix of the square roots of the eigenvalues. */
  private static double[][] rootOfSpectrum(int d, double condition) {
    double[][] rows = new double[d][d];
    double sum = 0;
    for (int k = 0; k < d; k++) {
      rows[k][k] = StrictMath.pow(condition, -(double) k / (d - 1));
      sum += rows[k][k];
    }
    for (int k = 0; k < d; k++) {
      rows[k][k] = Math.sqrt(rows[k][k] * d / sum);
    }
    return rows;
  }

  /**
   * Reflects the rows from {@code first} on, which have nothing but zeros before that column, so
   * that the first axis goes to a uniformly random direction.
   */
  private static void reflect(double[][] rows, int first, GaussianSource gaussians) {
    int d = rows.length;
    double[] normal = new double[d];
    double square = 0;
    for (int i = first; i < d; i++) {
      normal[i] = gaussians.next();
      square += normal[i] * normal[i];
    }
    double length = Math.sqrt(square);
    double lengthSquared = 2 * (square + Math.abs(normal[first]) * length);
    normal[first] += Math.copySign(length, normal[first]);
    double[] projection = new double[d];
    for (int i = first; i < d; i++) {
      Vectors.addScaled(projection, normal[i], rows[i]);
    }
    for (int i = first; i < d; i++) {
      Vectors.addScaled(rows[i], -2 * normal[i] / lengthSquared, projection);
    }
  }

  /**
   * Rotates row i and a later one in their plane so that row i has length 1.
   *
   * <p>With a, b the squared lengths less 1 and c the inner product of the two rows, the tangent t
   * of the angle solves {@code b t^2 - 2 c t + a = 0}; as a and b differ in sign, it is real.
   */
  private static void makeUnit(double[][] rows, int i) {
    double excess = Vectors.dot(rows[i], rows[i]) - 1;
    int j = mostOpposite(rows, i, excess);
    double opposite = Vectors.dot(rows[j], rows[j]) - 1;
    if (Math.abs(excess) < UNIT_TOLERANCE || excess * opposite >= 0) {
      return;
    }
    double product = Vectors.dot(rows[i], rows[j]);
    double root = Math.sqrt(product * product - excess * opposite);
    double tangent = excess / (product + Math.copySign(root, product));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = cosine * tangent;
    for (int k = 0; k < rows.length; k++) {
      double former = rows[i][k];
      rows[i][k] = cosine * former - sine * rows[j][k];
      rows[j][k] = sine * former + cosine * rows[j][k];
    }
  }

  /** The row after i whose squared length lies farthest on the other side of 1. */
  private static int mostOpposite(double[][] rows, int i, double excess) {
    int best = i + 1;
    double farthest = Double.NEGATIVE_INFINITY;
    for (int j = i + 1; j < rows.length; j++) {
      double distance = -Math.signum(excess) * (Vectors.dot(rows[j], rows[j]) - 1);
      if (distance > farthest) {
        farthest = distance;
        best = j;
      }
    }
    return best;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows.length; k++) {
        columns[k][i] = rows[i][k];
      }
    }
    return columns;
  }

  /**
   * {@code correlated = F . independent}.
   *
   * @param independent [d], left as it is
   * @param correlated [d], overwritten
   */
  void mix(double[] independent, double[] correlated) {
    if (columns.length == 0) {
      System.arraycopy(independent, 0, correlated, 0, features);
      return;
    }
    Arrays.fill(correlated, 0);
    for (int k = 0; k < features; k++) {
      Vectors.addScaled(correlated, independent[k], columns[k]);
    }
  }

  /** The variance of {@code weights' . F . z} for independent z of variance 1. */
  double variance(double[] weights) {
    if (columns.length == 0) {
      return Vectors.dot(weights, weights);
    }
    double sum = 0;
    for (double[] column : columns) {
      double product = Vectors.dot(column, weights);
      sum += product * product;
    }
    return sum;
  }
}
