package io.github.fallline.search;

import java.util.Objects;

/**
 * The numbers that a setting may have.
 *
 * @param name of the setting
 * @param low the least of them
 * @param high the greatest, above {@code low}
 * @param scale how they are divided
 */
public record Range(String name, double low, double high, Scale scale) {
  /** How a range is divided into parts. */
  public enum Scale {
    /** Parts of the same width. */
    LINEAR,
    /** Cells of equal ratio, for positive numbers. */
    LOGARITHMIC
  }

  public Range {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scale, "scale");
    double least = scale == Scale.LOGARITHMIC ? Double.MIN_VALUE : -Double.MAX_VALUE;
    if (!(low >= least && low < high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "range '%s': expected two numbers%s, the lower one first, got %s and %s"
              .formatted(name, scale == Scale.LOGARITHMIC ? " above 0" : "", low, high));
    }
  }

  /** A range that is divided into parts of the same width. */
  public static Range linear(String name, double low, double high) {
    return new Range(name, low, high, Scale.LINEAR);
  }

  /** A range that is divided into parts of the same ratio. */
  public static Range logarithmic(String name, double low, double high) {
    return new Range(name, low, high, Scale.LOGARITHMIC);
  }

  /** The middle of the range, on its scale. */
  public double middle() {
    return at(0.5);
  }

  /** One of {@code parts} equal parts of the range, counted from 0 at its low end. */
  Range part(int index, int parts) {
    return new Range(name, at((double) index / parts), at((index + 1.0) / parts), scale);
  }

  private double at(double share) {
    if (share == 0 || share == 1) {
      return share == 0 ? low : high;
    }
    return scale == Scale.LINEAR
        ? low * (1 - share) + high * share
        : Math.exp(Math.log(low) * (1 - share) + Math.log(high) * share);
  }
}
