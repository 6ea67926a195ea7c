package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.StateArchive;

/**
 * The objective of proximal Newton steps, whose gradients come from moments or from passes over the
 * rows. Once they come from the rows, passes bound the gap as well.
 */
public final class ProximalObjective implements ObjectiveFunction.WithGradient {
  private final ObjectiveFunction.WithGradient known;
  private final ObjectiveFunction.WithGradient rows;
  private final double stored;
  private final double goal;
  private boolean onRows;

  private ProximalObjective(
      ObjectiveFunction.WithGradient known,
      ObjectiveFunction.WithGradient rows,
      double stored,
      double goal,
      boolean onRows) {
    this.known = known;
    this.rows = rows;
    this.stored = stored;
    this.goal = goal;
    this.onRows = onRows;
  }

  /**
   * From moments alone.
   *
   * @param stored by how much the rounding of the features on storing adds to all gaps
   */
  public static ProximalObjective ofMoments(MomentObjective moments, double stored) {
    return new ProximalObjective(moments, moments, stored, Double.POSITIVE_INFINITY, false);
  }

  /** By passes over the rows alone. */
  public static ProximalObjective ofRows(ObjectiveFunction.WithGradient rows) {
    return new ProximalObjective(rows, rows, 0, Double.POSITIVE_INFINITY, true);
  }

  /** Gradients by passes over the rows, and gaps bounded by moments, too. */
  public static ProximalObjective ofRows(
      ObjectiveFunction.WithGradient rows, MomentObjective moments, double stored) {
    return new ProximalObjective(moments, rows, stored, Double.POSITIVE_INFINITY, true);
  }

  /**
   * From moments, and by passes over the rows where moments do not reach a goal.
   *
   * @param goal a gap, with what storing adds
   */
  public static ProximalObjective ofMomentsThenRows(
      MomentObjective moments, ObjectiveFunction.WithGradient rows, double stored, double goal) {
    return new ProximalObjective(moments, rows, stored, goal, false);
  }

  @Override
  public void gradient(double[] point, double[] gradient) {
    (onRows ? rows : known).gradient(point, gradient);
  }

  @Override
  public Evaluation at(double[] point) {
    Evaluation first = known.at(point);
    boolean bounds = onRows && rows != known;
    double gap = bounds ? Math.min(first.gap(), rows.at(point).gap()) : first.gap();
    return new Evaluation(first.loss(), first.gradientNorm(), gap + stored);
  }

  /** Takes gradients from the rows from now on if moments have led to a point above the goal. */
  void continueFrom(double[] point) {
    onRows = onRows || !(at(point).gap() <= goal);
  }

  /** Saves or loads where gradients come from. */
  void serialize(StateArchive archive) {
    onRows = archive.integer("on rows", onRows ? 1 : 0) == 1;
  }
}
