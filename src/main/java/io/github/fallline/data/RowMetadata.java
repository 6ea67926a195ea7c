package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import java.util.List;
import java.util.Optional;

/** Names, number and checksum of rows, without the rows. */
public interface RowMetadata {
  /**
   * How many rows there are.
   *
   * @throws IllegalStateException if this is not known before the first pass has ended
   */
  long rows();

  /**
   * The number of rows that the rows stand for: the sum of their weights as they were given, where
   * they have some.
   *
   * @throws IllegalStateException as {@link #rows}
   */
  default double totalWeight() {
    return rows();
  }

  /** The names of the features, one a column, in the order of the columns. */
  List<String> featureNames();

  /** The name of the target. */
  String targetName();

  /** The name of the weights; empty where all rows count the same. */
  default Optional<String> weightName() {
    return Optional.empty();
  }

  /** The columns of the table that the rows were read from; empty for rows from elsewhere. */
  default Optional<Schema> schema() {
    return Optional.empty();
  }

  /** How many rows were left out on reading because of missing values. */
  default long skippedRows() {
    return 0;
  }

  /** The type in which tiles hold features; targets are doubles always. */
  default Precision precision() {
    return Precision.DOUBLE;
  }

  /**
   * What is to be added to a column, as tiles and readers hand it out, to get the feature: floats
   * may be stored less an origin.
   */
  default double offset(int feature) {
    return 0;
  }

  /** A checksum over names and numbers, which detects a change of the data. */
  String fingerprint();
}
