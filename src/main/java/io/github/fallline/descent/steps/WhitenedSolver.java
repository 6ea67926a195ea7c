package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;

/**
 * The full-batch step on whitened features, from moments: along the gradient multiplied by the
 * inverse of the second moments. If the second moments of the features are 1 the safe rate 1 / (2
 * lambda) is 1/2 and reaches the minimum, so one step is enough, whereas descent on the original
 * features takes as many as their condition number.
 */
public final class WhitenedSolver extends StepPerEpochSolver {
  private static final double RATE = 0.5;

  private final QuadraticObjective quadratic;
  private final ObjectiveFunction known;
  private final double[] along;

  /**
   * @param quadratic the objective in the coordinates of the step
   * @param known the most accurate form of the objective; may be the same
   */
  public WhitenedSolver(QuadraticObjective quadratic, ObjectiveFunction known, double[] start) {
    this.quadratic = quadratic;
    this.known = known;
    along = quadratic.toAxes(start);
  }

  @Override
  protected void step() {
    quadratic.stepToOptimum(along);
  }

  @Override
  public Evaluation evaluate() {
    return known.at(quadratic.fromAxes(along));
  }

  @Override
  public double[] parameters() {
    return quadratic.fromAxes(along);
  }

  @Override
  public double rate() {
    return RATE;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", along);
    serializeEpochs(archive, "updates");
  }
}
