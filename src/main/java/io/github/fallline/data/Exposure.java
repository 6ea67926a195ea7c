package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import java.util.Locale;
import java.util.Objects;

/**
 * The column of how much each row was exposed: time, area, people. A model of counts then predicts
 * the exposure times a rate, {@code count = exposure * exp(intercept + sum)}.
 *
 * @param column its name; no feature
 * @param kind how the cells give the exposure
 */
public record Exposure(String column, Kind kind) {
  /** The largest logarithm of an exposure: beyond it counts leave the range of a double. */
  private static final double MOST_OFFSET = 700;

  /** How cells give an exposure. */
  public enum Kind {
    /** As they are: numbers above 0. */
    EXPOSURE {
      @Override
      public double least() {
        return Double.MIN_VALUE;
      }

      @Override
      public double most() {
        return Double.MAX_VALUE;
      }

      @Override
      public double exposure(double number) {
        return number;
      }

      @Override
      public String expectation() {
        return "an exposure is a finite number above 0";
      }
    },
    /** By their logarithms, as the offset of R's {@code glm}. */
    OFFSET {
      @Override
      public double least() {
        return -MOST_OFFSET;
      }

      @Override
      public double most() {
        return MOST_OFFSET;
      }

      @Override
      public double exposure(double number) {
        return Math.exp(number);
      }

      @Override
      public String expectation() {
        return "an offset is the logarithm of an exposure, from -700 to 700";
      }
    };

    /** The least valid number. */
    public abstract double least();

    /** The largest valid number. */
    public abstract double most();

    /** The exposure that a valid number stands for, above 0; NaN for NaN. */
    public abstract double exposure(double number);

    /** What is expected of a number, in words. */
    public abstract String expectation();

    /** Whether a number is valid. */
    public boolean accepts(double number) {
      return number >= least() && number <= most();
    }

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The setting that such a column is named by. */
    public Setting setting() {
      return this == EXPOSURE ? Setting.EXPOSURE : Setting.OFFSET;
    }
  }

  public Exposure {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(kind, "kind");
  }
}
