package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@ParameterizedClass
@EnumSource(Precision.class)
class RowViewTest {
  @Parameter private Precision precision;

  /** 0, 1, ... 11 in four rows of three. */
  private static INDArray fourByThree(Precision precision) {
    double[] numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    return Nd4j.create(numbers, new long[] {4, 3}, precision.dataType());
  }

  private INDArray fourByThree() {
    return fourByThree(precision);
  }

  private static double[] elements(RowView view) {
    double[] elements = new double[view.rows() * view.columns()];
    view.read(elements);
    return elements;
  }

  /** An array, and the shape of its view. */
  record Laid(String name, INDArray array, int rows, int columns) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Laid> arraysThatFit() {
    return Stream.of(Precision.values()).flatMap(RowViewTest::arraysThatFit).toList();
  }

  private static Stream<Laid> arraysThatFit(Precision type) {
    INDArray matrix = fourByThree(type);
    return Stream.of(
        new Laid("'c' order", matrix, 4, 3),
        new Laid("all rows of a matrix", matrix.get(interval(0, 4), all()), 4, 3),
        new Laid("transposed twice", matrix.transpose().transpose(), 4, 3),
        new Laid("copy of a view", matrix.getColumn(1).dup('c'), 4, 1),
        new Laid("rank 1", three(type, 'c', 3), 3, 1),
        new Laid("rank 1, one element", Nd4j.ones(type.dataType(), 1), 1, 1),
        new Laid("[n, 1] in 'c' order", three(type, 'c', 3, 1), 3, 1),
        new Laid("[n, 1] in 'f' order", three(type, 'f', 3, 1), 3, 1),
        new Laid("[1, n] in 'c' order", three(type, 'c', 1, 3), 1, 3),
        new Laid("[1, n] in 'f' order", three(type, 'f', 1, 3), 1, 3),
        new Laid("[1, n] transposed", three(type, 'c', 1, 3).transpose(), 3, 1),
        new Laid("[1, 1]", Nd4j.ones(type.dataType(), 1, 1), 1, 1));
  }

  /** The numbers 1, 2, 3. */
  private static INDArray three(Precision type, char order, long... shape) {
    INDArray array = Nd4j.createUninitialized(type.dataType(), shape, order);
    for (int i = 0; i < 3; i++) {
      array.putScalar(i, i + 1.0);
    }
    return array;
  }

  @ParameterizedTest
  @MethodSource("arraysThatFit")
  void seesTheElementsRowByRow(Laid laid) {
    Precision type = Precision.valueOf(laid.array().dataType().name());
    assertTrue(Matrix.fits(laid.array(), type));
    assertEquals(type == Precision.DOUBLE, Matrix.fits(laid.array(), Precision.DOUBLE));

    RowView view = RowView.on(laid.array());

    assertEquals(type, view.precision());
    assertEquals(0, view.firstRow());
    assertEquals(laid.rows(), view.rows());
    assertEquals(laid.columns(), view.columns());
    assertArrayEquals(laid.array().dup('c').data().asDouble(), elements(view));
  }

  static List<Laid> arraysThatDoNotFit() {
    INDArray matrix = fourByThree(Precision.DOUBLE);
    return List.of(
        new Laid("'f' order", matrix.dup('f'), 4, 3),
        new Laid("transposed", matrix.transpose(), 3, 4),
        new Laid("square, transposed", Nd4j.eye(3).castTo(DataType.DOUBLE).transpose(), 3, 3),
        new Laid("first rows", matrix.get(interval(0, 2), all()), 2, 3),
        new Laid("last rows", matrix.get(interval(1, 4), all()), 3, 3),
        new Laid("first columns", matrix.get(all(), interval(0, 2)), 4, 2),
        new Laid("a row", matrix.getRow(1), 1, 3),
        new Laid("a column", matrix.getColumn(1), 4, 1),
        new Laid("a slice", matrix.slice(2), 1, 3),
        new Laid("floats in 'f' order", matrix.castTo(DataType.FLOAT).dup('f'), 4, 3),
        new Laid("halves", matrix.castTo(DataType.FLOAT16), 4, 3),
        new Laid("integers", matrix.castTo(DataType.INT64), 4, 3),
        new Laid("no number", Nd4j.empty(DataType.DOUBLE), 0, 0),
        new Laid("no rows", Nd4j.create(DataType.DOUBLE, 0, 3), 0, 3),
        new Laid("rank 0", Nd4j.scalar(1.0), 1, 1),
        new Laid("rank 3", Nd4j.ones(DataType.DOUBLE, 2, 2, 2), 2, 2));
  }

