package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Linear algebra on {@link Window}s. Nothing here allocates.
 *
 * <p>The OpenBLAS that ND4J brings (0.3.19) computes dtrmm and dsymm wrongly on processors with
 * AVX-512; they, and the LAPACK routines that rest on them, are not to be used. dgemv, dger, dgemm,
 * dsyrk, dsymv and the vector routines are right there.
 *
 * <p>Arguments of one call must not share memory unless said. Shapes are checked: an error names
 * the argument, what was expected and what came.
 */
public final class Blas {
  /** Doubles of a cache line. */
  private static final int LINE_ELEMENTS = 8;

  private static final ThreadLimit THREADS = new ThreadLimit();

  private Blas() {}

  /**
   * {@code products = matrix . weights}.
   *
   * @param matrix [n, d]
   * @param weights [d, 1]
   * @param products [n, 1], overwritten
   */
  public static void multiply(Window matrix, Window weights, Window products) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("weights", weights, d, 1);
    expect("products", products, n, 1);
    openblas_nolapack.cblas_dgemv(
        CblasRowMajor,
        CblasNoTrans,
        n,
        d,
        1,
        matrix.pointer,
        d,
        weights.pointer,
        1,
        0,
        products.pointer,
        1);
  }

  /**
   * {@code sums += matrix' . factors}: each row of the matrix times its factor, added up.
   *
   * @param matrix [n, d]
   * @param factors [n, 1]
   * @param sums [d, 1], added to
   */
  public static void addTransposed(Window matrix, Window factors, Window sums) {
    transposed(matrix, factors, 1, sums);
  }

  /**
   * {@code sums = matrix' . factors}, as {@link #addTransposed} but overwriting.
   *
   * @param matrix [n, d]
   * @param factors [n, 1]
   * @param sums [d, 1], overwritten
   */
  public static void multiplyTransposed(Window matrix, Window factors, Window sums) {
    transposed(matrix, factors, 0, sums);
  }

  private static void transposed(Window matrix, Window factors, double keep, Window sums) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("factors", factors, n, 1);
    expect("sums", sums, d, 1);
    openblas_nolapack.cblas_dgemv(
        CblasRowMajor,
        CblasTrans,
        n,
        d,
        1,
        matrix.pointer,
        d,
        factors.pointer,
        1,
        keep,
        sums.pointer,
        1);
  }

  /**
   * {@code gram = matrix' . matrix}, its upper triangle; the elements below the diagonal are left
   * as they are.
   *
   * @param matrix [n, d]
   * @param gram [d, d]
   */
  public static void gram(Window matrix, Window gram) {
    int d = matrix.columns();
    expect("gram", gram, d, d);
    openblas_nolapack.cblas_dsyrk(
        CblasRowMajor,
        CblasUpper,
        CblasTrans,
        d,
        matrix.rows(),
        1,
        matrix.pointer,
        d,
        0,
        gram.pointer,
        d);
  }

  /**
   * {@code matrix += factors . row'}: to each row of the matrix, its factor times {@code row}.
   *
   * @param factors [n, 1]
   * @param row [d, 1]
   * @param matrix [n, d], added to
   */
  public static void addOuter(Window factors, Window row, Window matrix) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("factors", factors, n, 1);
    expect("row", row, d, 1);
    openblas_nolapack.cblas_dger(
        CblasRowMajor, n, d, 1, factors.pointer, 1, row.pointer, 1, matrix.pointer, d);
  }

  /** The sum of the products of the elements of two windows of one shape; they may be the same. */
  public static double dot(Window left, Window right) {
    expect("right", right, left.rows(), left.columns());
    return openblas_nolapack.cblas_ddot(
        left.rows() * left.columns(), left.pointer, 1, right.pointer, 1);
  }

  /** {@code target += factor . source} for two windows of one shape. */
  public static void add(double factor, Window source, Window target) {
    expect("target", target, source.rows(), source.columns());
    openblas_nolapack.cblas_daxpy(
        source.rows() * source.columns(), factor, source.pointer, 1, target.pointer, 1);
  }

  /**
   * The product of one row and a column of weights.
   *
   * @param row [1, d]
   * @param weights [d, 1]
   */
  public static double dotRow(Window row, Window weights) {
    expect("row", row, 1, weights.rows());
    return openblas_nolapack.cblas_ddot(row.columns(), row.pointer, 1, weights.pointer, 1);
  }

  /**
   * {@code weights += factor . row'}.
   *
   * @param row [1, d]
   * @param weights [d, 1], added to
   */
  public static void addRow(double factor, Window row, Window weights) {
    expect("row", row, 1, weights.rows());
    openblas_nolapack.cblas_daxpy(row.columns(), factor, row.pointer, 1, weights.pointer, 1);
  }

  /** Multiplies the elements of a window by a factor. */
  public static void scale(double factor, Window window) {
    openblas_nolapack.cblas_dscal(window.rows() * window.columns(), factor, window.pointer, 1);
  }

  /** Copies the elements of one window over those of another of the same shape. */
  public static void copy(Window source, Window target) {
    expect("target", target, source.rows(), source.columns());
    openblas_nolapack.cblas_dcopy(
        source.rows() * source.columns(), source.pointer, 1, target.pointer, 1);
  }

  /**
   * Brings a window into the cache by looking at one element of each cache line: another thread on
   * the same processor reads it faster then than from memory.
   */
  public static void fetch(Window window) {
    int lines = (window.rows() * window.columns() + LINE_ELEMENTS - 1) / LINE_ELEMENTS;
    openblas_nolapack.cblas_ddot(
        lines, window.pointer, LINE_ELEMENTS, window.pointer, LINE_ELEMENTS);
  }

  /** The sum of the squares of a column of a window. */
  public static double columnSquares(Window matrix, int column) {
    int d = matrix.columns();
    long place = matrix.pointer.position();
    matrix.pointer.position(place + requireColumn(matrix, column));
    double sum = openblas_nolapack.cblas_ddot(matrix.rows(), matrix.pointer, d, matrix.pointer, d);
    matrix.pointer.position(place);
    return sum;
  }

  /**
   * {@code product = left . right}.
   *
   * @param left [n, d]
   * @param right [d, m]
   * @param product [n, m], overwritten
   */
  public static void multiplyMatrices(Window left, Window right, Window product) {
    expect("right", right, left.columns(), right.columns());
    expect("product", product, left.rows(), right.columns());
    gemm(CblasNoTrans, left, CblasNoTrans, right, 0, product);
  }

  /**
   * {@code product = left' . right}.
   *
   * @param left [n, d]
   * @param right [n, m]
   * @param product [d, m], overwritten
   */
  public static void multiplyTransposedMatrices(Window left, Window right, Window product) {
    transposedMatrices(left, right, 0, product);
  }

  /**
   * {@code product += left' . right}, as {@link #multiplyTransposedMatrices} but added.
   *
   * @param left [n, d]
   * @param right [n, m]
   * @param product [d, m], added to
   */
  public static void addTransposedMatrices(Window left, Window right, Window product) {
    transposedMatrices(left, right, 1, product);
  }

  private static void transposedMatrices(Window left, Window right, double keep, Window product) {
    expect("right", right, left.rows(), right.columns());
    expect("product", product, left.columns(), right.columns());
    gemm(CblasTrans, left, CblasNoTrans, right, keep, product);
  }

  /**
   * {@code product = left . right'}: the products of each row of one with each of the other; they
   * may be the same.
   *
   * @param left [n, d]
   * @param right [m, d]
   * @param product [n, m], overwritten
   */
  public static void multiplyByTransposed(Window left, Window right, Window product) {
    expect("right", right, right.rows(), left.columns());
    expect("product", product, left.rows(), right.rows());
    gemm(CblasNoTrans, left, CblasTrans, right, 0, product);
  }

  private static void gemm(
      int turnLeft, Window left, int turnRight, Window right, double keep, Window product) {
    openblas_nolapack.cblas_dgemm(
        CblasRowMajor,
        turnLeft,
        turnRight,
        product.rows(),
        product.columns(),
        turnLeft == CblasNoTrans ? left.columns() : left.rows(),
        1,
        left.pointer,
        left.columns(),
        right.pointer,
        right.columns(),
        keep,
        product.pointer,
        product.columns());
  }

  /** Multiplies one column of a window by a factor. */
  public static void scaleColumn(Window matrix, int column, double factor) {
    long place = matrix.pointer.position();
    matrix.pointer.position(place + requireColumn(matrix, column));
    openblas_nolapack.cblas_dscal(matrix.rows(), factor, matrix.pointer, matrix.columns());
    matrix.pointer.position(place);
  }

  /**
   * Holds OpenBLAS to one thread until the result is closed; nests, and may be held by several
   * threads. Callers run threads of their own, and one result must not depend on how many.
   *
   * <p>The setting is global to the process: other users of OpenBLAS run on one thread meanwhile.
   */
  public static SingleThread singleThread() {
    return THREADS.hold();
  }

  /** One BLAS thread, until closed. */
  public interface SingleThread extends AutoCloseable {
    @Override
    void close();
  }

  private static final class ThreadLimit {
    private int holders;
    private int before;

    synchronized SingleThread hold() {
      if (holders++ == 0) {
        before = openblas_nolapack.blas_get_num_threads();
        openblas_nolapack.blas_set_num_threads(1);
      }
      boolean[] released = {false};
      return () -> {
        synchronized (this) {
          if (!released[0]) {
            released[0] = true;
            release();
          }
        }
      };
    }

    private synchronized void release() {
      if (--holders == 0) {
        openblas_nolapack.blas_set_num_threads(before);
      }
    }
  }

  private static int requireColumn(Window matrix, int column) {
    if (column < 0 || column >= matrix.columns()) {
      throw new IndexOutOfBoundsException("column " + column + " of " + matrix.columns());
    }
    return column;
  }

  private static void expect(String name, Window window, int rows, int columns) {
    if (window.rows() != rows || window.columns() != columns) {
      throw new IllegalArgumentException(
          name
              + ": expected shape ["
              + rows
              + ", "
              + columns
              + "], got ["
              + window.rows()
              + ", "
              + window.columns()
              + "]");
    }
  }
}
