package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MatrixTest {
  @ParameterizedTest
  @EnumSource(Precision.class)
  void arrayAndWindowShareTheMemory(Precision precision) {
    try (Matrix matrix = Matrix.uninitialized(3, 2, precision)) {
      matrix.view().write(new double[] {1, 2, 3, 4, 5, 6});
      INDArray array = matrix.array();

      assertArrayEquals(new double[][] {{1, 2}, {3, 4}, {5, 6}}, array.toDoubleMatrix());
      assertEquals(precision.dataType(), array.dataType());
      assertSame(array, matrix.array());

      array.muli(2);
      double[] found = new double[6];
      matrix.view().read(found);
      assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12}, found);
    }
  }

  @Test
  void arrayOfTheCallerStaysOpen() {
    try (INDArray array = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}})) {
      Matrix matrix = Matrix.of(array);

      assertSame(array, matrix.array());
      assertFalse(matrix.ownsMemory());
      matrix.close();
      assertFalse(array.wasClosed());
    }
  }

  /** The memory of a matrix that is not closed lives as long as its array is reachable. */
  @Test
  void memoryLivesAsLongAsItsArray() {
    INDArray array = arrayOfSevens();
    for (int i = 0; i < 20; i++) {
      System.gc();
      Matrix.uninitialized(1000, 1, Precision.DOUBLE).view().clear();
    }

    assertEquals(7000, array.sumNumber().doubleValue());
  }

  private static INDArray arrayOfSevens() {
    Matrix matrix = Matrix.uninitialized(1000, 1, Precision.DOUBLE);
    INDArray array = matrix.array();
    array.assign(7);
    return array;
  }

  @Test
  void beginsOnACacheLine() {
    for (int i = 1; i < 100; i++) {
      try (Matrix matrix = Matrix.uninitialized(i, 1, Precision.FLOAT)) {
        assertEquals(0, matrix.memory().address() % 64);
        assertTrue(matrix.ownsMemory());
      }
    }
  }

  @Test
  void refusesMoreThanThereIs() {
    assertThrows(
        OutOfMemoryError.class,
        () -> Matrix.uninitialized(1L << 40, 1 << 10, Precision.DOUBLE).close());
    assertThrows(
        ArithmeticException.class,
        () -> Matrix.uninitialized(1L << 60, 100, Precision.DOUBLE).close());
  }
}
