package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;

/**
 * Full-batch steps: one an epoch, along the exact gradient. By passes over the rows, or from their
 * moments: along the principal axes if the update rule and the penalty are rotation-equivariant, so
 * that rotating the axes only rotates the path; otherwise in the given coordinates.
 */
public class FullBatchSolver extends StepPerEpochSolver {
  final Coordinates coordinates;
  private final UpdateRule rule;
  final double[] point;
  private final double[] gradient;
  private UpdateRule.State update;
  private ScheduledRate scheduledRate;

  /**
   * @param start in the coordinates; left alone
   */
  public FullBatchSolver(
      Coordinates coordinates, UpdateRule rule, ScheduledRate scheduledRate, double[] start) {
    this.coordinates = coordinates;
    this.scheduledRate = scheduledRate;
    this.rule = rule;
    update = rule.init(start.length);
    point = start.clone();
    gradient = new double[start.length];
  }

  @Override
  protected final void step() {
    coordinates.slope().gradient(point, gradient);
    double rate = rate();
    update.step(point, gradient, rate);
    coordinates.penalty().proximalStep(point, coordinates.features(), rate);
  }

  /** Continues from another point with a lower learning rate. */
  final void restartFrom(double[] other) {
    System.arraycopy(other, 0, point, 0, point.length);
    update = rule.init(point.length);
    scheduledRate = scheduledRate.times(MonitoredSolver.TOO_LARGE);
  }

  @Override
  public Evaluation evaluate() {
    return coordinates.function().at(point);
  }

  @Override
  public double[] parameters() {
    return coordinates.toParameters().apply(point);
  }

  @Override
  public final double rate() {
    return scheduledRate.at(epochs());
  }

  /** On moments an evaluation costs as much as an epoch, so later ones are about 1 % apart. */
  @Override
  public final long epochsUntilEvaluation() {
    return coordinates.cheap() ? Math.max(1, epochs() / 100) : 1;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    serializeEpochs(archive, "updates");
    archive.arrays("update", update.arrays());
  }

  /** Saves or loads a learning rate that was lowered. */
  final void serializeRate(StateArchive archive) {
    scheduledRate =
        new ScheduledRate(archive.real("rate", scheduledRate.rate()), scheduledRate.schedule());
  }
}
