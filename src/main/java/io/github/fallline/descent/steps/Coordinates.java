package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.objective.Penalty;
import java.util.function.UnaryOperator;

/**
 * The objective in the coordinates of full-batch steps.
 *
 * @param slope computes the gradient of the smooth part
 * @param function evaluates the objective in its most accurate form; may be the same
 * @param penalty that steps take account of
 * @param features the number of parameters that are penalized, the first ones
 * @param toParameters converts coordinates to parameters, by a copy
 * @param cheap whether a gradient costs no pass over the rows
 */
public record Coordinates(
    ObjectiveFunction.WithGradient slope,
    ObjectiveFunction function,
    Penalty penalty,
    int features,
    UnaryOperator<double[]> toParameters,
    boolean cheap) {
  /**
   * The parameters themselves: each epoch costs a pass over the rows or, on moments, as many
   * multiplications as there are pairs of parameters.
   */
  public static Coordinates ofParameters(
      ObjectiveFunction.WithGradient slope,
      ObjectiveFunction function,
      Penalty penalty,
      int features) {
    boolean cheap = slope instanceof MomentObjective;
    return new Coordinates(slope, function, penalty, features, double[]::clone, cheap);
  }

  /**
   * The principal axes of the moments: each epoch costs one multiplication a parameter.
   *
   * @param function of the parameters, not along the axes; may be the quadratic
   */
  public static Coordinates alongAxes(QuadraticObjective quadratic, ObjectiveFunction function) {
    ObjectiveFunction.WithGradient axes = quadratic.alongAxes();
    ObjectiveFunction along =
        function == quadratic ? axes : point -> function.at(quadratic.fromAxes(point));
    // The gradient of the penalty is part of the quadratic's.
    return new Coordinates(axes, along, Penalty.NONE, 0, quadratic::fromAxes, true);
  }
}
