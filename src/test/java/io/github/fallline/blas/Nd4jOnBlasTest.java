package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.inverse.InvertMatrix;

/**
 * ND4J's own operations on a newer OpenBLAS than the one it was built with, against plain loops.
 * The numbers are small integers, so products are exact in floats as in doubles.
 */
class Nd4jOnBlasTest {
  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 2, 5", "33, 20, 17", "130, 65, 70", "300, 100, 40"})
  void matricesMultiplyExactly(int rows, int inner, int columns) {
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      double[][] left = integers(rows, inner);
      double[][] right = integers(inner, columns);
      INDArray a = array(left, type);
      INDArray b = array(right, type);
      INDArray product = a.mmul(b);
      INDArray transposed = b.transpose().mmul(a.transpose());
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += left[i][k] * right[k][j];
          }
          assertEquals(sum, product.getDouble(i, j), 0);
          assertEquals(sum, transposed.getDouble(j, i), 0);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 3, 2", "FLOAT, 3, 2", "DOUBLE, 1000, 33", "FLOAT, 65, 100"})
  void aMatrixTimesAVectorIsExact(DataType type, int rows, int columns) {
    double[][] matrix = integers(rows, columns);
    double[][] vector = integers(columns, 1);
    INDArray product = array(matrix, type).mmul(array(vector, type));
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += matrix[i][j] * vector[j][0];
      }
      assertEquals(sum, product.getDouble(i), 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "33", "80"})
  void anInverseTimesItsMatrixIsTheIdentity(int n) {
    double[][] matrix = integers(n, n);
    for (int i = 0; i < n; i++) {
      matrix[i][i] += 10 * n; // well-conditioned
    }
    INDArray a = array(matrix, DataType.DOUBLE);
    INDArray identity = InvertMatrix.invert(a, false).mmul(a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(i == j ? 1 : 0, identity.getDouble(i, j), 1e-13);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4", "40", "90"})
  void aSystemIsSolvedByLu(int n) {
    double[][] matrix = integers(n, n);
    double[][] wanted = integers(n, 1);
    for (int i = 0; i < n; i++) {
      matrix[i][i] += 10 * n;
    }
    INDArray a = array(matrix, DataType.DOUBLE);
    INDArray x = Nd4j.linalg().solve(a, a.mmul(array(wanted, DataType.DOUBLE)));
    for (int i = 0; i < n; i++) {
      assertEquals(wanted[i][0], x.getDouble(i), 1e-12);
    }
  }

  /** The two that were wrong with AVX-512 in the OpenBLAS that ND4J asks for. */
  @ParameterizedTest
  @CsvSource({"5, 3", "33, 20", "70, 130", "200, 64"})
  void triangularAndSymmetricProductsAreExact(int n, int columns) {
    double[][] matrix = integers(n, n);
    double[][] right = integers(n, columns);
    double[] a = flat(matrix);
    double[] triangular = flat(right);
    openblas_nolapack.cblas_dtrmm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasLeft,
        openblas_nolapack.CblasUpper,
        openblas_nolapack.CblasNoTrans,
        openblas_nolapack.CblasNonUnit,
        n,
        columns,
        1,
        a,
        n,
        triangular,
        columns);
    double[] symmetric = new double[n * columns];
    openblas_nolapack.cblas_dsymm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasLeft,
        openblas_nolapack.CblasUpper,
        n,
        columns,
        1,
        a,
        n,
        flat(right),
        columns,
        0,
        symmetric,
        columns);
    boolean different = false;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < columns; j++) {
        double upper = 0;
        double both = 0;
        for (int k = 0; k < n; k++) {
          upper += k >= i ? matrix[i][k] * right[k][j] : 0;
          both += (k >= i ? matrix[i][k] : matrix[k][i]) * right[k][j];
        }
        assertEquals(upper, triangular[i * columns + j], 0);
        assertEquals(both, symmetric[i * columns + j], 0);
        different |= upper != both;
      }
    }
    assertTrue(different, "the two products differ");
  }

  private double[][] integers(int rows, int columns) {
    double[][] numbers = new double[rows][columns];
    for (double[] row : numbers) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextInt(11) - 5;
      }
    }
    return numbers;
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  private static INDArray array(double[][] rows, DataType type) {
    return Nd4j.create(flat(rows), new long[] {rows.length, rows[0].length}, DataType.DOUBLE)
        .castTo(type);
  }
}
