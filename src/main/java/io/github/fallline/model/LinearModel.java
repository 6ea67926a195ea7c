package io.github.fallline.model;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.NativeMemory;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear model: {@code prediction = intercept + sum of coefficient[j] * feature[j]}, on the
 * original scale of the features, or a function of that sum, the inverse of its {@link Link}.
 * Immutable.
 *
 * <p>Two models are equal when their names are and their numbers are bit for bit.
 */
public final class LinearModel {
  private static final int TERMS_SHOWN = 8;

  private final List<String> featureNames;
  private final String targetName;
  private final double[] coefficients;
  private final double intercept;
  private final double[] featureMeans;
  private final Link link;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  /** A model of d features that predicts the sum itself. */
  public LinearModel(
      List<String> featureNames,
      String targetName,
      double[] coefficients,
      double intercept,
      double[] featureMeans) {
    this(featureNames, targetName, coefficients, intercept, featureMeans, Link.IDENTITY);
  }

  /**
   * Creates a model of d features.
   *
   * @param featureNames d names, all different, at least one
   * @param targetName what is predicted
   * @param coefficients [d], one a feature, in the order of the names; copied
   * @param intercept the sum where every feature is zero
   * @param featureMeans [d], the means of the training rows, which stand in for missing values when
   *     rows are read for prediction; copied
   * @param link what the sum is of the prediction
   * @throws IllegalArgumentException when sizes do not fit, a name comes twice or a number is not
   *     finite
   */
  public LinearModel(
      List<String> featureNames,
      String targetName,
      double[] coefficients,
      double intercept,
      double[] featureMeans,
      Link link) {
    this.featureNames = List.copyOf(featureNames);
    this.targetName = Objects.requireNonNull(targetName, "targetName");
    this.coefficients = coefficients.clone();
    this.intercept = intercept;
    this.featureMeans = featureMeans.clone();
    this.link = Objects.requireNonNull(link, "link");
    if (featureNames.isEmpty()) {
      throw new IllegalArgumentException("featureNames: expected at least one, got none");
    }
    requireFinite("coefficients", this.coefficients);
    requireFinite("featureMeans", this.featureMeans);
    if (!Double.isFinite(intercept)) {
      throw new IllegalArgumentException("intercept: expected a finite number, got " + intercept);
    }
    for (String name : this.featureNames) {
      if (places.putIfAbsent(name, places.size()) != null) {
        throw new IllegalArgumentException("featureNames: '" + name + "' occurs twice");
      }
    }
  }

  /**
   * Reads the model of a model file.
   *
   * @throws io.github.fallline.files.InputException when the file cannot be read
   * @throws IllegalArgumentException when the coefficients are not all: features are made of words
   *     or dates, or predictions transformed; {@link SavedModel#load} then predicts
   */
  public static LinearModel load(Path file) {
    SavedModel saved = SavedModel.load(file);
    if (!saved.isPlain()) {
      throw new IllegalArgumentException(
          file
              + ": the model has columns of words or dates, or predictions that are transformed;"
              + " use SavedModel.load");
    }
    return saved.model();
  }

  /**
   * A model without features, whose sum is its intercept. In place of features it has one of name
   * {@link Schema#NO_FEATURE}, whose coefficient is 0.
   */
  public static LinearModel constant(String targetName, double intercept, Link link) {
    return new LinearModel(
        List.of(Schema.NO_FEATURE), targetName, new double[1], intercept, new double[1], link);
  }

  /** The same model of a target of another name. */
  public LinearModel withTargetName(String name) {
    return new LinearModel(featureNames, name, coefficients, intercept, featureMeans, link);
  }

  /** Whether this is a {@link #constant} model. */
  public boolean hasNoFeatures() {
    return Schema.isNone(featureNames);
  }

  private void requireFinite(String what, double[] numbers) {
    if (numbers.length != featureNames.size()) {
      throw new IllegalArgumentException(
          what + ": expected " + featureNames.size() + " numbers, got " + numbers.length);
    }
    for (int j = 0; j < numbers.length; j++) {
      if (!Double.isFinite(numbers[j])) {
        throw new IllegalArgumentException(
            "%s: '%s' is %s; expected finite numbers"
                .formatted(what, featureNames.get(j), numbers[j]));
      }
    }
  }

  /** The names of the features in the order of the columns. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** The name of the target. */
  public String targetName() {
    return targetName;
  }

  /** The sum, on the scale of the link, where every feature is zero. */
  public double intercept() {
    return intercept;
  }

  /** The link function. */
  public Link link() {
    return link;
  }

