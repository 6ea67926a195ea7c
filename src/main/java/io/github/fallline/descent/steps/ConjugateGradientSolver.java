package io.github.fallline.descent.steps;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.gradient.CurvatureOracle;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.gradient.RowCurvature;
import io.github.fallline.objective.Penalty;

/**
 * The conjugate-gradient method (Hestenes and Stiefel 1952) for squared errors: one step an epoch,
 * each to the minimum along its direction, about as many as there are parameters. By passes over
 * the rows, one an epoch, or from their moments along the principal axes.
 *
 * <p>The gradient after a step is the one before it plus the Hessian times the step, so that the
 * next direction is known without a pass; the pass along that direction then computes the true
 * gradient, so that rounding errors do not accumulate. A direction without a descent is due to
 * rounding: the next step restarts from the gradient.
 */
public final class ConjugateGradientSolver extends StepPerEpochSolver {
  /** A loss that fell below this share of itself is evaluated again: it may be rounding. */
  private static final double LEAST_SHARE = 1e-3;

  private final CurvatureOracle oracle;
  private final Coordinates coordinates;
  private final boolean evaluationIsFree;
  private final ConjugateDirections directions;
  private final double[] point;
  private final double[] gradient;
  private final double[] direction;
  private final double[] hessianDirection;
  private double loss;
  private boolean lossIsSure;
  private double length;

  private ConjugateGradientSolver(CurvatureOracle oracle, Coordinates coordinates, double[] start) {
    this.oracle = oracle;
    this.coordinates = coordinates;
    evaluationIsFree = coordinates.cheap() || coordinates.function() != coordinates.slope();
    point = start.clone();
    gradient = new double[start.length];
    direction = new double[start.length];
    hessianDirection = new double[start.length];
    directions = new ConjugateDirections(start.length);
    coordinates.slope().gradient(point, gradient);
  }

  /**
   * Creates a solver on the rows.
   *
   * @param rows closed with the steps
   * @param slope the objective by passes over the rows; the caller closes it
   * @param known the most accurate form of the objective, for evaluations; may be the same
   */
  public static ConjugateGradientSolver onRows(
      RowCurvature rows,
      ObjectiveFunction.WithGradient slope,
      ObjectiveFunction known,
      double[] start) {
    Coordinates coordinates = Coordinates.ofParameters(slope, known, Penalty.NONE, 0);
    return new ConjugateGradientSolver(rows, coordinates, start);
  }

  /**
   * Creates a solver on the moments.
   *
   * @param quadratic the objective in the coordinates of the steps
   * @param known the most accurate form of the objective, for evaluations; may be the same
   */
  public static ConjugateGradientSolver onMoments(
      QuadraticObjective quadratic, ObjectiveFunction known, double[] start) {
    Coordinates coordinates = Coordinates.alongAxes(quadratic, known);
    ObjectiveFunction.WithGradient axes = coordinates.slope();
    CurvatureOracle oracle =
        (point, direction, gradient, hessianDirection) -> {
          axes.gradient(point, gradient);
          quadratic.hessianTimes(direction, hessianDirection);
          return axes.at(point).loss();
        };
    return new ConjugateGradientSolver(oracle, coordinates, quadratic.toAxes(start));
  }

  @Override
  protected void step() {
    directions.next(gradient, direction);
    loss = oracle.evaluateAlong(point, direction, gradient, hessianDirection);
    lossIsSure = true;
    double curvature = Vectors.dot(direction, hessianDirection);
    double slope = Vectors.dot(direction, gradient);
    if (!(slope > 0 && curvature > 0)) {
      directions.clear();
      return;
    }
    length = slope / curvature;
    Vectors.addScaled(point, -length, direction);
    Vectors.addScaled(gradient, -length, hessianDirection);
    directions.add(direction, hessianDirection, curvature);
    double before = loss;
    loss -= slope * length / 2;
    lossIsSure = loss >= LEAST_SHARE * before;
  }

  @Override
  public Evaluation evaluate() {
    if (evaluationIsFree || !lossIsSure) {
      return coordinates.function().at(point);
    }
    double norm = Vectors.norm(gradient);
    return new Evaluation(loss, norm, loss); // neither errors nor penalty are below 0
  }

  @Override
  public double[] parameters() {
    return coordinates.toParameters().apply(point);
  }

  /** The length of the last step, in units of its direction. */
  @Override
  public double rate() {
    return length;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    archive.array("gradient", gradient);
    loss = archive.real("loss", loss);
    lossIsSure = archive.integer("loss is sure", lossIsSure ? 1 : 0) == 1;
    length = archive.real("length", length);
    serializeEpochs(archive, "epochs");
    directions.serialize(archive);
  }

  @Override
  public void close() {
    oracle.close();
  }
}
