package io.github.fallline.descent.certificate;

import io.github.fallline.blas.Vectors;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import java.util.Arrays;
import java.util.List;

/**
 * Full-batch steps by passes over the rows, on whitened features, that end where squared errors
 * with an L2 penalty are least, and the proof of how near that is: iterative refinement.
 *
 * <p>With g the gradient in standardized coordinates and A half the second derivative, a step is
 * -A^-1 g / 2 and the distance to the minimum g'A^-1 g / 4. The gradient comes from residuals that
 * are computed with twice the digits. A comes from the second moments of the rows along the
 * principal axes on which they are known well; along the others, where columns are nearly
 * combinations of others ({@link NearDependences}), from the values of these combinations on the
 * rows. So a step gains digits down to where the coefficients themselves, being doubles, end.
 *
 * <p>The bound counts what rounding may have done to gradient, moments and combinations. A
 * combination that varies by no more than the rounding of its columns is not descended along; what
 * it could still explain is part of the bound.
 */
public final class Refinement {
  private static final double UNIT = RefinedProblem.UNIT;

  /** A squared bias, in variances of the target, that is no matter. */
  private static final double UNFELT = 1e-24;

  /** The distance of rounded coefficients may be more than one that was met by chance. */
  private static final double NEAREST = 100;

  /** A step that does not come nearer by this factor was the last that could. */
  private static final double PROGRESS = 0.25;

  private final List<String> featureNames;
  private final RefinedProblem problem;
  private final OpenDirections open;
  private final int features;
  private final int size;

  /**
   * A refinement on some rows, over which it makes passes to know the problem.
   *
   * @param rows doubles that can be read again
   * @param quadratic the objective in standardized coordinates, from moments
   * @param ridge what the square of each weight costs in these coordinates, [features]
   * @param columns of the features and the target
   */
  public Refinement(
      RowStream rows,
      QuadraticObjective quadratic,
      FeatureScaling standard,
      double[] ridge,
      ColumnStatistics columns,
      TileExecutor executor) {
    featureNames = rows.featureNames();
    problem = new RefinedProblem(rows, quadratic, standard, ridge, columns, executor);
    open = new OpenDirections(problem);
    features = problem.features;
    size = problem.size;
  }

  /**
   * A point and how good it is.
   *
   * @param weights [features]
   * @param constant the intercept
   * @param evaluation of the objective; the norm is that of standardized coordinates, the gap, of
   *     what is descended along, infinite where nothing bounds it
   * @param estimate of the distance to the minimum along what is descended along
   * @param hidden an upper bound on what the other directions could explain
   * @param steps taken to get there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; the weights are handed on
  public record Point(
      double[] weights,
      double constant,
      Evaluation evaluation,
      double estimate,
      double hidden,
      int steps) {}

  /** How far a point is from the minimum, in units of the objective. */
  static final class Distance {
    /** Of what is descended along. */
    double estimate;

    /** An upper bound of the same. */
    double bound;

    /** An upper bound on what the other directions could explain. */
    double hidden;
  }

  /** The columns of combinations that keep the optimum from being known; in their order. */
  public List<String> doubtfulColumns() {
    return open.doubtfulColumns(featureNames);
  }

  /**
   * The point itself, or better ones found by steps from it.
   *
   * @param weights [features]; left alone
   * @param constant the intercept
   * @param mostSteps 0 for the point itself
   * @param enough a distance to the minimum that needs no further step
   */
  public Point from(double[] weights, double constant, int mostSteps, double enough) {
    double[] at = weights.clone();
    double[] gradient = new double[size];
    double intercept = constant;
    Point best = evaluate(at, intercept, 0, gradient);
    boolean nearer = !(best.estimate() <= enough);
    for (int step = 1; nearer && step <= mostSteps; step++) {
      at = at.clone();
      intercept = step(at, intercept, gradient);
      Point point = evaluate(at, intercept, step, gradient);
      nearer = point.estimate() < PROGRESS * best.estimate() && !(point.estimate() <= enough);
      // Once distances are the rounding of the coefficients, the last ones are the nearest doubles.
      best = point.estimate() <= NEAREST * best.estimate() ? point : best;
    }
    return best;
  }

