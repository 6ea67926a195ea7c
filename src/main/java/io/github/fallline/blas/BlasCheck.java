package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks that the routines of BLAS compute rightly on this processor, before their first use:
 * OpenBLAS has routines for each kind of processor, and some releases were wrong on some. The
 * numbers are small integers, so every order of summation gives the same result, which is compared
 * exactly. Products of matrices are compared by their products with a vector, so that the check
 * takes some milliseconds.
 */
final class BlasCheck {
  /** Rows and columns: one less and one more than the unrolled loops and blocks take. */
  private static final int[][] SHAPES = {{3, 2}, {33, 17}};

  /** The precisions whose check has passed or is being made, with views of its own. */
  private static final Set<Precision> BEGUN = ConcurrentHashMap.newKeySet();

  private final BlasKernels kernels;
  private final Workspace workspace;
  private final Precision precision;

  private BlasCheck(BlasKernels kernels, Workspace workspace, Precision precision) {
    this.kernels = kernels;
    this.workspace = workspace;
    this.precision = precision;
  }

  /**
   * Checks the routines of a precision, once a process; again after a failure.
   *
   * @throws FaultyBlasException if one of them is wrong
   */
  static void require(Precision precision, BlasKernels kernels) {
    if (BEGUN.add(precision)) {
      try {
        check(kernels, precision);
      } catch (FaultyBlasException e) {
        BEGUN.remove(precision);
        throw e;
      }
    }
  }

  /** Checks the routines of one precision. */
  static void check(BlasKernels kernels, Precision precision) {
    try (Workspace workspace = new Workspace()) {
      BlasCheck check = new BlasCheck(kernels, workspace, precision);
      for (int[] shape : SHAPES) {
        check.vectors(shape[0]);
        check.matrix(shape[0], shape[1]);
        check.products(shape[0], shape[1]);
      }
    }
  }

  private void vectors(int n) {
    double[] a = numbers(n, 5);
    double[] b = numbers(n, 3);
    RowView left = view(n, 1, a);
    RowView right = view(n, 1, b);
    double magnitude = 0;
    double strided = 0;
    for (int i = 0; i < n; i++) {
      magnitude += Math.abs(a[i]);
      strided += i % 2 == 0 ? a[i] * b[i] : 0;
    }
    expect("dot", kernels.dot(n, left, right, 1), dot(a, b, 0, 0, 1, n));
    expect("dot", kernels.dot((n + 1) / 2, left, right, 2), strided);
    expect("asum", kernels.asum(n, left, 1), magnitude);
    kernels.axpy(n, 2, left, right);
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      sums[i] = b[i] + 2 * a[i];
    }
    expect("axpy", right, sums);
    kernels.scal(n, -1, right, 1);
    kernels.scal(n, -1, right, 1);
    expect("scal", right, sums);
    kernels.copy(n, right, left);
    expect("copy", left, sums);
  }

  private void matrix(int n, int d) {
    double[] a = numbers(n * d, 5);
    double[] x = numbers(d, 3);
    double[] f = numbers(n, 4);
    double[] products = new double[n];
    double[] sums = new double[d];
    double[] outer = new double[n * d];
    for (int i = 0; i < n; i++) {
      products[i] = f[i] + dot(a, x, i * d, 0, 1, d);
      for (int j = 0; j < d; j++) {
        sums[j] += a[i * d + j] * f[i];
        outer[i * d + j] = a[i * d + j] + f[i] * x[j];
      }
    }
    RowView matrix = view(n, d, a);
    RowView factors = view(n, 1, f);
    RowView result = view(n, 1, f);
    kernels.gemv(CblasNoTrans, matrix, view(d, 1, x), 1, result);
    expect("gemv", result, products);
    RowView transposed = view(d, 1, x);
    kernels.gemv(CblasTrans, matrix, factors, 0, transposed);
    expect("gemv", transposed, sums);
    kernels.ger(factors, view(d, 1, x), matrix);
    expect("ger", matrix, outer);
  }

  /** gemm and syrk, by what their results times a vector are. */
  private void products(int n, int d) {
    double[] a = numbers(n * d, 5);
    double[] b = numbers(n * d, 4);
    RowView left = view(n, d, a);
    RowView right = view(n, d, b);
    double[] ofColumns = numbers(d, 3);
    double[] ofRows = numbers(n, 3);
    double[] aTimes = times(a, n, d, ofColumns);
    double[] bTimes = times(b, n, d, ofColumns);

    RowView small = view(d, d, new double[d * d]);
    kernels.gemm(CblasTrans, left, CblasNoTrans, right, n, 0, small);
    expect("gemm", times(numbers(small), d, d, ofColumns), transposedTimes(a, n, d, bTimes));

    RowView large = view(n, n, new double[n * n]);
    kernels.gemm(CblasNoTrans, left, CblasTrans, right, d, 0, large);
    double[] turned = transposedTimes(b, n, d, ofRows);
    expect("gemm", times(numbers(large), n, n, ofRows), times(a, n, d, turned));

    RowView product = view(n, d, new double[n * d]);
    kernels.gemm(CblasNoTrans, left, CblasNoTrans, view(d, d, numbers(small)), d, 0, product);
    double[] inner = times(numbers(small), d, d, ofColumns);
    expect("gemm", times(numbers(product), n, d, ofColumns), times(a, n, d, inner));

    RowView gram = view(d, d, new double[d * d]);
    kernels.syrk(left, 1, gram);
    double[] upper = numbers(gram);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        expect("syrk", upper[i * d + j], 0);
        upper[i * d + j] = upper[j * d + i];
      }
    }
    expect("syrk", times(upper, d, d, ofColumns), transposedTimes(a, n, d, aTimes));
  }

  private RowView view(int rows, int columns, double[] numbers) {
    RowView view = workspace.view(rows, columns, precision);
    view.write(numbers);
    return view;
  }

  /** Integers around 0 but never 0, without a pattern that a wrong index would meet again. */
  private static double[] numbers(int count, int range) {
    double[] numbers = new double[count];
    int state = 7 * count + range;
    for (int i = 0; i < count; i++) {
      state = state * 1103515245 + 12345;
      int number = (state >>> 16) % (2 * range) - range;
      numbers[i] = number < 0 ? number : number + 1;
    }
    return numbers;
  }

  private static double[] numbers(RowView view) {
    double[] numbers = new double[view.rows() * view.columns()];
    view.read(numbers);
    return numbers;
  }

  private static double dot(double[] a, double[] b, int from, int at, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[from + i * step] * b[at + i];
    }
    return sum;
  }

  private static double[] times(double[] matrix, int rows, int columns, double[] x) {
    double[] products = new double[rows];
    for (int i = 0; i < rows; i++) {
      products[i] = dot(matrix, x, i * columns, 0, 1, columns);
    }
    return products;
  }

  private static double[] transposedTimes(double[] matrix, int rows, int columns, double[] x) {
    double[] products = new double[columns];
    for (int j = 0; j < columns; j++) {
      products[j] = dot(matrix, x, j, 0, columns, rows);
    }
    return products;
  }

  private static void expect(String routine, RowView computed, double[] wanted) {
    expect(routine, numbers(computed), wanted);
  }

  private static void expect(String routine, double[] computed, double[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      expect(routine, computed[i], wanted[i]);
    }
  }

  private static void expect(String routine, double computed, double wanted) {
    if (computed != wanted) {
      throw new FaultyBlasException(routine);
    }
  }
}
