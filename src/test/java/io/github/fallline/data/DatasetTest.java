package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.NativeMemory;
import io.github.fallline.blas.Precision;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DatasetTest {
  /** More than one block of the fingerprint, and no multiple of it. */
  private static final int ROWS = 300;

  private static final int COLUMNS = 3;

  /** Small integers, which every type of number holds exactly; no two rows are equal. */
  private static INDArray features() {
    double[] numbers = new double[ROWS * COLUMNS];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = 1 + k;
    }
    return Nd4j.create(numbers, new long[] {ROWS, COLUMNS});
  }

  private static INDArray targets() {
    double[] numbers = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      numbers[i] = -i;
    }
    return Nd4j.create(numbers, new long[] {ROWS, 1});
  }

  /** A way to lay out a matrix of the same numbers, and whether it can be read in place. */
  record Layout(String name, boolean inPlace, UnaryOperator<INDArray> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Layout> LAYOUTS =
      List.of(
          new Layout("as it is", true, matrix -> matrix),
          new Layout("'f' order", false, matrix -> matrix.dup('f')),
          new Layout("float32", false, matrix -> matrix.castTo(DataType.FLOAT)),
          new Layout("integers", false, matrix -> matrix.castTo(DataType.INT64)),
          new Layout("float32, 'f' order", false, m -> m.castTo(DataType.FLOAT).dup('f')),
          new Layout("view within a larger matrix", false, DatasetTest::framed));

  private static INDArray framed(INDArray matrix) {
    long rows = matrix.size(0);
    long columns = matrix.size(1);
    INDArray larger = Nd4j.valueArrayOf(new long[] {rows + 2, columns + 2}, -99.0, DataType.DOUBLE);
    INDArray view = larger.get(interval(1, rows + 1), interval(1, columns + 1));
    view.assign(matrix);
    return view;
  }

  @ParameterizedTest
  @FieldSource("LAYOUTS")
  void readsTheNumbersOfEveryLayout(Layout layout) {
    INDArray x = layout.of().apply(features());
    try (Dataset data = Dataset.of(x, targets())) {
      assertEquals(features(), data.features());
      assertEquals(ROWS, data.rows());
      assertEquals(0, data.skippedRows());
      assertEquals(layout.inPlace(), x == data.features());
    }
  }

  @ParameterizedTest
  @FieldSource("LAYOUTS")
  void leavesTheCallersArraysAsTheyWere(Layout layout) {
    INDArray x = layout.of().apply(features());
    INDArray y = framed(targets());

    try (Dataset data = Dataset.of(x, y);
        Tile tile = data.newTile(7)) {
      RowStream.Pass pass = data.pass(7);
      while (pass.next(tile)) {
        tile.targets()[0] = -1;
      }
      try (RowSource.Reader reader = data.reader();
          Tile own = new Tile(data.featureNames().size(), 3)) {
        reader.read(1, 2, own.features(), own.targets(), 1);
        own.features().clear();
      }
    }

    assertFalse(x.wasClosed());
    assertFalse(y.wasClosed());
    assertEquals(features(), x.castTo(DataType.DOUBLE));
    assertEquals(targets(), y);
  }

  @ParameterizedTest
  @FieldSource("LAYOUTS")
  void closesItsCopies(Layout layout) {
    Dataset data = Dataset.of(layout.of().apply(features()), framed(targets()));
    INDArray x = data.features();
    INDArray y = data.targets();

    data.close();

    assertEquals(!layout.inPlace(), x.wasClosed());
    assertTrue(y.wasClosed());
  }

  /** A matrix of its own with the numbers of an array. */
  private static Matrix owned(INDArray numbers) {
    int columns = Math.toIntExact(numbers.size(1));
    Matrix matrix = Matrix.uninitialized(numbers.size(0), columns, Precision.DOUBLE);
    matrix.array().assign(numbers);
    return matrix;
  }

  @Test
  void closesTheMatricesItOwns() {
    Matrix x = owned(features());
    Matrix y = owned(targets());
    Dataset data = Dataset.owning(x, y, List.of("a", "b", "c"), "t", 4);
    INDArray features = data.features();
    INDArray targets = data.targets();
    assertSame(x.array(), features);
    assertEquals(4, data.skippedRows());

    data.close();
    data.close();

    assertTrue(features.wasClosed());
    assertTrue(targets.wasClosed());
  }

  @Test
  void keepsRowsThatAreReadUntilTheLastReaderIsDone() {
    long before = NativeMemory.blocks();
    Dataset data =
        Dataset.owning(owned(features()), owned(targets()), List.of("a", "b", "c"), "t", 0);
    double[] expected = features().getRow(1).toDoubleVector();
    double[] label = new double[1];
    double[] row = new double[3];
    try (Tile own = new Tile(3, 1);
        RowSource.Reader reader = data.reader();
        Tile tile = data.newTile(2);
        RowStream.Pass pass = data.pass(2)) {
      data.close();

      assertTrue(pass.next(tile));
      tile.select(1, 1);
      tile.read(row);
      assertArrayEquals(expected, row);
      reader.read(1, 1, own.features(), label, 0);
      own.features().read(row);
      assertArrayEquals(expected, row);
      assertThrows(IllegalStateException.class, () -> data.pass(2));
      assertThrows(IllegalStateException.class, data::reader);
      assertThrows(IllegalStateException.class, () -> data.newTile(2));
    }
    assertEquals(before, NativeMemory.blocks());
  }

  @Test
  void arraysThatAreClosedWhileTheyAreReadStayOpen() {
    INDArray x = features();
    INDArray y = targets();
    Dataset data = Dataset.of(x, y);
    try (Dataset other = Dataset.of(x, y);
        RowStream.Pass first = data.pass(2)) {
      RowStream.Pass second = other.pass(2);
      second.close();
      second.close();

      x.close();
      assertFalse(x.wasClosed());
      try (Tile tile = data.newTile(2)) {
        assertTrue(first.next(tile));
      }
    }
    x.close();
    assertTrue(x.wasClosed());
    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> data.pass(2));
    assertEquals(
        "features: the array was closed; keep it open while it is used", thrown.getMessage());
    y.close();
  }

  @Test
  void whatWasClosedIsNamed() {
    Dataset data =
        Dataset.owning(owned(features()), owned(targets()), List.of("a", "b", "c"), "t", 0);
    Dataset unlabelled = Dataset.owning(owned(features()), null, List.of("a", "b", "c"), "", 0);
    data.close();
    unlabelled.close();

    assertEquals(
        "the data set of target 't' was closed; keep it open while it is used",
        assertThrows(IllegalStateException.class, data::targets).getMessage());
    assertEquals(
        "the data set was closed; keep it open while it is used",
        assertThrows(IllegalStateException.class, unlabelled::features).getMessage());
    assertEquals(List.of("a", "b", "c"), data.featureNames());
  }

  /** Native arrays ever made in this process. */
  private static long allocations() {
    return Nd4j.getDeallocatorService().nextValue();
  }

  @Test
  void copiesNumbersOfAnotherTypeOnce() {
    INDArray doubles = features().dup('f');
    INDArray floats = features().castTo(DataType.FLOAT);
    INDArray y = targets();
    Dataset.of(doubles, y).close(); // makes what is made once
    Dataset.of(floats, y).close();

    long start = allocations();
    Dataset.of(doubles, y).close();
    long between = allocations();
    Dataset.of(floats, y).close();

    assertEquals(between - start, allocations() - between);
  }

  @Test
  void copiesOutliveAnOpenWorkspace() {
    INDArray floats = features().castTo(DataType.FLOAT);
    WorkspaceConfiguration megabyte = WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    Dataset data;
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(megabyte, "data set test")) {
      data = Dataset.of(floats, framed(targets()));
    }

    assertFalse(data.features().isAttached());
    assertFalse(data.targets().isAttached());
    INDArray copy = data.features();
    data.close();
    assertTrue(copy.wasClosed());
  }

  @Test
  void namesColumnsByNumberWhereTheCallerDoesNot() {
    try (Dataset data = Dataset.of(features(), targets())) {
      assertEquals(List.of("x1", "x2", "x3"), data.featureNames());
      assertEquals("y", data.targetName());
    }
    try (Dataset data = Dataset.of(features(), targets(), List.of("c", "a", "b"), "t")) {
      assertEquals(List.of("c", "a", "b"), data.featureNames());
      assertEquals("t", data.targetName());
    }
  }

  @Test
  void readsAnNd4jDataSetInPlace() {
    DataSet source = new DataSet(features(), targets());
    try (Dataset data = Dataset.of(source)) {
      assertSame(source.getFeatures(), data.features());
      assertSame(source.getLabels(), data.targets());
      assertEquals("y", data.targetName());
    }
    assertFalse(source.getFeatures().wasClosed());
    assertFalse(source.getLabels().wasClosed());
  }

  @Test
  void takesOneRowOfOneColumn() {
    INDArray one = Nd4j.createFromArray(7.0);
    try (Dataset data = Dataset.of(one.reshape(1, 1), one);
        Tile tile = data.newTile(1)) {
      assertTrue(data.pass(1).next(tile));
      double[] number = new double[1];
      tile.features().read(number);
      assertEquals(7, number[0]);
    }
  }

  /** Shapes of features and targets that do not go together. */
  record Misfit(String error, INDArray features, INDArray targets) {
    @Override
    public String toString() {
      return error;
    }
  }

  private static INDArray ones(long... shape) {
    return Nd4j.ones(DataType.DOUBLE, shape);
  }

  static List<Misfit> misfits() {
    INDArray row = Nd4j.scalar(1.0);
    return List.of(
        new Misfit("features: expected shape [rows, columns], got [4]", ones(4), ones(4, 1)),
        new Misfit(
            "features: expected shape [rows, columns], got [4, 1, 1]", ones(4, 1, 1), ones(4, 1)),
        new Misfit(
            "features: expected shape [rows, columns], got [0, 2]",
            Nd4j.create(DataType.DOUBLE, 0, 2),
            ones(1, 1)),
        new Misfit(
            "features: expected shape [rows, columns], got []",
            Nd4j.empty(DataType.DOUBLE),
            ones(1, 1)),
        new Misfit("targets: expected shape [4, 1], got [3, 1]", ones(4, 2), ones(3, 1)),
        new Misfit("targets: expected shape [4, 1], got [1, 4]", ones(4, 2), ones(1, 4)),
        new Misfit("targets: expected shape [4, 1], got [4, 2]", ones(4, 2), ones(4, 2)),
        new Misfit("targets: expected shape [4, 1], got [5]", ones(4, 2), ones(5)),
        new Misfit("targets: expected shape [4, 1], got [4, 1, 1]", ones(4, 2), ones(4, 1, 1)),
        new Misfit("targets: expected shape [1, 1], got []", ones(1, 2), row));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void namesTheArrayOfTheWrongShape(Misfit misfit) {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Dataset.of(misfit.features(), misfit.targets()).close());

    assertEquals(misfit.error(), error.getMessage());
  }

  static List<List<String>> wrongNames() {
    return List.of(List.of("a", "b"), List.of("a", "b", "c", "d"), List.of("a", "b", "a"));
  }

  @ParameterizedTest
  @MethodSource("wrongNames")
  void refusesNamesThatDoNotFit(List<String> names) {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Dataset.of(features(), targets(), names, "t").close());

    assertEquals("featureNames: expected 3 different names, got " + names, error.getMessage());
  }

  @Test
  void rowsWithoutLabelsHaveFeaturesAlone() {
    try (Dataset data = Dataset.owning(owned(features()), null, List.of("a", "b", "c"), "", 0)) {
      assertEquals(ROWS, data.rows());
      Exception error = assertThrows(IllegalStateException.class, data::targets);
      assertEquals("these rows have no target", error.getMessage());
      assertThrows(IllegalStateException.class, () -> data.pass(1));
      assertThrows(IllegalStateException.class, data::reader);
    }
  }

  private static String fingerprint(INDArray features, INDArray targets, String... names) {
    List<String> all = List.of(names.length == 0 ? new String[] {"a", "b", "c", "t"} : names);
    int last = all.size() - 1;
    try (Dataset data = Dataset.of(features, targets, all.subList(0, last), all.get(last))) {
      return data.fingerprint();
    }
  }

  @Test
  void fingerprintNamesItsMethod() {
    assertTrue(fingerprint(features(), targets()).matches("crc32c:[0-9a-f]{8}"));
  }

  @ParameterizedTest
  @FieldSource("LAYOUTS")
  void fingerprintIsTheSameForEveryLayout(Layout layout) {
    String expected = fingerprint(features(), targets());

    INDArray x = layout.of().apply(features());
    assertEquals(expected, fingerprint(x, layout.of().apply(targets())));
    assertEquals(expected, fingerprint(x, targets().reshape(ROWS)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 2", "127, 1", "255, 2", "256, 0", "299, 2"})
  void fingerprintNoticesTheLastBitOfAnyNumber(int row, int column) {
    String before = fingerprint(features(), targets());

    INDArray x = features();
    x.putScalar(row, column, Math.nextUp(x.getDouble(row, column)));
    assertNotEquals(before, fingerprint(x, targets()));

    INDArray y = targets();
    y.putScalar(row, 0, Math.nextDown(y.getDouble(row, 0)));
    assertNotEquals(before, fingerprint(features(), y));
  }

  @ParameterizedTest
  @CsvSource({"A, b, c, t", "a, b, d, t", "b, a, c, t", "a, b, c, T", "a, b, t, c", "a, bc, '', t"})
  void fingerprintNoticesOtherNames(String first, String second, String third, String target) {
    assertNotEquals(
        fingerprint(features(), targets()),
        fingerprint(features(), targets(), first, second, third, target));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 299", "255, 256"})
  void fingerprintNoticesRowsThatChangedPlaces(int one, int other) {
    INDArray x = features();
    INDArray y = targets();
    for (INDArray array : List.of(x, y)) {
      INDArray row = array.getRow(one).dup();
      array.putRow(one, array.getRow(other).dup());
      array.putRow(other, row);
    }

    assertNotEquals(fingerprint(features(), targets()), fingerprint(x, y));
  }

  @Test
  void fingerprintNoticesRowsThatAreGone() {
    INDArray x = features().get(interval(0, 299)).dup();
    INDArray y = targets().get(interval(0, 299)).dup();

    assertNotEquals(fingerprint(features(), targets()), fingerprint(x, y));
  }

  private static final double[] STAND_INS = {-1, -2, -3};

  /** Features with gaps in the first, a middle and the last row. */
  private static INDArray gappy() {
    INDArray x = features();
    x.putScalar(0, 0, Double.NaN);
    x.putScalar(150, 1, Double.NaN);
    x.putScalar(150, 2, Double.NaN);
    x.putScalar(299, 2, Double.NaN);
    return x;
  }

  private static INDArray filled() {
    INDArray x = features();
    x.putScalar(0, 0, -1);
    x.putScalar(150, 1, -2);
    x.putScalar(150, 2, -3);
    x.putScalar(299, 2, -3);
    return x;
  }

  @Test
  void fillsMissingValuesOfItsOwn() {
    try (Dataset data =
        Dataset.owning(owned(gappy()), owned(targets()), List.of("a", "b", "c"), "t", 0)) {
      data.impute(STAND_INS);

      assertEquals(filled(), data.features());
      assertEquals(targets(), data.targets());
    }
  }

  @Test
  void fillsMissingValuesInItsCopyAlone() {
    INDArray x = gappy().dup('f');
    try (Dataset data = Dataset.of(x, targets())) {
      data.impute(STAND_INS);

      assertEquals(filled(), data.features());
    }
    assertTrue(Double.isNaN(x.getDouble(150, 2)));
  }

  @Test
  void refusesToFillTheCallersFeatures() {
    INDArray x = gappy();
    // The copy that it makes of these targets is its own.
    try (Dataset data = Dataset.of(x, framed(targets()))) {
      assertThrows(IllegalStateException.class, () -> data.impute(STAND_INS));
    }
    assertTrue(Double.isNaN(x.getDouble(150, 2)));
  }

  @Test
  void refusesToFillTheCallersFeaturesThoughItOwnsEqualTargets() {
    try (Dataset data = Dataset.of(targets(), framed(targets()))) {
      Exception error =
          assertThrows(IllegalStateException.class, () -> data.impute(new double[] {1}));

      assertEquals("the features are the caller's and are not changed", error.getMessage());
    }
  }

  @Test
  void refusesAnotherNumberOfStandIns() {
    try (Dataset data =
        Dataset.owning(owned(gappy()), owned(targets()), List.of("a", "b", "c"), "t", 0)) {
      for (int count : new int[] {2, 4}) {
        Exception error =
            assertThrows(IllegalArgumentException.class, () -> data.impute(new double[count]));

        assertEquals("values: expected 3 values, got " + count, error.getMessage());
      }
      assertTrue(Double.isNaN(data.features().getDouble(0, 0)));
    }
  }
}
