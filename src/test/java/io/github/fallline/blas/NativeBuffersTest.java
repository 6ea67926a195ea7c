package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeBuffersTest {
  /** What one buffer can span, whatever its beginning: bytes that an int counts. */
  private static final long LARGEST_BUFFER = Integer.MAX_VALUE;

  private static NativeBuffers segments(Matrix matrix) {
    return matrix.precision() == Precision.DOUBLE
        ? new DoubleBuffers(new DoublePointer(matrix.memory()), matrix.rows(), matrix.columns())
        : new FloatBuffers(new FloatPointer(matrix.memory()), matrix.rows(), matrix.columns());
  }

  @ParameterizedTest
  @CsvSource({
    // precision, rows, columns, elements of a buffer, rows of a buffer
    "DOUBLE, 10, 3, 6, 2",
    "DOUBLE, 9, 3, 13, 4",
    "DOUBLE, 8, 3, 1, 1", // a row is never cut
    "DOUBLE, 17, 1, 4, 4",
    "FLOAT, 10, 3, 6, 2",
    "FLOAT, 33, 5, 40, 8",
    "FLOAT, 7, 2, 1000, 7"
  })
  void eachBufferBeginsAtItsOwnRows(
      Precision precision, int rows, int columns, int elements, int rowsOfBuffer) {
    try (SmallSegments small = new SmallSegments(elements);
        Matrix matrix = Matrix.uninitialized(rows, columns, precision)) {
      NativeBuffers buffers = segments(matrix);

      assertEquals((rows + rowsOfBuffer - 1) / rowsOfBuffer, buffers.count());
      for (int index = 0; index < buffers.count(); index++) {
        ByteBuffer bytes = buffers.bytes(index);
        long first = (long) index * rowsOfBuffer;
        long count = Math.min(rowsOfBuffer, rows - first);
        long rowBytes = (long) columns * precision.bytes();
        // Were the bytes counted from the matrix's beginning, 2^31 - 1 would not reach to the end.
        assertEquals(count * rowBytes, bytes.capacity(), "buffer " + index);
        assertEquals(0, bytes.position());
        try (Pointer place = new Pointer(bytes)) {
          assertEquals(matrix.memory().address() + first * rowBytes, place.address());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 1", "DOUBLE, 12", "DOUBLE, 100", "FLOAT, 1", "FLOAT, 12", "FLOAT, 100"})
  void rowsOfManyBuffersAreReadWrittenAndCopied(Precision precision, int elements) {
    int rows = 23;
    int columns = 3;
    double[] numbers = new SplittableRandom(7).doubles((long) rows * columns, -1, 1).toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) numbers[i];
    }
    try (SmallSegments small = new SmallSegments(elements);
        Matrix matrix = Matrix.uninitialized(rows, columns, precision);
        Matrix other = Matrix.uninitialized(rows, columns, precision)) {
      RowView view = matrix.view();
      view.write(numbers);
      view.moveTo(5, 9).write(Arrays.copyOfRange(numbers, 15, 42));

      double[] found = new double[rows * columns];
      view.moveTo(0, rows).read(found);
      assertArrayEquals(numbers, found);

      int[] all = new int[rows];
      int[] reversed = new int[rows];
      for (int i = 0; i < rows; i++) {
        all[i] = i;
        reversed[i] = rows - 1 - i;
      }
      RowView target = other.view();
      target.copyRows(view, all, reversed, 0, rows);
      for (int i = 0; i < rows; i++) {
        double[] row = new double[columns];
        target.moveTo(rows - 1 - i, 1).read(row);
        assertArrayEquals(Arrays.copyOfRange(numbers, 3 * i, 3 * i + 3), row, "row " + i);
      }
    }
  }

  /** Matrices of more than 2^31 bytes, of which but a few pages are touched. */
  @ParameterizedTest
  @CsvSource({
    "DOUBLE, 20, 13430000",
    "DOUBLE, 1, 268435457",
    "DOUBLE, 3, 180000000",
    "DOUBLE, 1000, 270000",
    "FLOAT, 20, 26900000",
    "FLOAT, 1, 536870913",
    "FLOAT, 7, 153400000"
  })
  void rowsBeyondTwoGibibytesAreReadWrittenAndCopied(Precision precision, int columns, long rows) {
    long behind = LARGEST_BUFFER / precision.bytes() / columns; // the row that byte 2^31 - 1 is in
    long[] places = {0, 1, rows / 2, behind - 1, behind, behind + 1, rows - 1};
    try (Matrix matrix = uninitialized(rows, columns, precision);
        Workspace workspace = new Workspace()) {
      RowView view = matrix.view();
      RowView one = workspace.view(columns, 1, precision);
      RowView few = workspace.view(places.length, columns, precision);
      RowCursor moving = RowCursor.of(view, one);
      double[] first = new double[columns];
      first[0] = 1;
      one.write(first);
      for (int i = 0; i < places.length; i++) {
        view.moveTo(places[i], 1).write(row(columns, places[i]));
      }

      for (int i = 0; i < places.length; i++) {
        double[] expected = row(columns, places[i]);
        double[] found = new double[columns];
        view.moveTo(places[i], 1).read(found);
        assertArrayEquals(expected, found, "row " + places[i]);
        view.fork().readRows(places[i], 1, found, 0);
        assertArrayEquals(expected, found, "row " + places[i]);
        assertEquals(expected[0], moving.dot(places[i]));
        if (places[i] <= Integer.MAX_VALUE) {
          few.copyRows(view, new int[] {(int) places[i]}, new int[] {i}, 0, 1);
          few.readRows(i, 1, found, 0);
          assertArrayEquals(expected, found, "copy of row " + places[i]);
        }
        few.moveTo(i, 1).clear();
        Blas.copy(view.moveTo(places[i], 1), few.moveTo(i, 1));
        few.read(found);
        assertArrayEquals(expected, found, "copy of row " + places[i]);
      }
    }
  }

  private static Matrix uninitialized(long rows, int columns, Precision precision) {
    try {
      return Matrix.uninitialized(rows, columns, precision);
    } catch (NativeMemoryError e) {
      return abort(e.getMessage());
    }
  }

  /** Numbers that floats hold exactly and that identify the row. */
  private static double[] row(int columns, long row) {
    double[] numbers = new double[columns];
    for (int j = 0; j < columns; j++) {
      numbers[j] = row % 8191 + j;
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 268435455, 268435456", "FLOAT, 536870911, 536870912"})
  void refusesRowsThatNoBufferSpans(Precision precision, int most, int columns) {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              if (precision == Precision.DOUBLE) {
                new DoubleBuffers(new DoublePointer(), 1, columns);
              } else {
                new FloatBuffers(new FloatPointer(), 1, columns);
              }
            });

    assertEquals(
        "columns: expected at most %d of %d bytes, got %d"
            .formatted(most, precision.bytes(), columns),
        error.getMessage());
  }
}
