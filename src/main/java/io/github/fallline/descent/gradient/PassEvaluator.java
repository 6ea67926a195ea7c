package io.github.fallline.descent.gradient;

/** The objective and its gradient by passes over the rows, wherever they lie. */
public interface PassEvaluator extends Evaluator.WithGradient, AutoCloseable {
  /** The mean squared error of the same rows, which shares nothing else; the caller closes it. */
  PassEvaluator squaredErrors();

  @Override
  void close();
}
