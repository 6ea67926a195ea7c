package io.github.fallline.descent.gradient;

/** The objective and its gradient by passes over the rows, wherever they lie. */
public interface PassObjective extends ObjectiveFunction.WithGradient, AutoCloseable {
  /** The mean squared error of the same rows, which shares nothing else; the caller closes it. */
  PassObjective leastSquaresPart();

  @Override
  void close();
}
