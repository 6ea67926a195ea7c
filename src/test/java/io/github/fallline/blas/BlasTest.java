package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each function against plain loops, on views within larger matrices, in doubles and in floats.
 *
 * <p>A sum of n products is off by at most n u sum|x y| in whichever order it is added, u = 2^-53
 * for doubles and 2^-24 for floats; two such sums differ by at most n eps sum|x y|, eps = 2 u.
 */
@ParameterizedClass
@EnumSource(Precision.class)
class BlasTest {
  @Parameter private Precision precision;

  private final Workspace workspace = new Workspace();

  @AfterEach
  void free() {
    workspace.close();
  }

  /** The size of a matrix: n rows of d numbers. */
  record Shape(int n, int d) {
    Random random() {
      return new Random(1000L * n + d);
    }
  }

  static List<Shape> shapes() {
    return List.of(
        new Shape(1, 1),
        new Shape(1, 7),
        new Shape(1, 100),
        new Shape(7, 1),
        new Shape(100, 1),
        new Shape(2, 2),
        new Shape(7, 13),
        new Shape(33, 5),
        new Shape(64, 64),
        new Shape(1000, 3),
        new Shape(257, 100));
  }

  /** A view with rows of NaN before and behind it, which must not be read or changed. */
  private final class Framed {
    private static final int BEFORE = 3;
    private static final int BEHIND = 2;

    final RowView view;
    final double[] initial;
    private final int d;

    Framed(int n, int d, double... values) {
      this.d = d;
      initial = values;
      double[] all = new double[(BEFORE + n + BEHIND) * d];
      Arrays.fill(all, Double.NaN);
      System.arraycopy(values, 0, all, BEFORE * d, n * d);
      view = workspace.view(BEFORE + n + BEHIND, d, precision);
      view.write(all);
      view.moveTo(BEFORE, n);
    }

    double[] values() {
      double[] values = new double[view.rows() * d];
      view.read(values);
      return values;
    }

    void assertFrameUntouched() {
      assertArrayEquals(fill(BEFORE * d, Double.NaN), rows(0, BEFORE));
      assertArrayEquals(fill(BEHIND * d, Double.NaN), rows(BEFORE + view.rows(), BEHIND));
    }

    private double[] rows(int first, int count) {
      double[] values = new double[count * d];
      view.fork().moveTo(first, count).read(values);
      return values;
    }
  }

