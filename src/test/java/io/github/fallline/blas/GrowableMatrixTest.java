package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GrowableMatrixTest {
  @Test
  void becomesAnArrayThatWindowsFitOn() {
    try (GrowableMatrix rows = new GrowableMatrix(2)) {
      rows.write(rows.append(1), 1, new double[] {1, 2, 0});
      rows.write(rows.append(2), 2, new double[] {3, 4, 5, 6});
      try (Matrix drained = rows.drain()) {
        INDArray matrix = drained.array();
        assertEquals(DataType.DOUBLE, matrix.dataType());
        assertArrayEquals(new double[][] {{1, 2}, {3, 4}, {5, 6}}, matrix.toDoubleMatrix());
        assertEquals(21, matrix.sumNumber().doubleValue());
        assertTrue(Matrix.fits(matrix, Precision.DOUBLE));
        assertEquals(0, rows.rows());
      }
    }
  }

  /** More rows than are rounded at a time. */
  @Test
  void becomesFloatsLessAnOriginInItsOwnPlace() {
    int count = 40_000;
    double[] numbers = new double[2 * count];
    for (int i = 0; i < count; i++) {
      numbers[2 * i] = 1e6 + i;
      numbers[2 * i + 1] = i == 7 ? Double.NaN : -i / 3.0;
    }
    try (GrowableMatrix rows = new GrowableMatrix(2)) {
      rows.write(rows.append(count), count, numbers);
      try (Matrix drained = rows.drainFloats(new double[] {1e6, 0})) {
        INDArray matrix = drained.array();
        double[] found = new double[2 * count];
        RowView.on(matrix).read(found);
        for (int i = 0; i < count; i++) {
          assertEquals(i, found[2 * i]);
          assertEquals((float) numbers[2 * i + 1], found[2 * i + 1]);
        }
        assertEquals(DataType.FLOAT, matrix.dataType());
        assertArrayEquals(new long[] {count, 2}, matrix.shape());
        assertEquals(0, rows.rows());
      }
    }
  }

  @Test
  void keepsWhatWasWrittenWhenItMoves() {
    int blocks = 400;
    double[] block = new double[3 * 1000];
    try (GrowableMatrix rows = new GrowableMatrix(3)) {
      for (int i = 0; i < blocks; i++) {
        Arrays.fill(block, i);
        rows.write(rows.append(1000), 1000, block);
      }
      try (Matrix drained = rows.drain()) {
        INDArray matrix = drained.array();
        assertArrayEquals(new long[] {1000L * blocks, 3}, matrix.shape());
        for (int i = 0; i < blocks; i++) {
          assertEquals(i, matrix.getDouble(1000L * i, 0));
          assertEquals(i, matrix.getDouble(1000L * i + 999, 2));
        }
      }
    }
  }

  @Test
  void takesWritersWhileItGrows() throws InterruptedException {
    int count = 20_000;
    try (GrowableMatrix rows = new GrowableMatrix(1)) {
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < 3; w++) {
        writers.add(new Thread(() -> appendNumbers(rows, count)));
      }
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      try (Matrix drained = rows.drain()) {
        INDArray matrix = drained.array();
        double[] numbers = matrix.toDoubleVector();
        for (int i = 0; i < 3 * count; i++) {
          assertEquals(i, numbers[i]);
        }
      }
    }
  }

  private static void appendNumbers(GrowableMatrix rows, int count) {
    for (int i = 0; i < count; i++) {
      long place;
      synchronized (rows) {
        place = rows.append(1);
      }
      rows.write(place, 1, new double[] {place});
    }
  }

  @Test
  void matrixFreesItsMemoryOnce() {
    GrowableMatrix rows = new GrowableMatrix(1);
    rows.write(rows.append(1), 1, new double[] {7});
    Matrix matrix = rows.drain();
    INDArray array = matrix.array();
    rows.close();
    assertEquals(7, array.getDouble(0, 0));
    matrix.close();
    assertTrue(array.wasClosed());
    matrix.close();
    rows.close();
  }

  /** Memory grows on the heap of the C library first, where it moves to any address. */
  @Test
  void rowsBeginOnACacheLineWhereverTheyMove() {
    for (int columns = 1; columns < 40; columns++) {
      try (GrowableMatrix rows = new GrowableMatrix(columns)) {
        double[] block = new double[columns * 100];
        for (int i = 0; i < 300; i++) {
          Arrays.fill(block, i);
          rows.write(rows.append(100), 100, block);
        }
        try (Matrix matrix = rows.drain()) {
          assertEquals(0, matrix.memory().address() % 64);
          RowView view = matrix.view();
          for (int i = 0; i < 300; i++) {
            view.moveTo(100L * i, 100).read(block);
            assertEquals(i, Arrays.stream(block).min().orElseThrow());
            assertEquals(i, Arrays.stream(block).max().orElseThrow());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 1001, 100_000, Long.MAX_VALUE})
  void holdsWhatComesWhateverWasExpected(long expected) {
    try (GrowableMatrix rows = new GrowableMatrix(3, expected, false)) {
      for (int i = 0; i < 1000; i++) {
        rows.write(rows.append(1), 1, new double[] {i, -i, 1});
      }
      try (Matrix matrix = rows.drain()) {
        assertEquals(1000, matrix.rows());
        double[] row = new double[3];
        for (int i = 0; i < 1000; i++) {
          matrix.view().moveTo(i, 1).read(row);
          assertArrayEquals(new double[] {i, -i, 1}, row);
        }
      }
    }
  }

  @Test
  void setsAsideAtOnceWhatIsExpected() {
    assertEquals(List.of(16_000_000L + Matrix.ALIGNMENT), asked(1_000_000, 1_000_000));
    assertTrue(asked(0, 1_000_000).size() > 1);
  }

  /** As when there are no megabytes left. */
  @Test
  void doesWithWhatItNeedsWhereMoreIsRefused() {
    List<Long> refused = new ArrayList<>();
    NativeMemory.watch(
        new NativeMemory.Witness() {
          @Override
          public void asked(long bytes) {
            if (bytes > 1 << 20) {
              refused.add(bytes);
              throw new NativeMemoryError("none left");
            }
          }
        });
    try (GrowableMatrix rows = new GrowableMatrix(1, 1_000_000, false)) {
      for (int i = 0; i < 1000; i++) {
        rows.write(rows.append(1), 1, new double[] {i});
      }
      assertThrows(NativeMemoryError.class, () -> rows.append(1_000_000));
      double[] numbers = new double[1000];
      rows.read(0, 1000, numbers);
      assertEquals(999, numbers[999]);
    } finally {
      NativeMemory.watch(null);
    }
    assertEquals(2, refused.size(), "what was expected is asked for once, and what is needed");
    assertEquals(8_000_000L + Matrix.ALIGNMENT, refused.get(0));
  }

  /** The bytes that are asked for, one after the other, until all rows of two columns are in. */
  private static List<Long> asked(long expected, int count) {
    List<Long> bytes = new ArrayList<>();
    NativeMemory.watch(
        new NativeMemory.Witness() {
          @Override
          public void asked(long more) {
            bytes.add(more);
          }
        });
    try (GrowableMatrix rows = new GrowableMatrix(2, expected, false)) {
      for (int i = 0; i < count; i += 1000) {
        rows.append(Math.min(1000, count - i));
      }
    } finally {
      NativeMemory.watch(null);
    }
    return bytes;
  }

  @Test
  void refusesWhatIsNotThere() {
    try (GrowableMatrix rows = new GrowableMatrix(2)) {
      assertThrows(IllegalStateException.class, rows::drain);
      rows.append(2);
      assertThrows(IndexOutOfBoundsException.class, () -> rows.write(1, 2, new double[4]));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.write(-1, 1, new double[4]));
      assertThrows(IllegalArgumentException.class, () -> rows.write(0, 2, new double[3]));
    }
    assertThrows(IllegalArgumentException.class, () -> new GrowableMatrix(0));
    assertThrows(IllegalArgumentException.class, () -> new GrowableMatrix(1, -1, false));
  }
}
