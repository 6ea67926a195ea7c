package io.github.fallline.blas;

/**
 * Eigenvalues and eigenvectors of small symmetric matrices by plain loops: Householder reflections
 * to a tridiagonal matrix, then QL steps with implicit shifts (Golub and Van Loan, Matrix
 * Computations, 8.3). In a program that has just started, loading LAPACK's bindings takes several
 * times as long as this does for a hundred columns.
 */
final class SmallSymmetricEigen {
  /** The most QL steps for an eigenvalue; two or three are usual. */
  private static final int MOST_STEPS = 60;

  /**
   * Elements below this share of the largest are negligible: the square of rounding, because parts
   * of a matrix of low rank are rounding of rounding, down to the smallest doubles.
   */
  private static final double NOTHING = 0x1p-104;

  private SmallSymmetricEigen() {}

  /**
   * Reduces a matrix to tridiagonal form by reflections I - f v v', the i-th with v zero up to
   * element i and one at i + 1.
   *
   * @param matrix n x n, all of it; row i is overwritten from element i + 2 on with the rest of the
   *     i-th v; its other elements are undefined
   * @param diagonal [n], overwritten
   * @param offDiagonal [n - 1], overwritten
   * @param factors [n - 1], overwritten with the f
   */
  static void tridiagonalize(
      double[] matrix, int n, double[] diagonal, double[] offDiagonal, double[] factors) {
    double[] product = new double[n];
    for (int i = 0; i < n - 1; i++) {
      int row = i * n;
      diagonal[i] = matrix[row + i];
      factors[i] = reflector(matrix, row, i + 1, n, offDiagonal, i);
      if (factors[i] != 0) {
        reflect(matrix, n, i, factors[i], product);
      }
    }
    diagonal[n - 1] = matrix[n * n - 1];
  }

  /**
   * The reflection that leaves only the first of the elements {@code from} to {@code n} of a row.
   *
   * @return its factor; 0 if no reflection is needed
   */
  private static double reflector(
      double[] matrix, int row, int from, int n, double[] offDiagonal, int place) {
    double largest = 0;
    for (int j = from + 1; j < n; j++) {
      largest = Math.max(largest, Math.abs(matrix[row + j]));
    }
    double head = matrix[row + from];
    if (largest == 0) {
      offDiagonal[place] = head;
      return 0;
    }
    largest = Math.max(largest, Math.abs(head));
    double square = 0;
    for (int j = from; j < n; j++) { // shares of the largest: no square is beyond a double
      double share = matrix[row + j] / largest;
      square += share * share;
    }
    double length = -Math.copySign(largest * Math.sqrt(square), head);
    offDiagonal[place] = length;
    double rest = head - length;
    for (int j = from + 1; j < n; j++) {
      matrix[row + j] /= rest;
    }
    return (length - head) / length;
  }

  /** Applies the i-th reflection to the rest of the matrix, from both sides. */
  private static void reflect(double[] matrix, int n, int i, double factor, double[] product) {
    int v = i * n;
    int first = i + 1;
    matrix[v + first] = 1;
    double inner = 0;
    for (int j = first; j < n; j++) {
      double sum = 0;
      for (int k = first; k < n; k++) {
        sum += matrix[j * n + k] * matrix[v + k];
      }
      product[j] = factor * sum;
      inner += product[j] * matrix[v + j];
    }
    double half = 0.5 * factor * inner;
    for (int j = first; j < n; j++) {
      product[j] -= half * matrix[v + j];
    }
    for (int j = first; j < n; j++) {
      double own = matrix[v + j];
      double other = product[j];
      for (int k = first; k < n; k++) {
        matrix[j * n + k] -= own * product[k] + other * matrix[v + k];
      }
    }
  }

  /**
   * Eigenvalues and eigenvectors of a tridiagonal matrix, in no order.
   *
   * @param diagonal [n], overwritten with the eigenvalues
   * @param offDiagonal [n - 1], destroyed
   * @param vectors the identity [n, n], overwritten with the eigenvectors, one after the other
   * @return whether all were found
   */
  static boolean diagonalize(double[] diagonal, double[] offDiagonal, int n, double[] vectors) {
    double[] beside = new double[n];
    System.arraycopy(offDiagonal, 0, beside, 0, n - 1);
    double floor = Math.max(Double.MIN_NORMAL, NOTHING * largest(diagonal, beside));
    for (int l = 0; l < n; l++) {
      int m = blockEnd(diagonal, beside, l, n, floor);
      for (int steps = 0; m > l; steps++) {
        if (steps == MOST_STEPS) {
          return false;
        }
        step(diagonal, beside, l, m, n, vectors);
        m = blockEnd(diagonal, beside, l, n, floor);
      }
    }
    return true;
  }

  private static double largest(double[] diagonal, double[] beside) {
    double largest = 0;
    for (int i = 0; i < diagonal.length; i++) {
      largest = Math.max(largest, Math.max(Math.abs(diagonal[i]), Math.abs(beside[i])));
    }
    return largest;
  }

  /**
   * The last row of the block that begins at row {@code l}: the first behind which the matrix
   * splits.
   */
  private static int blockEnd(double[] diagonal, double[] beside, int l, int n, double floor) {
    int m = l;
    while (m < n - 1) {
      double size = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]);
      double link = Math.abs(beside[m]);
      if (link <= floor || size + link == size) {
        break;
      }
      m++;
    }
    return m;
  }

  /** A QL step on the rows {@code l} to {@code m}, shifted by the eigenvalue at its top. */
  private static void step(
      double[] diagonal, double[] beside, int l, int m, int n, double[] vectors) {
    double slope = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]);
    double root = Math.hypot(slope, 1);
    double g = diagonal[m] - diagonal[l] + beside[l] / (slope + Math.copySign(root, slope));
    double sine = 1;
    double cosine = 1;
    double shift = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = sine * beside[i];
      double b = cosine * beside[i];
      double length = Math.hypot(f, g);
      beside[i + 1] = length;
      if (length == 0) { // the matrix splits here
        diagonal[i + 1] -= shift;
        beside[m] = 0;
        return;
      }
      sine = f / length;
      cosine = g / length;
      g = diagonal[i + 1] - shift;
      double turned = (diagonal[i] - g) * sine + 2 * cosine * b;
      shift = sine * turned;
      diagonal[i + 1] = g + shift;
      g = cosine * turned - b;
      rotate(vectors, i * n, (i + 1) * n, n, sine, cosine);
    }
    diagonal[l] -= shift;
    beside[l] = g;
    beside[m] = 0;
  }

  private static void rotate(
      double[] vectors, int left, int right, int n, double sine, double cosine) {
    for (int k = 0; k < n; k++) {
      double a = vectors[left + k];
      double b = vectors[right + k];
      vectors[right + k] = sine * a + cosine * b;
      vectors[left + k] = cosine * a - sine * b;
    }
  }

  /** Sorts the eigenvalues, each with its vector, smallest first. */
  static void sort(double[] values, int n, double[] vectors) {
    for (int i = 0; i < n - 1; i++) {
      int least = i;
      for (int j = i + 1; j < n; j++) {
        least = values[j] < values[least] ? j : least;
      }
      Vectors.swap(values, i, least);
      for (int k = 0; k < n; k++) {
        Vectors.swap(vectors, i * n + k, least * n + k);
      }
    }
  }
}
