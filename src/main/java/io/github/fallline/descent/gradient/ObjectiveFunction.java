package io.github.fallline.descent.gradient;

/** The objective over all rows, at points in one set of coordinates. */
public interface ObjectiveFunction {
  /** The objective at a point, which is left alone. */
  Evaluation at(double[] point);

  /** An evaluator that also knows the gradient. */
  interface WithGradient extends ObjectiveFunction {
    /** Writes the gradient at a point over {@code gradient}. */
    void gradient(double[] point, double[] gradient);
  }
}
