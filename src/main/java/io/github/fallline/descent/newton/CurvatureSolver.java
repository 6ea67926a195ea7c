package io.github.fallline.descent.newton;

import io.github.fallline.descent.steps.Solver;
import java.util.List;

/**
 * Steps preconditioned by the curvature of the rows, which work on combinations of the features and
 * leave a model of doubles.
 */
public interface CurvatureSolver extends Solver {
  /** Features that depend on each other to 12 digits or more; what is left is not fitted. */
  List<String> dependentFeatures();

  /**
   * The model that the steps have led to, each weight rounded once.
   *
   * @param weights overwritten: [features], on the features as stored
   * @return the intercept, the double nearest to its own for these weights
   */
  double toWeights(double[] weights);

  /**
   * An upper bound on how much higher the objective of a model is than where the steps are, in
   * units of the loss: what the rounding of weights costs. One pass over the rows.
   *
   * @param weights [features], on the features as stored
   */
  double lossBeyond(double[] weights, double intercept);
}
