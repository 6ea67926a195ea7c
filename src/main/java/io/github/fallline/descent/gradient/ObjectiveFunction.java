package io.github.fallline.descent.gradient;

/** The objective over all rows as a function of a point in fixed coordinates. */
public interface ObjectiveFunction {
  /** Evaluates the objective at a point, which is not changed. */
  Evaluation at(double[] point);

  /** An objective that also computes its gradient. */
  interface WithGradient extends ObjectiveFunction {
    /** Writes the gradient at a point over {@code gradient}. */
    void gradient(double[] point, double[] gradient);
  }
}
