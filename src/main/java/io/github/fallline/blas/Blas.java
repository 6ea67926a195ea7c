package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

/**
 * Linear algebra on {@link RowView}s. Nothing here allocates. The views of one call must have the
 * same precision, which is also that of the arithmetic: sums over floats are added up as floats.
 *
 * <p>OpenBLAS chooses its routines by the kind of processor, and the last digits of a result depend
 * on them. The ones used here are checked before their first use: {@link FaultyBlasException}.
 *
 * <p>Arguments of one call must not share memory unless stated. Shapes are checked: an error names
 * the argument, the expected shape and the given one.
 */
public final class Blas {
  private static final int LINE_BYTES = 64;

  private static final ThreadLimit THREADS = new ThreadLimit();

  private Blas() {}

  /**
   * {@code products = matrix . weights}.
   *
   * @param matrix [n, d]
   * @param weights [d, 1]
   * @param products [n, 1], overwritten
   */
  public static void multiply(RowView matrix, RowView weights, RowView products) {
    multiply(matrix, weights, 0, products);
  }

  /**
   * {@code products += matrix . weights}, as {@link #multiply} but added.
   *
   * @param matrix [n, d]
   * @param weights [d, 1]
   * @param products [n, 1], added to
   */
  public static void addMultiplied(RowView matrix, RowView weights, RowView products) {
    multiply(matrix, weights, 1, products);
  }

