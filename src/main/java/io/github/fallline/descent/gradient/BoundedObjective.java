package io.github.fallline.descent.gradient;

/** An objective whose minimum is known not to be below a bound. */
public record BoundedObjective(ObjectiveFunction objective, double bound)
    implements ObjectiveFunction {
  @Override
  public Evaluation at(double[] point) {
    Evaluation known = objective.at(point);
    return known.withGap(Math.max(0, Math.min(known.gap(), known.loss() - bound)));
  }
}
