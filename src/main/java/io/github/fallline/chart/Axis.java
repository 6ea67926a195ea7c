package io.github.fallline.chart;

/**
 * One direction of a chart.
 *
 * @param label the quantity and its unit
 * @param kind how values are spread over it
 */
public record Axis(String label, Kind kind) {
  /** How values are spread. */
  public enum Kind {
    /** Equal differences are equal lengths. */
    LINEAR,
    /** Equal ratios are equal lengths; values of zero and below have no place. */
    LOG
  }

  /** An axis of equal differences. */
  public static Axis linear(String label) {
    return new Axis(label, Kind.LINEAR);
  }

  /** An axis of equal ratios. */
  public static Axis log(String label) {
    return new Axis(label, Kind.LOG);
  }

  /** Whether a value has a place on it. */
  boolean holds(double value) {
    return Double.isFinite(value) && (kind == Kind.LINEAR || value > 0);
  }
}