  private static void multiply(RowView matrix, RowView weights, double beta, RowView products) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("weights", weights, matrix, d, 1);
    expect("products", products, matrix, n, 1);
    matrix.kernels.gemv(CblasNoTrans, matrix, weights, beta, products);
  }

  /**
   * {@code sums += matrix' . factors}: each row of the matrix times its factor, added up.
   *
   * @param matrix [n, d]
   * @param factors [n, 1]
   * @param sums [d, 1], added to
   */
  public static void addTransposed(RowView matrix, RowView factors, RowView sums) {
    transposed(matrix, factors, 1, sums);
  }

  /**
   * {@code sums = matrix' . factors}, as {@link #addTransposed} but overwriting.
   *
   * @param matrix [n, d]
   * @param factors [n, 1]
   * @param sums [d, 1], overwritten
   */
  public static void multiplyTransposed(RowView matrix, RowView factors, RowView sums) {
    transposed(matrix, factors, 0, sums);
  }

  private static void transposed(RowView matrix, RowView factors, double beta, RowView sums) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("factors", factors, matrix, n, 1);
    expect("sums", sums, matrix, d, 1);
    matrix.kernels.gemv(CblasTrans, matrix, factors, beta, sums);
  }

  /**
   * {@code gram = matrix' . matrix}, its upper triangle; the elements below the diagonal are left
   * as they are.
   *
   * @param matrix [n, d]
   * @param gram [d, d]
   */
  public static void gram(RowView matrix, RowView gram) {
    gram(matrix, 0, gram);
  }

  /**
   * {@code gram += matrix' . matrix}, as {@link #gram} but added.
   *
   * @param matrix [n, d]
   * @param gram [d, d], its upper triangle added to
   */
  public static void addGram(RowView matrix, RowView gram) {
    gram(matrix, 1, gram);
  }

  private static void gram(RowView matrix, double beta, RowView gram) {
    int d = matrix.columns();
    expect("gram", gram, matrix, d, d);
    matrix.kernels.syrk(matrix, beta, gram);
  }

  /**
   * {@code matrix += factors . row'}: to each row of the matrix, its factor times {@code row}.
   *
   * @param factors [n, 1]
   * @param row [d, 1]
   * @param matrix [n, d], added to
   */
  public static void addOuter(RowView factors, RowView row, RowView matrix) {
    int n = matrix.rows();
    int d = matrix.columns();
    expect("factors", factors, matrix, n, 1);
    expect("row", row, factors, d, 1);
    matrix.kernels.ger(factors, row, matrix);
  }

  /**
   * Returns the sum of the products of the elements of two views of one shape; they may be the
   * same.
   */
  public static double dot(RowView left, RowView right) {
    expect("right", right, left, left.rows(), left.columns());
    return left.kernels.dot(left.rows() * left.columns(), left, right, 1);
  }

  /** {@code target += factor . source} for two views of one shape. */
  public static void add(double factor, RowView source, RowView target) {
    expect("target", target, source, source.rows(), source.columns());
    source.kernels.axpy(source.rows() * source.columns(), factor, source, target);
  }

  /** Multiplies the elements of a view by a factor. */
  public static void scale(double factor, RowView view) {
    view.kernels.scal(view.rows() * view.columns(), factor, view, 1);
  }

  /** Copies the elements of one view over those of another of the same shape. */
  public static void copy(RowView source, RowView target) {
    expect("target", target, source, source.rows(), source.columns());
    source.kernels.copy(source.rows() * source.columns(), source, target);
  }

  /**
   * Prefetches a view into the cache by reading one element of each cache line, so that another
   * thread on the same processor reads it faster than from memory.
   */
  public static void prefetch(RowView view) {
    int step = LINE_BYTES / view.precision().bytes();
    int lines = -Math.floorDiv(-view.rows() * view.columns(), step);
    view.kernels.dot(lines, view, view, step);
  }

  /**
   * The sum of the absolute values of a column of a view: 0 only if all are 0, whereas squares may
   * round to 0.
   */
  public static double columnMagnitude(RowView matrix, int column) {
    long place = matrix.pointer.position();
    matrix.pointer.position(place + requireColumn(matrix, column));
    double sum = matrix.kernels.asum(matrix.rows(), matrix, matrix.columns());
    matrix.pointer.position(place);
    return sum;
  }

  /** Returns the sum of the squares of a column of a view. */
  public static double columnSquares(RowView matrix, int column) {
    long place = matrix.pointer.position();
    matrix.pointer.position(place + requireColumn(matrix, column));
    double sum = matrix.kernels.dot(matrix.rows(), matrix, matrix, matrix.columns());
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
  public static void multiplyMatrices(RowView left, RowView right, RowView product) {
    expect("right", right, left, left.columns(), right.columns());
    expect("product", product, left, left.rows(), right.columns());
    left.kernels.gemm(CblasNoTrans, left, CblasNoTrans, right, left.columns(), 0, product);
  }

  /**
   * {@code product = left' . right}.
   *
   * @param left [n, d]
   * @param right [n, m]
   * @param product [d, m], overwritten
   */
  public static void multiplyTransposedMatrices(RowView left, RowView right, RowView product) {
    transposedMatrices(left, right, 0, product);
  }

  /**
   * {@code product += left' . right}, as {@link #multiplyTransposedMatrices} but added.
   *
   * @param left [n, d]
   * @param right [n, m]
   * @param product [d, m], added to
   */
  public static void addTransposedMatrices(RowView left, RowView right, RowView product) {
    transposedMatrices(left, right, 1, product);
  }

  private static void transposedMatrices(
      RowView left, RowView right, double beta, RowView product) {
    expect("right", right, left, left.rows(), right.columns());
    expect("product", product, left, left.columns(), right.columns());
    left.kernels.gemm(CblasTrans, left, CblasNoTrans, right, left.rows(), beta, product);
  }

  /**
   * {@code product = left . right'}: the products of each row of one with each of the other; they
   * may be the same.
   *
   * @param left [n, d]
   * @param right [m, d]
   * @param product [n, m], overwritten
   */
  public static void multiplyByTransposed(RowView left, RowView right, RowView product) {
    expect("right", right, left, right.rows(), left.columns());
    expect("product", product, left, left.rows(), right.rows());
    left.kernels.gemm(CblasNoTrans, left, CblasTrans, right, left.columns(), 0, product);
  }

  /** Multiplies one column of a view by a factor. */
  public static void scaleColumn(RowView matrix, int column, double factor) {
    long place = matrix.pointer.position();
    matrix.pointer.position(place + requireColumn(matrix, column));
    matrix.kernels.scal(matrix.rows(), factor, matrix, matrix.columns());
    matrix.pointer.position(place);
  }

  /**
   * Limits OpenBLAS to one thread until the result is closed; calls nest, and several threads may
   * hold it. Callers run threads of their own, and a result must not depend on their number.
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

  private static int requireColumn(RowView matrix, int column) {
    if (column < 0 || column >= matrix.columns()) {
      throw new IndexOutOfBoundsException("column " + column + " of " + matrix.columns());
    }
    return column;
  }

  static void expect(String name, RowView view, RowView like, int rows, int columns) {
    if (view.rows() != rows || view.columns() != columns) {
      throw new IllegalArgumentException(
          name
              + ": expected shape ["
              + rows
              + ", "
              + columns
              + "], got ["
              + view.rows()
              + ", "
              + view.columns()
              + "]");
    }
    if (view.precision() != like.precision()) {
      throw new IllegalArgumentException(
          name
              + ": expected "
              + like.precision().label()
              + "s, got "
              + view.precision().label()
              + "s");
    }
  }
}
