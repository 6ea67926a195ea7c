package io.github.fallline.descent.gradient;

/** The objective and its gradient by passes over the rows, local or distributed. */
public interface PassObjective extends ObjectiveFunction.WithGradient, AutoCloseable {
  /**
   * Returns the mean squared error of the same rows as an independent objective; the caller closes
   * it.
   */
  PassObjective leastSquaresPart();

  @Override
  void close();
}