  /**
   * The change of the sum, which is the prediction on the scale of the link, by one unit of a
   * feature.
   *
   * @throws IllegalArgumentException if no feature has this name; the message lists the features
   */
  public double coefficient(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(
          "no feature '" + name + "'; the features are " + String.join(", ", featureNames));
    }
    return coefficients[place];
  }

  /** The coefficients by name, in the order of the columns, none without features; a copy. */
  public Map<String, Double> coefficients() {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      if (hasNoFeatures()) {
        break;
      }
      byName.put(place.getKey(), coefficients[place.getValue()]);
    }
    return Collections.unmodifiableMap(byName);
  }

  /** The coefficients in the order of the columns; a copy. */
  public double[] coefficientArray() {
    return coefficients.clone();
  }

  /** The means of the features over the training rows, in the order of the columns; a copy. */
  public double[] featureMeans() {
    return featureMeans.clone();
  }

  /**
   * The prediction for one row; NaN if one of its values is NaN. It equals that of {@link
   * #predict(INDArray)} to rounding, not to the last bit: BLAS adds in another order.
   *
   * @param row [d] values in the order of the columns; may be empty for a model without features
   * @throws IllegalArgumentException when it has not d values
   */
  public double predict(double... row) {
    if (!hasValues(row)) {
      throw new IllegalArgumentException(
          "row: expected " + values() + " values, got " + row.length);
    }
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += coefficients[j] * row[j];
    }
    return link.prediction(sum + intercept);
  }

  /** The number of values in a row: one for each feature. */
  private int values() {
    return hasNoFeatures() ? 0 : coefficients.length;
  }

  /** Whether a row has a value for each feature; {@link Schema#NO_FEATURE} may have one too. */
  private boolean hasValues(double... row) {
    return row.length == values() || row.length == coefficients.length;
  }

  /**
   * The prediction for the row with these values, in any order; others are ignored.
   *
   * @param row a number for each feature by its name
   * @throws IllegalArgumentException when a feature has no value, naming it
   */
  public double predict(Map<String, ? extends Number> row) {
    double[] values = new double[featureNames.size()];
    for (int j = 0; j < values.length && !hasNoFeatures(); j++) {
      Number value = row.get(featureNames.get(j));
      if (value == null) {
        throw new IllegalArgumentException(
            "row: expected a value for the feature '" + featureNames.get(j) + "'");
      }
      values[j] = value.doubleValue();
    }
    return predict(values);
  }

  /**
   * The predictions for many rows, each as of {@link #predict(double...)}.
   *
   * @param rows [n][d] values in the order of the columns; rows may be empty for a model without
   *     features
   * @return [n]
   * @throws IllegalArgumentException when a row has not d values, naming the first
   */
  public double[] predict(double[][] rows) {
    double[] predictions = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (!hasValues(rows[i])) {
        throw new IllegalArgumentException(
            "rows: expected %d values in row %d, got %d"
                .formatted(values(), i + 1, rows[i].length));
      }
      predictions[i] = predict(rows[i]);
    }
    return predictions;
  }

  /**
   * The predictions for many rows; NaN for a row with a NaN. A row's prediction does not depend on
   * the rows beside it, nor on their number.
   *
   * @param features [n, d], of any numeric type and layout, n may be 0; not changed. Doubles in 'c'
   *     order without gaps are read in place, anything else is copied for the time of the call
   * @return [n, 1], doubles, owned by the caller
   * @throws IllegalArgumentException when the shape is not [n, d]
   * @throws IllegalStateException when the array was closed
   */
  public INDArray predict(INDArray features) {
    try (Matrix.Hold hold = Matrix.hold("features", features)) {
      return predictHeld(features);
    }
  }

  private INDArray predictHeld(INDArray features) {
    if (features.rank() != 2 || features.size(1) != coefficients.length) {
      throw new IllegalArgumentException(
          "features: expected shape [rows, "
              + coefficients.length
              + "], got "
              + Arrays.toString(features.shape()));
    }
    if (features.size(0) == 0) {
      return NativeMemory.array(DataType.DOUBLE, 0, 1);
    }
    if (Matrix.fits(features, Precision.DOUBLE)) {
      return predictInPlace(features);
    }
    try (INDArray copy = NativeMemory.array(DataType.DOUBLE, features.shape())) {
      return predictInPlace(copy.assign(features));
    }
  }

  private INDArray predictInPlace(INDArray features) {
    long rows = features.size(0);
    INDArray predictions = NativeMemory.array(DataType.DOUBLE, rows, 1);
    RowView source = RowView.on(features);
    RowView target = RowView.on(predictions);
    try (BatchPredictor predictor = new BatchPredictor(this)) {
      double[] numbers = new double[predictor.capacity()];
      for (long first = 0; first < rows; first += numbers.length) {
        int count = (int) Math.min(numbers.length, rows - first);
        predictor.predict(source.moveTo(first, count), numbers);
        target.moveTo(first, count).write(numbers);
      }
    } catch (RuntimeException | Error e) {
      predictions.close();
      throw e;
    }
    return predictions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearModel that
        && featureNames.equals(that.featureNames)
        && targetName.equals(that.targetName)
        && Arrays.equals(coefficients, that.coefficients)
        && Double.compare(intercept, that.intercept) == 0
        && Arrays.equals(featureMeans, that.featureMeans)
        && link == that.link;
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(featureNames, targetName, intercept) + Arrays.hashCode(coefficients);
  }

  /** The formula, such as {@code price = 3.5 + 2.0 * area - 0.25 * age}; its first terms. */
  @Override
  public String toString() {
    List<String> terms = new ArrayList<>();
    int count = hasNoFeatures() ? 0 : coefficients.length;
    for (int j = 0; j < Math.min(TERMS_SHOWN, count); j++) {
      String sign = coefficients[j] < 0 ? " - " : " + ";
      terms.add(sign + Math.abs(coefficients[j]) + " * " + featureNames.get(j));
    }
    int hidden = count - terms.size();
    String rest = hidden == 0 ? "" : " + ... (" + hidden + " more)";
    String sum = intercept + String.join("", terms) + rest;
    return targetName + " = " + (link == Link.IDENTITY ? sum : "exp(" + sum + ")");
  }
}
