package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A data set in memory: features [n, d] and targets [n, 1] as INDArrays, with names. Targets are
 * doubles; features are doubles, or floats in half the memory.
 *
 * <p>Arrays that the caller passes in stay the caller's: they are read in place where their layout
 * allows ('c' order without gaps, of the precision asked for), otherwise copied; they are never
 * changed, and not closed by {@link #close()}; keep them open as long as this data set is used. All
 * other memory is owned and closed.
 *
 * <p>Reading a data set after it or its arrays were closed throws an IllegalStateException. If
 * another thread closes it during a pass, the rows stay until the pass has ended; a training that
 * needs further passes fails. An array of the caller's that is closed while a pass reads it stays
 * open.
 */
public final class Dataset implements RowSource {
  static final String FEATURES = "features";
  static final String TARGETS = "targets";

  private final Matrix features;

  /** Null for rows without labels. */
  private final @Nullable Matrix targets;

  private final List<String> featureNames;
  private final String targetName;
  private final long skippedRows;
  private final double[] offsets;

  /** Null for rows that were not read from a table. */
  private final @Nullable Schema schema;

  private boolean closed;

  private Dataset(
      Matrix features,
      @Nullable Matrix targets,
      List<String> featureNames,
      String targetName,
      long skippedRows,
      double[] offsets) {
    this(features, targets, featureNames, targetName, skippedRows, offsets, null);
  }

  private Dataset(
      Matrix features,
      @Nullable Matrix targets,
      List<String> featureNames,
      String targetName,
      long skippedRows,
      double[] offsets,
      @Nullable Schema schema) {
    this.schema = schema;
    this.features = features;
    this.targets = targets;
    this.featureNames = List.copyOf(featureNames);
    this.targetName = targetName;
    this.skippedRows = skippedRows;
    this.offsets = offsets;
  }

  /**
   * A data set on the caller's arrays, with features named x1, x2, ... and the target named y.
   *
   * @param features [n, d], of any float type
   * @param targets [n, 1] or [n]
   * @throws IllegalArgumentException when the shapes do not fit each other
   * @throws IllegalStateException when an array was closed
   */
  public static Dataset of(INDArray features, INDArray targets) {
    return of(features, targets, Precision.DOUBLE);
  }

  /**
   * A data set on the caller's arrays in the precision asked for, with features named x1, x2, ...
   * and the target named y.
   *
   * @param features [n, d], of any float type; floats are read in place as floats
   * @param targets [n, 1] or [n]
   * @throws IllegalArgumentException when the shapes do not fit each other
   * @throws IllegalStateException when an array was closed
   */
  public static Dataset of(INDArray features, INDArray targets, Precision precision) {
    List<String> names = new ArrayList<>();
    for (int j = 1; features.rank() == 2 && j <= features.size(1); j++) {
      names.add("x" + j);
    }
    return of(features, targets, names, "y", precision);
  }

  /**
   * A data set of doubles on the caller's arrays.
   *
   * @param features [n, d], of any float type
   * @param targets [n, 1] or [n]
   * @param featureNames d names, all different
   * @param targetName the name of the target
   * @throws IllegalArgumentException when shapes or names do not fit each other
   * @throws IllegalStateException when an array was closed
   */
  public static Dataset of(
      INDArray features, INDArray targets, List<String> featureNames, String targetName) {
    return of(features, targets, featureNames, targetName, Precision.DOUBLE);
  }

  /**
   * A data set on the caller's arrays in the precision asked for.
   *
   * @param features [n, d], of any float type; floats are read in place as floats, other types are
   *     rounded to floats after an {@link #offset} is subtracted
   * @param targets [n, 1] or [n]
   * @param featureNames d names, all different
   * @param targetName the name of the target
   * @throws IllegalArgumentException when shapes or names do not fit each other
   * @throws IllegalStateException when an array was closed
   */
  public static Dataset of(
      INDArray features,
      INDArray targets,
      List<String> featureNames,
      String targetName,
      Precision precision) {
    Objects.requireNonNull(targets, TARGETS);
    try (Matrix.Hold featureHold = Matrix.hold(FEATURES, features);
        Matrix.Hold targetHold = Matrix.hold(TARGETS, targets)) {
      requireShapes(features, targets, featureNames);
      return ofHeld(features, targets, featureNames, targetName, precision);
    }
  }

  private static Dataset ofHeld(
      INDArray features,
      INDArray targets,
      List<String> featureNames,
      String targetName,
      Precision precision) {
    Matrix labels = readable(targets, Precision.DOUBLE);
    if (precision == Precision.DOUBLE || features.dataType() == precision.dataType()) {
      double[] offsets = new double[featureNames.size()];
      Matrix matrix = readable(features, precision);
      return new Dataset(matrix, labels, featureNames, targetName, 0, offsets);
    }
    try (Matrix doubles = readable(features, Precision.DOUBLE)) {
      FloatFeatures rounded = FloatFeatures.of(doubles);
      return new Dataset(rounded.matrix(), labels, featureNames, targetName, 0, rounded.offsets());
    }
  }

  /**
   * A data set with a copy of arrays, features named x1, x2, ... and the target named y.
   *
   * @param features [n][d]
   * @param targets [n]
   * @throws IllegalArgumentException when the shapes do not fit each other
   * @throws InvalidDataException when a number is not finite
   */
  public static Dataset of(double[][] features, double[] targets) {
    List<String> names = new ArrayList<>();
    for (int j = 1; features.length > 0 && j <= features[0].length; j++) {
      names.add("x" + j);
    }
    return of(features, targets, names, "y");
  }

  /**
   * A data set with a copy of arrays.
   *
   * @param features [n][d]
   * @param targets [n]
   * @param featureNames d names, all different
   * @param targetName the name of the target
   * @throws IllegalArgumentException when shapes or names do not fit each other
   * @throws InvalidDataException when a number is not finite
   */
  public static Dataset of(
      double[][] features, double[] targets, List<String> featureNames, String targetName) {
    Argument.require(features.length > 0, FEATURES, "at least one row", 0);
    Argument.require(
        targets.length == features.length, TARGETS, features.length + " numbers", targets.length);
    for (int i = 0; i < features.length; i++) {
      int width = features[i].length;
      if (width != featureNames.size()) {
        throw new IllegalArgumentException(
            "features: expected %d numbers in row %d, got %d"
                .formatted(featureNames.size(), i + 1, width));
      }
    }
    Records<Integer> rows = Records.target(targetName, i -> targets[i]);
    for (int j = 0; j < featureNames.size(); j++) {
      int column = j;
      rows = rows.feature(featureNames.get(j), i -> features[i][column]);
    }
    return rows.read(IntStream.range(0, features.length).iterator());
  }

  /** A data set on the features and labels of an ND4J DataSet, which stays the caller's. */
  public static Dataset of(DataSet data) {
    return of(data.getFeatures(), data.getLabels());
  }

  /**
   * A data set that owns its matrices and closes them.
   *
   * @param targets [n, 1], or null for rows without labels
   * @param skippedRows rows that were left out because of missing values
   */
  public static Dataset owning(
      Matrix features,
      @Nullable Matrix targets,
      List<String> featureNames,
      String targetName,
      long skippedRows) {
    double[] offsets = new double[featureNames.size()];
    return new Dataset(features, targets, featureNames, targetName, skippedRows, offsets);
  }

  /** A data set that owns its matrices and closes them, the features as floats. */
  public static Dataset owning(
      FloatFeatures features,
      @Nullable Matrix targets,
      List<String> featureNames,
      String targetName,
      long skippedRows) {
    return new Dataset(
        features.matrix(), targets, featureNames, targetName, skippedRows, features.offsets());
  }

  private static void requireShapes(INDArray features, INDArray targets, List<String> names) {
    if (features.rank() != 2 || features.isEmpty()) {
      throw new IllegalArgumentException(
          "features: expected shape [rows, columns], got " + Arrays.toString(features.shape()));
    }
    long rows = features.size(0);
    if (targets != null
        && (targets.size(0) != rows
            || targets.rank() < 1
            || targets.rank() > 2
            || (targets.rank() == 2 && targets.size(1) != 1))) {
      throw new IllegalArgumentException(
          "targets: expected shape [" + rows + ", 1], got " + Arrays.toString(targets.shape()));
    }
    Argument.require(
        names.size() == features.size(1) && new HashSet<>(names).size() == names.size(),
        "featureNames",
        features.size(1) + " different names",
        names);
  }

  /** Returns the array in place or, where its layout or type differs, a copy. */
  private static Matrix readable(INDArray array, Precision wanted) {
    if (Matrix.fits(array, wanted)) {
      return Matrix.of(array);
    }
    int columns = array.rank() == 1 ? 1 : Math.toIntExact(array.size(1));
    Matrix copy = Matrix.uninitialized(array.size(0), columns, wanted);
    copy.array().assign(array.reshape(array.size(0), columns));
    return copy;
  }

  /**
   * The features as stored, [n, d]: each column less its {@link #offset}, 0 for doubles and for
   * floats of the caller. They live as long as this data set does.
   *
   * @throws IllegalStateException when the data set or the caller's array was closed
   */
  public INDArray features() {
    requireOpen();
    requireOpenArray(FEATURES, features);
    return features.array();
  }

  /**
   * The targets, [n, 1] or, where they are the caller's, perhaps [n]; they live as long as this
   * data set.
   *
   * @throws IllegalStateException when the rows have no labels, or the data set or the caller's
   *     array was closed
   */
  public INDArray targets() {
    requireOpen();
    Matrix labels = labels();
    requireOpenArray(TARGETS, labels);
    return labels.array();
  }

  private static void requireOpenArray(String name, Matrix matrix) {
    if (!matrix.ownsMemory()) {
      Matrix.requireOpen(name, matrix.array());
    }
  }

  private synchronized void requireOpen() {
    if (closed) {
      String whose = targets == null ? "" : " of target '" + targetName + "'";
      throw new IllegalStateException(
          "the data set" + whose + " was closed; keep it open while it is used");
    }
  }

  /**
   * Returns the rows in place, without a copy; the caller closes them.
   *
   * @throws IllegalStateException when the rows have no labels, or the data set or the caller's
   *     arrays were closed
   */
  public synchronized RowsInPlace inPlace() {
    requireOpen();
    return new RowsInPlace(features, labels());
  }

  private Matrix labels() {
    if (targets == null) {
      throw new IllegalStateException("these rows have no target");
    }
    return targets;
  }

  @Override
  public long rows() {
    return features.rows();
  }

  @Override
  public List<String> featureNames() {
    return featureNames;
  }

  @Override
  public String targetName() {
    return targetName;
  }

  /** This data set, which is to be used no more, with the columns that it was read by. */
  public Dataset readBy(Schema columns) {
    return new Dataset(features, targets, featureNames, targetName, skippedRows, offsets, columns);
  }

  @Override
  public Optional<Schema> schema() {
    return Optional.ofNullable(schema);
  }

  @Override
  public long skippedRows() {
    return skippedRows;
  }

  @Override
  public Precision precision() {
    return features.precision();
  }

  @Override
  public double offset(int feature) {
    return offsets[feature];
  }

  /**
   * CRC-32C over names, shape and numbers: detects damage and change, not forgery. The same numbers
   * rounded to floats have another one.
   */
  @Override
  public String fingerprint() {
    return Fingerprint.of(this);
  }

  /** {@inheritDoc} The tile keeps the features from being freed until it is closed. */
  @Override
  public synchronized Tile newTile(int capacity) {
    requireOpen();
    Matrix.Hold hold = features.hold(FEATURES);
    return new Tile(features.view(), capacity, offsets, hold);
  }

  /** {@inheritDoc} The pass keeps the rows from being freed until it is closed. */
  @Override
  public Pass pass(int tileRows) {
    RowsInPlace matrices = inPlace();
    try {
      return new MatrixPass(matrices, rows(), tileRows);
    } catch (IllegalArgumentException e) {
      matrices.close();
      throw e;
    }
  }

  /** {@inheritDoc} The reader keeps the rows from being freed until it is closed. */
  @Override
  public Reader reader() {
    return new MatrixReader(inPlace());
  }

  /**
   * Imputes missing features (NaN), in this data set's own arrays.
   *
   * @param values one value a feature
   * @throws IllegalStateException when the arrays are the caller's, which are never changed, or the
   *     data set was closed
   * @throws IllegalArgumentException unless there is one for each feature
   */
  public void impute(double[] values) {
    requireOpen();
    if (!features.ownsMemory()) {
      throw new IllegalStateException("the features are the caller's and are not changed");
    }
    if (values.length != featureNames.size()) {
      throw new IllegalArgumentException(
          "values: expected " + featureNames.size() + " values, got " + values.length);
    }
    try (Matrix.Hold hold = features.hold(FEATURES)) {
      impute(values, features.view());
    }
  }

  private void impute(double[] values, RowView view) {
    double[] row = new double[featureNames.size()];
    for (long i = 0; i < rows(); i++) {
      view.moveTo(i, 1).read(row);
      boolean missing = false;
      for (int j = 0; j < row.length; j++) {
        if (Double.isNaN(row[j])) {
          row[j] = values[j] - offsets[j];
          missing = true;
        }
      }
      if (missing) {
        view.write(row);
      }
    }
  }

  /**
   * Frees the memory that this data set owns, as soon as no pass reads it; the caller's arrays stay
   * open.
   */
  @Override
  public synchronized void close() {
    closed = true;
    features.close();
    if (targets != null) {
      targets.close();
    }
  }
}