  private static double[] fill(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /** A number as views hold it. */
  private double rounded(double number) {
    return precision == Precision.FLOAT ? (float) number : number;
  }

  /** Numbers from 1e-3 to 1e3 in size, of either sign. */
  private Framed random(Random random, int n, int d) {
    double[] values = new double[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
    }
    return new Framed(n, d, values);
  }

  /** A sum of products by a plain loop, with the sum of their sizes. */
  private final class PlainSum {
    private double sum;
    private double size;
    private int terms;

    PlainSum add(double product) {
      sum += product;
      size += Math.abs(product);
      terms++;
      return this;
    }

    void assertEqual(double actual, String place) {
      assertEquals(sum, actual, terms * 2 * precision.rounding() * size, place);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void multiplyIsTheSumOverColumns(Shape shape) {
    Random random = shape.random();
    Framed matrix = random(random, shape.n(), shape.d());
    Framed weights = random(random, shape.d(), 1);
    Framed products = new Framed(shape.n(), 1, fill(shape.n(), Double.NaN));

    Framed sums = random(random, shape.n(), 1);

    Blas.multiply(matrix.view, weights.view, products.view);
    Blas.addMultiplied(matrix.view, weights.view, sums.view);

    double[] found = products.values();
    double[] added = sums.values();
    for (int i = 0; i < shape.n(); i++) {
      PlainSum expected = new PlainSum();
      PlainSum expectedSum = new PlainSum();
      expectedSum.add(sums.initial[i]);
      for (int j = 0; j < shape.d(); j++) {
        double term = matrix.initial[i * shape.d() + j] * weights.initial[j];
        expected.add(term);
        expectedSum.add(term);
      }
      expected.assertEqual(found[i], "row " + i);
      expectedSum.assertEqual(added[i], "added to row " + i);
    }
    products.assertFrameUntouched();
    sums.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addTransposedAddsTheSumOverRows(Shape shape) {
    Random random = shape.random();
    Framed matrix = random(random, shape.n(), shape.d());
    Framed factors = random(random, shape.n(), 1);
    Framed sums = random(random, shape.d(), 1);

    Blas.addTransposed(matrix.view, factors.view, sums.view);

    double[] found = sums.values();
    for (int j = 0; j < shape.d(); j++) {
      PlainSum expected = new PlainSum().add(sums.initial[j]);
      for (int i = 0; i < shape.n(); i++) {
        expected.add(matrix.initial[i * shape.d() + j] * factors.initial[i]);
      }
      expected.assertEqual(found[j], "column " + j);
    }
    sums.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void gramIsAddedToTheUpperTriangleAlone(Shape shape) {
    int d = shape.d();
    Framed matrix = random(shape.random(), shape.n(), d);
    Framed gram = random(shape.random(), d, d);

    Blas.addGram(matrix.view, gram.view);

    double[] found = gram.values();
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        assertEquals(gram.initial[j * d + k], found[j * d + k], "below: " + j + ", " + k);
      }
      for (int k = j; k < d; k++) {
        PlainSum expected = new PlainSum();
        expected.add(gram.initial[j * d + k]);
        for (int i = 0; i < shape.n(); i++) {
          expected.add(matrix.initial[i * d + j] * matrix.initial[i * d + k]);
        }
        expected.assertEqual(found[j * d + k], "element " + j + ", " + k);
      }
    }
    gram.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void gramOverwritesTheUpperTriangleAlone(Shape shape) {
    int d = shape.d();
    Framed matrix = random(shape.random(), shape.n(), d);
    Framed gram = new Framed(d, d, fill(d * d, Double.NaN));

    Blas.gram(matrix.view, gram.view);

    double[] found = gram.values();
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        assertEquals(Double.NaN, found[j * d + k], "below the diagonal: " + j + ", " + k);
      }
      for (int k = j; k < d; k++) {
        PlainSum expected = new PlainSum();
        for (int i = 0; i < shape.n(); i++) {
          expected.add(matrix.initial[i * d + j] * matrix.initial[i * d + k]);
        }
        expected.assertEqual(found[j * d + k], "element " + j + ", " + k);
      }
    }
    gram.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addOuterAddsToEachRowItsFactorTimesTheRow(Shape shape) {
    Random random = shape.random();
    Framed factors = random(random, shape.n(), 1);
    Framed row = random(random, shape.d(), 1);
    Framed matrix = random(random, shape.n(), shape.d());

    Blas.addOuter(factors.view, row.view, matrix.view);

    double[] found = matrix.values();
    for (int i = 0; i < shape.n(); i++) {
      for (int j = 0; j < shape.d(); j++) {
        int k = i * shape.d() + j;
        new PlainSum()
            .add(matrix.initial[k])
            .add(factors.initial[i] * row.initial[j])
            .assertEqual(found[k], "element " + i + ", " + j);
      }
    }
    matrix.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void dotIsTheSumOverAllElements(Shape shape) {
    Random random = shape.random();
    Framed left = random(random, shape.n(), shape.d());
    Framed right = random(random, shape.n(), shape.d());
    PlainSum products = new PlainSum();
    PlainSum squares = new PlainSum();
    for (int k = 0; k < left.initial.length; k++) {
      products.add(left.initial[k] * right.initial[k]);
      squares.add(left.initial[k] * left.initial[k]);
    }

    products.assertEqual(Blas.dot(left.view, right.view), "left . right");
    squares.assertEqual(Blas.dot(left.view, left.view), "left . left");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addAddsAMultiple(Shape shape) {
    Random random = shape.random();
    Framed source = random(random, shape.n(), shape.d());
    Framed target = random(random, shape.n(), shape.d());

    double factor = rounded(-1.7);
    Blas.add(factor, source.view, target.view);

    double[] found = target.values();
    for (int k = 0; k < found.length; k++) {
      new PlainSum()
          .add(target.initial[k])
          .add(factor * source.initial[k])
          .assertEqual(found[k], "element " + k);
    }
    assertArrayEquals(source.initial, source.values());
    target.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void copyBringsEveryElement(Shape shape) {
    Random random = shape.random();
    Framed source = random(random, shape.n(), shape.d());
    Framed target = random(random, shape.n(), shape.d());

    Blas.copy(source.view, target.view);

    assertArrayEquals(source.initial, target.values());
    assertArrayEquals(source.initial, source.values());
    target.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void scaleColumnMultipliesOneColumnAlone(Shape shape) {
    double factor = rounded(-0.3);
    for (int column : new int[] {0, shape.d() / 2, shape.d() - 1}) {
      Framed matrix = random(shape.random(), shape.n(), shape.d());
      double[] expected = matrix.initial.clone();
      for (int i = 0; i < shape.n(); i++) {
        int k = i * shape.d() + column;
        expected[k] = rounded(expected[k] * factor); // one product, rounded once: no tolerance
      }

      Blas.scaleColumn(matrix.view, column, factor);

      assertArrayEquals(expected, matrix.values(), "column " + column);
      matrix.assertFrameUntouched();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void multiplyByTransposedMultipliesEachRowWithEach(Shape shape) {
    int n = shape.n();
    int d = shape.d();
    int m = 1 + n / 2;
    Framed left = random(shape.random(), n, d);
    Framed right = random(shape.random(), m, d);
    Framed product = new Framed(n, m, fill(n * m, Double.NaN));

    Blas.multiplyByTransposed(left.view, right.view, product.view);

    double[] found = product.values();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        PlainSum expected = new PlainSum();
        for (int j = 0; j < d; j++) {
          expected.add(left.initial[i * d + j] * right.initial[k * d + j]);
        }
        expected.assertEqual(found[i * m + k], i + ", " + k);
      }
    }
    product.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void multiplyMatricesSumsOverTheColumnsOfTheLeft(Shape shape) {
    int n = shape.n();
    int d = shape.d();
    int m = 1 + n / 2;
    Framed left = random(shape.random(), n, d);
    Framed right = random(shape.random(), d, m);
    Framed product = new Framed(n, m, fill(n * m, Double.NaN));

    Blas.multiplyMatrices(left.view, right.view, product.view);

    double[] found = product.values();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        PlainSum expected = new PlainSum();
        for (int j = 0; j < d; j++) {
          expected.add(left.initial[i * d + j] * right.initial[j * m + k]);
        }
        expected.assertEqual(found[i * m + k], i + ", " + k);
      }
    }
    product.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void productsOfTransposedMatricesSumOverTheRows(Shape shape) {
    int n = shape.n();
    int d = shape.d();
    int m = 1 + d / 2;
    Framed left = random(shape.random(), n, d);
    Framed right = random(new Random(7), n, m);
    Framed product = new Framed(d, m, fill(d * m, Double.NaN));
    Framed sum = random(new Random(8), d, m);

    Blas.multiplyTransposedMatrices(left.view, right.view, product.view);
    Blas.addTransposedMatrices(left.view, right.view, sum.view);

    double[] found = product.values();
    double[] added = sum.values();
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < m; k++) {
        PlainSum expected = new PlainSum();
        PlainSum expectedSum = new PlainSum().add(sum.initial[j * m + k]);
        for (int i = 0; i < n; i++) {
          double term = left.initial[i * d + j] * right.initial[i * m + k];
          expected.add(term);
          expectedSum.add(term);
        }
        expected.assertEqual(found[j * m + k], j + ", " + k);
        expectedSum.assertEqual(added[j * m + k], "added to " + j + ", " + k);
      }
    }
    product.assertFrameUntouched();
    sum.assertFrameUntouched();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void columnSquaresSumsOneColumn(Shape shape) {
    Framed matrix = random(shape.random(), shape.n(), shape.d());
    for (int column = 0; column < shape.d(); column++) {
      PlainSum expected = new PlainSum();
      for (int i = 0; i < shape.n(); i++) {
        double x = matrix.initial[i * shape.d() + column];
        expected.add(x * x);
      }
      expected.assertEqual(Blas.columnSquares(matrix.view, column), "column " + column);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void fetchChangesNothing(Shape shape) {
    Framed matrix = random(shape.random(), shape.n(), shape.d());

    Blas.prefetch(matrix.view);

    assertArrayEquals(matrix.initial, matrix.values());
    assertEquals(shape.n(), matrix.view.rows());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aMovingRowIsAnyRowOfTheMatrix(Shape shape) {
    Framed matrix = random(shape.random(), shape.n(), shape.d());
    Framed vector = random(shape.random(), shape.d(), 1);
    RowCursor row = RowCursor.of(matrix.view, vector.view);
    double[] point = vector.initial.clone();
    for (int i : new int[] {shape.n() - 1, 0, shape.n() / 2}) {
      PlainSum expected = new PlainSum();
      for (int j = 0; j < shape.d(); j++) {
        expected.add(matrix.initial[i * shape.d() + j] * point[j]);
      }
      expected.assertEqual(row.dot(Framed.BEFORE + i), "row " + i);

      row.add(-0.5);

      vector.view.read(point);
      for (int j = 0; j < shape.d(); j++) {
        PlainSum moved = new PlainSum();
        moved.add(vector.initial[j]);
        moved.add(-0.5 * matrix.initial[i * shape.d() + j]);
        moved.assertEqual(point[j], "row " + i + " added at " + j);
      }
      System.arraycopy(point, 0, vector.initial, 0, point.length);
    }
    vector.assertFrameUntouched();
    assertThrows(IndexOutOfBoundsException.class, () -> row.dot(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> row.dot(matrix.view.height()));
  }

  @Test
  void sumsOverNoRowsAreZero() {
    RowView none = workspace.view(3, 2, precision).moveTo(1, 0);
    RowView noFactors = workspace.view(3, 1, precision).moveTo(3, 0);
    Framed sums = new Framed(2, 1, 5, 6);
    Framed gram = new Framed(2, 2, Double.NaN, 1, 2, 3);

    Blas.multiply(none, sums.view, noFactors);
    Blas.addTransposed(none, noFactors, sums.view);
    Blas.gram(none, gram.view);

    assertArrayEquals(new double[] {5, 6}, sums.values());
    assertArrayEquals(new double[] {0, 0, 2, 0}, gram.values());
    assertEquals(0, Blas.dot(none, none));
  }

  /** A call with views of which one has the wrong shape, and the error. */
  record Misfit(String error, Consumer<Workspace> call) {
    @Override
    public String toString() {
      return error;
    }
  }

  static List<Misfit> misfits() {
    return List.of(
        new Misfit(
            "weights: expected shape [3, 1], got [1, 3]",
            s -> Blas.multiply(s.view(5, 3), s.view(1, 3), s.view(5, 1))),
        new Misfit(
            "products: expected shape [5, 1], got [4, 1]",
            s -> Blas.multiply(s.view(5, 3), s.view(3, 1), s.view(4, 1))),
        new Misfit(
            "factors: expected shape [5, 1], got [3, 1]",
            s -> Blas.addTransposed(s.view(5, 3), s.view(3, 1), s.view(3, 1))),
        new Misfit(
            "sums: expected shape [3, 1], got [3, 2]",
            s -> Blas.addTransposed(s.view(5, 3), s.view(5, 1), s.view(3, 2))),
        new Misfit(
            "gram: expected shape [3, 3], got [5, 5]", s -> Blas.gram(s.view(5, 3), s.view(5, 5))),
        new Misfit(
            "factors: expected shape [5, 1], got [5, 3]",
            s -> Blas.addOuter(s.view(5, 3), s.view(3, 1), s.view(5, 3))),
        new Misfit(
            "row: expected shape [3, 1], got [5, 1]",
            s -> Blas.addOuter(s.view(5, 1), s.view(5, 1), s.view(5, 3))),
        new Misfit(
            "right: expected shape [5, 2], got [3, 2]",
            s -> Blas.addTransposedMatrices(s.view(5, 3), s.view(3, 2), s.view(3, 2))),
        new Misfit(
            "product: expected shape [3, 2], got [5, 2]",
            s -> Blas.addTransposedMatrices(s.view(5, 3), s.view(5, 2), s.view(5, 2))),
        new Misfit(
            "right: expected shape [5, 3], got [3, 5]", s -> Blas.dot(s.view(5, 3), s.view(3, 5))),
        new Misfit(
            "target: expected shape [5, 3], got [3, 5]",
            s -> Blas.add(1, s.view(5, 3), s.view(3, 5))),
        new Misfit(
            "target: expected shape [5, 3], got [2, 3]",
            s -> Blas.copy(s.view(5, 3), s.view(5, 3).moveTo(1, 2))));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void namesTheArgumentOfTheWrongShape(Misfit misfit) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> misfit.call().accept(workspace));

    assertEquals(misfit.error(), error.getMessage());
  }

  /** A product of matrices, by BLAS and by its terms. */
  @ParameterizedTest
  @MethodSource("shapes")
  void productsOfMatricesAreSumsOverTheInnerIndex(Shape shape) {
    int n = shape.n();
    int d = shape.d();
    int m = 1 + n / 3;
    Random random = shape.random();
    Framed left = random(random, n, d);
    Framed right = random(random, d, m);
    Framed beside = random(random, n, m);
    Framed product = new Framed(n, m, fill(n * m, Double.NaN));
    Framed turned = new Framed(d, m, fill(d * m, Double.NaN));

    Blas.multiplyMatrices(left.view, right.view, product.view);
    Blas.multiplyTransposedMatrices(left.view, beside.view, turned.view);

    assertProduct(product, n, d, m, (i, j) -> left.initial[i * d + j], right);
    assertProduct(turned, d, n, m, (i, j) -> left.initial[j * d + i], beside);
  }

  /** An element of a matrix. */
  private interface Element {
    double at(int row, int column);
  }

  private void assertProduct(Framed product, int n, int d, int m, Element left, Framed right) {
    double[] found = product.values();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        PlainSum expected = new PlainSum();
        for (int j = 0; j < d; j++) {
          expected.add(left.at(i, j) * right.initial[j * m + k]);
        }
        expected.assertEqual(found[i * m + k], i + ", " + k);
      }
    }
    product.assertFrameUntouched();
  }

  /** Calls in which the last view has another precision than the first. */
  static List<Misfit> mixes() {
    Precision single = Precision.FLOAT;
    return List.of(
        new Misfit(
            "weights: expected doubles, got floats",
            s -> Blas.multiply(s.view(5, 3), s.view(3, 1, single), s.view(5, 1))),
        new Misfit(
            "products: expected floats, got doubles",
            s -> Blas.multiply(s.view(5, 3, single), s.view(3, 1, single), s.view(5, 1))),
        new Misfit(
            "factors: expected doubles, got floats",
            s -> Blas.addTransposed(s.view(5, 3), s.view(5, 1, single), s.view(3, 1))),
        new Misfit(
            "sums: expected doubles, got floats",
            s -> Blas.multiplyTransposed(s.view(5, 3), s.view(5, 1), s.view(3, 1, single))),
        new Misfit(
            "gram: expected doubles, got floats",
            s -> Blas.gram(s.view(5, 3), s.view(3, 3, single))),
        new Misfit(
            "factors: expected floats, got doubles",
            s -> Blas.addOuter(s.view(5, 1), s.view(3, 1), s.view(5, 3, single))),
        new Misfit(
            "row: expected doubles, got floats",
            s -> Blas.addOuter(s.view(5, 1), s.view(3, 1, single), s.view(5, 3))),
        new Misfit(
            "right: expected doubles, got floats",
            s -> Blas.dot(s.view(5, 3), s.view(5, 3, single))),
        new Misfit(
            "target: expected floats, got doubles",
            s -> Blas.add(1, s.view(5, 3, single), s.view(5, 3))),
        new Misfit(
            "vector: expected floats, got doubles",
            s -> RowCursor.of(s.view(5, 3, single), s.view(3, 1))),
        new Misfit(
            "target: expected doubles, got floats",
            s -> Blas.copy(s.view(5, 3), s.view(5, 3, single))),
        new Misfit(
            "right: expected doubles, got floats",
            s -> Blas.multiplyMatrices(s.view(5, 3), s.view(3, 2, single), s.view(5, 2))),
        new Misfit(
            "product: expected doubles, got floats",
            s -> Blas.multiplyByTransposed(s.view(5, 3), s.view(2, 3), s.view(5, 2, single))));
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void namesTheArgumentOfAnotherPrecision(Misfit mix) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> mix.call().accept(workspace));

    assertEquals(mix.error(), error.getMessage());
  }

  @Test
  void refusesToScaleAColumnThatIsNotThere() {
    RowView matrix = workspace.view(2, 3);
    for (int column : new int[] {-1, 3}) {
      Exception error =
          assertThrows(IndexOutOfBoundsException.class, () -> Blas.scaleColumn(matrix, column, 2));

      assertEquals("column " + column + " of 3", error.getMessage());
    }
  }

  /** Holding OpenBLAS to one thread, from a setting of two. */
  @Nested
  class SingleThread {
    private int before;

    @BeforeEach
    void startFromTwoThreads() {
      before = openblas_nolapack.blas_get_num_threads();
      openblas_nolapack.blas_set_num_threads(2);
    }

    @AfterEach
    void restore() {
      openblas_nolapack.blas_set_num_threads(before);
    }

    /** The number that OpenBLAS reports. */
    private static int threads() {
      return new Getter().put(Loader.addressof("openblas_get_num_threads")).call(0);
    }

    /** A function of an int, which one without an argument ignores. */
    private static final class Getter extends MklSetNumThreadsLocal {}

    @Test
    void lastsUntilTheOutermostIsClosed() {
      try (Blas.SingleThread outer = Blas.singleThread()) {
        assertEquals(1, threads());
        try (Blas.SingleThread inner = Blas.singleThread()) {
          assertEquals(1, threads());
        }
        assertEquals(1, threads());
      }
      assertEquals(2, threads());
    }

    @Test
    void isReleasedOnceByClosingTwice() {
      try (Blas.SingleThread outer = Blas.singleThread()) {
        Blas.SingleThread inner = Blas.singleThread();
        inner.close();
        inner.close();
        assertEquals(1, threads());
      }
      assertEquals(2, threads());
    }

    @Test
    void lastsUntilTheLastOfTwoThreadsLetsGo() throws Exception {
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        Blas.SingleThread first = Blas.singleThread();
        Blas.SingleThread second = other.submit(Blas::singleThread).get();
        first.close();
        assertEquals(1, threads());
        other.submit(second::close).get();
        assertEquals(2, threads());
      } finally {
        other.shutdownNow();
      }
    }

    @Test
    void endsAsItBeganHoweverTwoThreadsInterleave() throws Exception {
      ExecutorService two = Executors.newFixedThreadPool(2);
      try {
        Future<?> left = two.submit(SingleThread::holdAgainAndAgain);
        Future<?> right = two.submit(SingleThread::holdAgainAndAgain);
        left.get();
        right.get();
      } finally {
        two.shutdownNow();
      }
      assertEquals(2, threads());
    }

    private static void holdAgainAndAgain() {
      for (int i = 0; i < 1000; i++) {
        try (Blas.SingleThread held = Blas.singleThread()) {
          assertEquals(1, threads());
        }
      }
    }
  }
}
