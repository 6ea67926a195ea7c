package io.github.fallline.spark;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * How the numbers of a row lie in Spark's own row format: features, target, weight. The one place
 * that knows that format, which Spark does not promise to keep.
 */
record RowLayout(
    List<String> names, String target, Form form, boolean isWeighted, MissingValues missing)
    implements Serializable {
  /** How a frame holds the features. */
  enum Form {
    /** A column a feature. */
    COLUMNS,
    /** One array. */
    ARRAY,
    /** One vector of Spark's machine learning, dense or sparse. */
    VECTOR
  }

  /** The kind of a row. */
  enum Verdict {
    USED,
    SKIPPED,
    /** Of weight 0. */
    WEIGHTLESS
  }

  private static final int VECTOR_FIELDS = 4;

  int features() {
    return names.size();
  }

  /**
   * Copies the numbers of a row.
   *
   * @param numbers where the features go, from {@code at} on
   * @param targets where the target goes, at {@code place}, and in {@code weights} the weight
   */
  Verdict read(
      InternalRow row, double[] numbers, int at, double[] targets, double[] weights, int place) {
    int columns = form == Form.COLUMNS ? names.size() : 1;
    targets[place] = number(row, columns);
    weights[place] = isWeighted ? number(row, columns + 1) : 1;
    copyFeatures(row, numbers, at);
    boolean complete = !Double.isNaN(targets[place]);
    if (complete && missing == MissingValues.MEAN && Double.isNaN(weights[place])) {
      throw new InvalidDataException(
          "the weight of a row is missing; expected a number, which "
              + Setting.MISSING_MEAN
              + " does not fill in ("
              + Setting.MISSING_SKIP
              + " drops such rows)");
    }
    complete &= !Double.isNaN(weights[place]);
    if (complete && missing != MissingValues.MEAN) {
      for (int j = at; j < at + names.size(); j++) {
        complete &= !Double.isNaN(numbers[j]);
      }
    }
    if (!complete) {
      if (missing == MissingValues.FAIL) {
        throw new InvalidDataException(whatIsMissing(numbers, at, targets[place]));
      }
      return Verdict.SKIPPED;
    }
    if (weights[place] < 0 || Double.isInfinite(weights[place])) {
      throw new InvalidDataException(
          "a weight is " + weights[place] + "; expected a finite number of at least 0");
    }
    return weights[place] == 0 ? Verdict.WEIGHTLESS : Verdict.USED;
  }

  private String whatIsMissing(double[] numbers, int at, double targetValue) {
    String column = Double.isNaN(targetValue) ? target : "weight";
    for (int j = 0; j < names.size(); j++) {
      if (Double.isNaN(numbers[at + j])) {
        column = names.get(j);
      }
    }
    return "column '"
        + column
        + "' has a missing value; expected a number ("
        + Setting.MISSING_SKIP
        + " drops such rows)";
  }

  /** How long the vector in the first column of a row is. */
  static int vectorLength(InternalRow row) {
    InternalRow vector = row.getStruct(0, VECTOR_FIELDS);
    return vector.getByte(0) == 1 ? vector.getArray(3).numElements() : vector.getInt(1);
  }

  /** How long the array in the first column of a row is. */
  static int arrayLength(InternalRow row) {
    return row.getArray(0).numElements();
  }

  /** A null is a NaN here: the row itself would answer 0. */
  private static double number(InternalRow row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }

  private void copyFeatures(InternalRow row, double[] numbers, int at) {
    if (form == Form.COLUMNS) {
      copyColumns(row, numbers, at);
    } else if (row.isNullAt(0)) {
      Arrays.fill(numbers, at, at + names.size(), Double.NaN);
    } else if (form == Form.ARRAY) {
      copyArray(row.getArray(0), numbers, at);
    } else {
      copyVector(row.getStruct(0, VECTOR_FIELDS), numbers, at);
    }
  }

  private void copyColumns(InternalRow row, double[] numbers, int at) {
    int count = names.size();
    if (row.anyNull()) {
      for (int j = 0; j < count; j++) {
        numbers[at + j] = number(row, j);
      }
    } else {
      for (int j = 0; j < count; j++) {
        numbers[at + j] = row.getDouble(j);
      }
    }
  }

  private void copyVector(InternalRow vector, double[] numbers, int at) {
    boolean dense = vector.getByte(0) == 1;
    if (dense) {
      copyArray(vector.getArray(3), numbers, at);
      return;
    }
    requireLength(vector.getInt(1));
    Arrays.fill(numbers, at, at + names.size(), 0);
    int[] places = vector.getArray(2).toIntArray();
    double[] values = vector.getArray(3).toDoubleArray();
    for (int k = 0; k < places.length; k++) {
      numbers[at + places[k]] = values[k];
    }
  }

  private void copyArray(ArrayData values, double[] numbers, int at) {
    requireLength(values.numElements());
    for (int j = 0; j < names.size(); j++) {
      numbers[at + j] = values.isNullAt(j) ? Double.NaN : values.getDouble(j);
    }
  }

  private void requireLength(int length) {
    if (length != names.size()) {
      throw new InvalidDataException(
          "a row has " + length + " features; expected " + names.size() + " as in the first");
    }
  }
}
