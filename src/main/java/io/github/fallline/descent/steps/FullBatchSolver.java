package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import java.util.function.UnaryOperator;

/**
 * Full-batch steps: one an epoch, along the exact gradient. By passes over the rows, or from their
 * moments: along the principal axes if the update rule and the penalty are rotation-equivariant, so
 * that rotating the axes only rotates the path; otherwise in the given coordinates.
 */
public class FullBatchSolver implements Solver {
  private final ObjectiveFunction.WithGradient slope;
  final ObjectiveFunction function;
  private final UpdateRule rule;
  private final Penalty penalty;
  private final int features;
  final double[] point;
  private final double[] gradient;
  private final UnaryOperator<double[]> toParameters;
  private final boolean cheap;
  private UpdateRule.State update;
  private ScheduledRate scheduledRate;
  private long updates;

  /**
   * The objective in the coordinates of the steps.
   *
   * @param slope computes the gradient of the smooth part
   * @param function evaluates it
   * @param penalty that steps take account of
   * @param features the number of parameters that are penalized, the first ones
   * @param toParameters converts coordinates to parameters, by a copy
   * @param cheap whether an evaluation costs no pass over the rows
   */
  record Coordinates(
      ObjectiveFunction.WithGradient slope,
      ObjectiveFunction function,
      Penalty penalty,
      int features,
      UnaryOperator<double[]> toParameters,
      boolean cheap) {}

  FullBatchSolver(
      Coordinates coordinates, UpdateRule rule, ScheduledRate scheduledRate, double[] start) {
    slope = coordinates.slope();
    function = coordinates.function();
    penalty = coordinates.penalty();
    features = coordinates.features();
    toParameters = coordinates.toParameters();
    cheap = coordinates.cheap();
    this.scheduledRate = scheduledRate;
    this.rule = rule;
    update = rule.init(start.length);
    point = start;
    gradient = new double[start.length];
  }

  /**
   * Creates a solver in the given coordinates: each epoch costs a pass over the rows or, on
   * moments, as many multiplications as there are pairs of parameters.
   *
   * @param slope computes the gradient of the objective's smooth part
   * @param known the most accurate form of the objective, for evaluations; may be the same
   * @param features the number of parameters that are penalized, the first ones
   * @param lowers whether, after a step to a loss above that of the start, it returns to the best
   *     point that was evaluated and lowers the learning rate; that point is then the output
   */
  public static FullBatchSolver inCoordinates(
      ObjectiveFunction.WithGradient slope,
      ObjectiveFunction known,
      UpdateRule rule,
      Penalty penalty,
      int features,
      ScheduledRate scheduledRate,
      double[] start,
      boolean lowers) {
    boolean cheap = slope instanceof MomentObjective;
    Coordinates coordinates =
        new Coordinates(slope, known, penalty, features, double[]::clone, cheap);
    return lowers
        ? new RestartingSolver(coordinates, rule, scheduledRate, start.clone())
        : new FullBatchSolver(coordinates, rule, scheduledRate, start.clone());
  }

  /**
   * Creates a solver on the moments along the principal axes: each epoch costs one multiplication a
   * parameter.
   *
   * @param quadratic the objective in the coordinates of the steps
   * @param known the most accurate form of the objective, for evaluations; may be the same
   */
  public static FullBatchSolver alongAxes(
      QuadraticObjective quadratic,
      ObjectiveFunction known,
      UpdateRule rule,
      ScheduledRate scheduledRate,
      double[] start) {
    ObjectiveFunction.WithGradient axes = quadratic.alongAxes();
    ObjectiveFunction objective =
        known == quadratic ? axes : along -> known.at(quadratic.fromAxes(along));
    // The gradient of the penalty is part of the quadratic's.
    return new FullBatchSolver(
        new Coordinates(axes, objective, Penalty.NONE, 0, quadratic::fromAxes, true),
        rule,
        scheduledRate,
        quadratic.toAxes(start));
  }

  @Override
  public final double advance(long epochs) {
    for (long i = 0; i < epochs; i++) {
      slope.gradient(point, gradient);
      double rate = scheduledRate.at(updates);
      update.step(point, gradient, rate);
      penalty.proximalStep(point, features, rate);
      updates++;
    }
    return 0;
  }

  /** Continues from another point with a lower learning rate. */
  final void restartFrom(double[] other) {
    System.arraycopy(other, 0, point, 0, point.length);
    update = rule.init(point.length);
    scheduledRate = scheduledRate.times(MonitoredSolver.TOO_LARGE);
  }

  @Override
  public Evaluation evaluate() {
    return function.at(point);
  }

  @Override
  public double[] parameters() {
    return toParameters.apply(point);
  }

  @Override
  public final long epochs() {
    return updates;
  }

  @Override
  public final double rate() {
    return scheduledRate.at(updates);
  }

  /** On moments an evaluation costs as much as an epoch, so later ones are about 1 % apart. */
  @Override
  public final long epochsUntilEvaluation() {
    return cheap ? Math.max(1, updates / 100) : 1;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    updates = archive.integer("updates", updates);
    archive.arrays("update", update.arrays());
  }

  /** Saves or loads a learning rate that was lowered. */
  final void serializeRate(StateArchive archive) {
    scheduledRate =
        new ScheduledRate(archive.real("rate", scheduledRate.rate()), scheduledRate.schedule());
  }
}
