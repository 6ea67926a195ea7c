package io.github.fallline.function;

import java.util.List;

/**
 * The result of a descent on a function.
 *
 * @param end where it ended
 * @param verdict on the descent
 * @param finding the reason for the verdict, in one line
 * @param trace every step to the 1,000th, later ones about half a percent apart, the start first
 *     and the end last
 */
public record Minimization(Iterate end, Verdict verdict, String finding, List<Iterate> trace) {
  public Minimization {
    trace = List.copyOf(trace);
  }

  /** The last point, [size]; belongs to the caller. */
  public double[] point() {
    return end.position();
  }

  /** The value at the last point. */
  public double value() {
    return end.value();
  }

  /** Steps taken. */
  public long steps() {
    return end.step();
  }
}