  /**
   * Looks at a point.
   *
   * @param gradient overwritten with the gradient in standardized coordinates
   */
  private Point evaluate(double[] weights, double constant, int steps, double[] gradient) {
    ResidualPass.Sums sums = problem.at(weights, constant, open.combinations());
    double total = sums.weight();
    double square = sums.squares() / total;
    double loss = square;
    double costs = 0;
    double predicted = Math.abs(constant) + Math.sqrt(problem.columns.meanSquare(features));
    for (int j = 0; j < features; j++) {
      double parameter = weights[j] * problem.scales[j];
      double cost = problem.ridge[j] * parameter;
      loss += cost * parameter;
      costs += cost * cost;
      predicted += Math.abs(weights[j]) * problem.sizes[j];
      gradient[j] = -2 * sums.product(j) / (total * problem.scales[j]) + 2 * cost;
    }
    double bias = sums.residuals() / total;
    if (problem.hasIntercept()) {
      gradient[features] = -2 * bias;
    }
    double norm = Vectors.norm(gradient);
    double dot = 2 * (features + 2) * UNIT;
    double residualError = dot * dot * predicted;
    double error =
        2 * Math.sqrt(size) * (problem.slopeError * Math.sqrt(square) + residualError)
            + 8 * UNIT * Math.sqrt(costs)
            + (size + 8) * UNIT * norm
            + 2 * Math.abs(bias) * centreError();
    Distance distance = new Distance();
    for (int k = problem.firstKnown; k < size; k++) {
      double slope = problem.quadratic.alongAxis(k, gradient);
      double curvature = problem.quadratic.curvature(k);
      distance.estimate += slope * slope / (4 * curvature);
      double steepest = Math.abs(slope) + error;
      distance.bound += steepest * steepest / (4 * (curvature - problem.momentError));
    }
    open.addTo(distance, sums, weights, residualError);
    double rounding = 1 + problem.sumError;
    return new Point(
        weights,
        constant,
        new Evaluation(loss, norm, Math.min(distance.bound, loss * rounding)),
        distance.estimate,
        Math.min(distance.hidden, square * rounding),
        steps);
  }

  /** How far the means of the standardized columns may be from 0. */
  private double centreError() {
    double sum = 0;
    for (int j = 0; j < features && problem.hasIntercept(); j++) {
      double offset = Math.abs(problem.columns.mean(j)) / problem.scales[j] + 1;
      sum += offset * offset;
    }
    return problem.sumError * Math.sqrt(sum);
  }

  /** Steps to where the gradient would be 0; returns the new intercept. */
  private double step(double[] weights, double constant, double[] gradient) {
    double[] change = new double[features + 1];
    for (int k = problem.firstKnown; k < size; k++) {
      double length =
          problem.quadratic.alongAxis(k, gradient) / (2 * problem.quadratic.curvature(k));
      for (int j = 0; j < size; j++) {
        change[j] -= length * problem.quadratic.axis(k, j);
      }
    }
    for (int j = 0; j < features; j++) {
      change[j] /= problem.scales[j];
    }
    open.addSteps(change);
    double rounding = 0;
    double[] moved = new double[features];
    for (int j = 0; j < features; j++) {
      double before = weights[j];
      weights[j] += change[j];
      moved[j] = weights[j] - before;
      rounding += UNIT * Math.abs(weights[j] * problem.centres[j]);
    }
    if (!problem.hasIntercept()) {
      return 0;
    }
    // The intercept makes up for the rounding of the weights only where that is felt: otherwise it
    // is the double nearest to its own optimum, as the weights are to theirs.
    boolean felt = rounding * rounding > UNFELT * problem.columns.variance(features);
    double[] made = felt ? moved : Arrays.copyOf(change, features);
    return constant + ResidualPass.residual(change[features], problem.centres, 0, made, 0);
  }
}
