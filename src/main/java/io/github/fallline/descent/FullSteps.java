package io.github.fallline.descent;

import java.util.function.UnaryOperator;

/**
 * Full-batch steps: one an epoch, along the exact gradient. By passes over the rows, or from their
 * moments along the principal axes; the update rules act alike on every axis, so turning the axes
 * turns the path and changes nothing else.
 */
final class FullSteps implements Steps {
  private final Evaluator.WithGradient slope;
  private final Evaluator evaluator;
  private final UpdateRule.Update update;
  private final double rate;
  private final double[] point;
  private final double[] gradient;
  private final UnaryOperator<double[]> toParameters;
  private final boolean cheap;
  private long updates;

  private FullSteps(
      Evaluator.WithGradient slope,
      Evaluator evaluator,
      UpdateRule rule,
      double rate,
      double[] start,
      UnaryOperator<double[]> toParameters,
      boolean cheap) {
    this.slope = slope;
    this.evaluator = evaluator;
    this.rate = rate;
    this.toParameters = toParameters;
    this.cheap = cheap;
    update = rule.start(start.length);
    point = start;
    gradient = new double[start.length];
  }

  /**
   * Steps on the rows: each epoch passes over all of them.
   *
   * @param known the objective where it is known best, for looking; may be the same
   */
  static FullSteps onRows(
      RowEvaluator rows, Evaluator known, UpdateRule rule, double rate, double[] start) {
    return new FullSteps(rows, known, rule, rate, start.clone(), double[]::clone, false);
  }

  /**
   * Steps on the moments: each epoch costs one multiplication a parameter.
   *
   * @param quadratic the objective in the coordinates of the steps
   * @param known the objective where it is known best, for looking; may be the same
   */
  static FullSteps onMoments(
      Quadratic quadratic, Evaluator known, UpdateRule rule, double rate, double[] start) {
    Evaluator.WithGradient axes = quadratic.alongAxes();
    Evaluator look = known == quadratic ? axes : along -> known.at(quadratic.fromAxes(along));
    return new FullSteps(
        axes, look, rule, rate, quadratic.toAxes(start), quadratic::fromAxes, true);
  }

  @Override
  public double advance(long epochs) {
    for (long i = 0; i < epochs; i++) {
      slope.gradient(point, gradient);
      update.step(point, gradient, rate);
    }
    updates += epochs;
    return 0;
  }

  @Override
  public Evaluation evaluate() {
    return evaluator.at(point);
  }

  @Override
  public double[] answer() {
    return toParameters.apply(point);
  }

  @Override
  public long epochs() {
    return updates;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public double rate() {
    return rate;
  }

  /** On moments a look costs as much as an epoch, so later ones are about 1 % apart. */
  @Override
  public long stride() {
    return cheap ? Math.max(1, updates / 100) : 1;
  }

  @Override
  public void close() {
    // The evaluator is the caller's.
  }
}
