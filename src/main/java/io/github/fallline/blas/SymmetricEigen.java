package io.github.fallline.blas;

import io.github.fallline.argument.Argument;
import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * <p>Reduces it to tridiagonal form with LAPACK's dsytrd and dstedc, or with plain loops where it
 * is small. The eigenvectors are transformed back by plain loops: LAPACK's own routine for that
 * calls dtrmm, which is broken on some processors (see {@link Blas}), and so are dsyev, dsyevd and
 * dsyevr from about 100 columns on.
 */
public final class SymmetricEigen {
  /**
   * The largest error of the decomposition in a trial product, in units of rounding times the
   * order.
   */
  private static final double TRIAL_ROUNDING = 1000;

  /** The most columns for which plain loops are used. */
  private static final int MOST_SMALL = 128;

  private final double[] values;
  private final double[] vectors;

  private SymmetricEigen(double[] values, double[] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /** Whether matrices of this order are decomposed without native libraries. */
  public static boolean isSmall(int n) {
    return n <= MOST_SMALL;
  }

  /** The n eigenvalues, smallest first; the array is handed out, not copied. */
  public double[] values() {
    return values;
  }

  /**
   * The n eigenvectors, one after the other, each of length 1: element i of the k-th at [k * n +
   * i]. The array is handed out, not copied.
   */
  public double[] vectors() {
    return vectors;
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix n x n, row by row; only the upper triangle is read; left alone
   * @throws ArithmeticException if the matrix is not finite, or the result does not reproduce it
   */
  public static SymmetricEigen of(double[] matrix, int n) {
    Argument.require(matrix.length == n * n, "matrix", n + " x " + n + " elements", matrix.length);
    double[] reflectors = matrix.clone();
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[Math.max(1, n - 1)];
    double[] factors = new double[Math.max(1, n - 1)];
    double[] vectors = new double[n * n];
    if (isSmall(n)) {
      decomposeSmall(reflectors, n, diagonal, offDiagonal, factors, vectors);
    } else {
      decompose(reflectors, n, diagonal, offDiagonal, factors, vectors);
    }
    for (int k = 0; k < n; k++) {
      backTransform(reflectors, factors, n, vectors, k * n);
    }
    SymmetricEigen eigen = new SymmetricEigen(diagonal, vectors);
    eigen.verify(matrix);
    return eigen;
  }

  private static void decomposeSmall(
      double[] reflectors,
      int n,
      double[] diagonal,
      double[] offDiagonal,
      double[] factors,
      double[] vectors) {
    for (int i = 0; i < n; i++) {
      vectors[i * n + i] = 1;
      for (int j = 0; j < i; j++) {
        reflectors[i * n + j] = reflectors[j * n + i];
      }
    }
    SmallSymmetricEigen.tridiagonalize(reflectors, n, diagonal, offDiagonal, factors);
    if (!SmallSymmetricEigen.diagonalize(diagonal, offDiagonal, n, vectors)) {
      throw new ArithmeticException(
          "eigenvalues of a " + n + " x " + n + " matrix: not found; is it finite?");
    }
    SmallSymmetricEigen.sort(diagonal, n, vectors);
  }

  private static void decompose(
      double[] reflectors,
      int n,
      double[] diagonal,
      double[] offDiagonal,
      double[] factors,
      double[] vectors) {
    // Row by row and upper is, to LAPACK, column by column and lower.
    int order = openblas.LAPACK_COL_MAJOR;
    int info =
        openblas.LAPACKE_dsytrd(
            order, (byte) 'L', n, reflectors, n, diagonal, offDiagonal, factors);
    requireSuccess("dsytrd", info, n);
    info = openblas.LAPACKE_dstedc(order, (byte) 'I', n, diagonal, offDiagonal, vectors, n);
    requireSuccess("dstedc", info, n);
  }

  /** Multiplies one vector by the reflections I - f v v', the last first; v begins with a one. */
  private static void backTransform(
      double[] reflectors, double[] factors, int n, double[] vectors, int start) {
    for (int i = n - 2; i >= 0; i--) {
      int v = i * n; // v[0..i] = 0, v[i + 1] = 1, the rest is stored
      double product = vectors[start + i + 1];
      for (int j = i + 2; j < n; j++) {
        product += reflectors[v + j] * vectors[start + j];
      }
      product *= factors[i];
      vectors[start + i + 1] -= product;
      for (int j = i + 2; j < n; j++) {
        vectors[start + j] -= product * reflectors[v + j];
      }
    }
  }

  private static void requireSuccess(String routine, int info, int n) {
    if (info != 0) {
      throw new ArithmeticException(
          "eigenvalues of a " + n + " x " + n + " matrix: " + routine + " ended with " + info);
    }
  }

  /**
   * Compares the products of a random vector with the matrix and with its factors, to detect a
   * broken BLAS.
   */
  private void verify(double[] matrix) {
    int n = values.length;
    double[] x = new SplittableRandom(n).doubles(n, -1, 1).toArray();
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rest[i] += matrix[i <= j ? i * n + j : j * n + i] * x[j];
      }
    }
    double largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
    for (int k = 0; k < n; k++) {
      double product = 0;
      for (int i = 0; i < n; i++) {
        product += vectors[k * n + i] * x[i];
      }
      for (int i = 0; i < n; i++) {
        rest[i] -= values[k] * product * vectors[k * n + i];
      }
    }
    double bound = TRIAL_ROUNDING * n * Math.ulp(1.0) * largest;
    for (double element : rest) {
      if (!(Math.abs(element) <= bound)) {
        throw new ArithmeticException(
            "the eigenvectors of a "
                + n
                + " x "
                + n
                + " matrix do not reproduce it: off by "
                + element);
      }
    }
  }
}
