package io.github.fallline.blas;

import org.nd4j.linalg.api.buffer.DataType;

/** The type of the numbers of a matrix: their size and their rounding. */
public enum Precision {
  /** 4 bytes, 24 bits of digits. */
  FLOAT("float", DataType.FLOAT, Float.BYTES, 0x1p-24),

  /** 8 bytes, 53 bits of digits. */
  DOUBLE("double", DataType.DOUBLE, Double.BYTES, 0x1p-53);

  private final String label;
  private final DataType dataType;
  private final int bytes;
  private final double rounding;

  Precision(String label, DataType dataType, int bytes, double rounding) {
    this.label = label;
    this.dataType = dataType;
    this.bytes = bytes;
    this.rounding = rounding;
  }

  /** The name on the command line and in files: float or double. */
  public String label() {
    return label;
  }

  /** The data type of ND4J. */
  public DataType dataType() {
    return dataType;
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  /**
   * Rounds a number to the nearest float, but to 0 only if the number is 0, so that a column of
   * numbers too small for floats is not taken for an empty one.
   */
  public static float toFloat(double number) {
    float nearest = (float) number;
    return nearest == 0 && number != 0 ? (float) Math.copySign(Float.MIN_VALUE, number) : nearest;
  }

  /** The largest relative change of a number within the type's range when it is stored. */
  public double rounding() {
    return rounding;
  }
}