  @ParameterizedTest
  @MethodSource("arraysThatDoNotFit")
  void refusesOtherLayouts(Laid laid) {
    for (Precision type : Precision.values()) {
      assertFalse(Matrix.fits(laid.array(), type));
    }

    Exception error = assertThrows(IllegalArgumentException.class, () -> RowView.on(laid.array()));

    assertTrue(
        error
            .getMessage()
            .startsWith(
                "matrix: expected doubles or floats in 'c' order without gaps, got "
                    + laid.array().dataType()
                    + " of shape "
                    + Arrays.toString(laid.array().shape())
                    + " with strides "),
        error.getMessage());
  }

  @Test
  void movesToAnyRows() {
    RowView view = RowView.on(fourByThree());

    assertSame(view, view.moveTo(1, 2));

    assertEquals(1, view.firstRow());
    assertEquals(2, view.rows());
    assertArrayEquals(new double[] {3, 4, 5, 6, 7, 8}, elements(view));
    assertArrayEquals(new double[] {9, 10, 11}, elements(view.moveTo(3, 1)));
    assertArrayEquals(new double[0], elements(view.moveTo(4, 0)));
    assertEquals(12, elements(view.moveTo(0, 4)).length);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "0, -1",
    "0, 5",
    "4, 1",
    "5, 0",
    "3, 2147483647",
    "9223372036854775807, 1", // the sum is beyond a long
    "-9223372036854775808, 1"
  })
  void staysWhereItIsIfThereAreNoSuchRows(long first, int count) {
    RowView view = RowView.on(fourByThree()).moveTo(2, 1);

    Exception error =
        assertThrows(IndexOutOfBoundsException.class, () -> view.moveTo(first, count));

    assertEquals(count + " rows from row " + first + " of a matrix of 4", error.getMessage());
    assertArrayEquals(new double[] {6, 7, 8}, elements(view));
  }

  /** Three thousand million rows of two, of which there are but four numbers: not to be read. */
  private static INDArray sixThousandMillion(DoublePointer four) {
    long rows = 3_000_000_000L;
    return Nd4j.create(
        Nd4j.createBuffer(four, DataType.DOUBLE, 2 * rows, DoubleIndexer.create(four)),
        new long[] {rows, 2});
  }

  @Test
  void reachesElementsThatAnIntCannotCount() {
    try (DoublePointer four = new DoublePointer(4)) {
      RowView view = RowView.on(sixThousandMillion(four));

      // (2^31 - 1) / 2 rows of two
      assertEquals(1_073_741_823, view.rows());
      view.moveTo(2_999_999_999L, 1);
      assertEquals(2_999_999_999L, view.firstRow());
      assertEquals(5_999_999_998L, view.pointer.position());
      assertEquals(5_999_999_998L, view.fork().pointer.position());
    }
  }

  @Test
  void holdsNoMoreElementsThanAnIntCanCount() {
    try (DoublePointer four = new DoublePointer(4)) {
      RowView view = RowView.on(sixThousandMillion(four));

      assertEquals(1_073_741_823, view.moveTo(1, 1_073_741_823).rows());
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> view.moveTo(0, 1_073_741_824));

      assertEquals(
          "count: expected at most 1073741823 rows of 2 columns, got 1073741824",
          error.getMessage());
    }
  }

  @Test
  void forkMovesByItselfOnTheSameMemory() {
    RowView view = RowView.on(fourByThree()).moveTo(1, 2);

    RowView fork = view.fork();
    assertEquals(1, fork.firstRow());
    assertEquals(2, fork.rows());
    assertEquals(3, fork.columns());
    assertArrayEquals(elements(view), elements(fork));

    fork.moveTo(2, 1).write(new double[] {-1, -2, -3});
    assertEquals(1, view.firstRow());
    assertArrayEquals(new double[] {3, 4, 5, -1, -2, -3}, elements(view));
    view.moveTo(0, 1);
    assertArrayEquals(new double[] {-1, -2, -3}, elements(fork));
  }

  @Test
  void writesWhatItReadsBack() {
    INDArray matrix = fourByThree();
    boolean single = precision == Precision.FLOAT;
    double tiny = single ? Float.MIN_VALUE : Double.MIN_VALUE;
    double large = single ? Float.MAX_VALUE : 1e308;
    double[] numbers = {-0.0, tiny, Double.NaN, large, 0.125, -7, 99, 99};

    RowView view = RowView.on(matrix).moveTo(1, 2);
    view.write(numbers);

    double[] found = new double[8];
    view.read(found);
    // The front of both arrays alone takes part.
    assertArrayEquals(new double[] {-0.0, tiny, Double.NaN, large, 0.125, -7, 0, 0}, found);
    assertEquals(2, matrix.getDouble(0, 2));
    assertEquals(-7, matrix.getDouble(2, 2));
    assertEquals(9, matrix.getDouble(3, 0));
  }

  /** More numbers than pass through the staging at a time, from places that are not its ends. */
  @Test
  void bringsManyNumbersRoundedToTheNearest() {
    int rows = 1700;
    double[] numbers = new SplittableRandom(1).doubles(3L * rows, -1e3, 1e3).toArray();
    try (Workspace workspace = new Workspace()) {
      RowView view = workspace.view(rows + 2, 3, precision);
      view.moveTo(1, rows).write(numbers);

      double[] found = new double[3 * rows + 2];
      view.readRows(1, rows, found, 2);

      for (int i = 0; i < numbers.length; i++) {
        double nearest = precision == Precision.FLOAT ? (float) numbers[i] : numbers[i];
        assertEquals(nearest, found[i + 2], "number " + i);
      }
      assertArrayEquals(new double[3], elements(view.moveTo(0, 1)));
      assertArrayEquals(new double[3], elements(view.moveTo(rows + 1, 1)));
    }
  }

  @Test
  void copiesChosenRowsToChosenPlaces() {
    RowView source = RowView.on(fourByThree());
    RowView target = RowView.on(Nd4j.zeros(precision.dataType(), 3, 3));

    target.copyRows(source, new int[] {3, 0}, new int[] {9, 2, 0, 9}, 1, 2);

    assertArrayEquals(new double[] {0, 1, 2, 0, 0, 0, 9, 10, 11}, elements(target));
  }

  @Test
  void refusesRowsOfAnotherPrecision() {
    RowView doubles = RowView.on(fourByThree(Precision.DOUBLE));
    RowView floats = RowView.on(fourByThree(Precision.FLOAT));

    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> floats.copyRows(doubles, new int[] {1}, new int[] {1}, 0, 1));

    assertEquals("source: expected floats, got doubles", error.getMessage());
  }

  @Test
  void refusesArraysShorterThanItself() {
    RowView view = RowView.on(fourByThree()).moveTo(1, 2);

    Exception reading =
        assertThrows(IllegalArgumentException.class, () -> view.read(new double[5]));
    Exception writing =
        assertThrows(IllegalArgumentException.class, () -> view.write(new double[0]));

    assertEquals("target: expected 6 elements or more, got 5", reading.getMessage());
    assertEquals("source: expected 6 elements or more, got 0", writing.getMessage());
    assertArrayEquals(new double[] {3, 4, 5, 6, 7, 8}, elements(view));
  }

  @Test
  void clearsItsOwnRowsAlone() {
    RowView view = RowView.on(fourByThree());

    view.moveTo(1, 2).clear();

    assertArrayEquals(
        new double[] {0, 1, 2, 0, 0, 0, 0, 0, 0, 9, 10, 11}, elements(view.moveTo(0, 4)));
  }

  /** A view whose array has no other reference. */
  private record Lone(RowView window, WeakReference<INDArray> array) {
    static Lone make(Precision precision) {
      INDArray array = fourByThree(precision);
      return new Lone(RowView.on(array).fork(), new WeakReference<>(array));
    }
  }

  @Test
  void keepsItsArrayFromTheGarbageCollector() {
    Lone lone = Lone.make(precision);

    for (int i = 0; i < 3; i++) {
      System.gc();
    }

    assertNotNull(lone.array().get());
    assertArrayEquals(new double[] {9, 10, 11}, elements(lone.window().moveTo(3, 1)));
  }
}
