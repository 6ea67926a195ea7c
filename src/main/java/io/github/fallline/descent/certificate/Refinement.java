package io.github.fallline.descent.certificate;

import io.github.fallline.data.RowStream;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

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
  private static final double UNIT = Math.ulp(0.5);

  /** Axes are known well whose curvature is this many times what rounding may have made of it. */
  private static final double KNOWN_WELL = 100;

  /** A combination of less than this share of its terms is 0 exactly: two doubles end there. */
  private static final double ZERO = 1e-28;

  /** A combination of less than this share of its terms is the rounding of its columns. */
  private static final double ROUNDED = 8 * UNIT;

  /**
   * What a combination explains, in shares of the residuals' squares times rows, that chance does
   * not: then it is descended along, however small it is.
   */
  private static final double MORE_THAN_CHANCE = 30;

  /** How far two directions may be from independent of each other. */
  private static final double INDEPENDENT = 1e-3;

  /** Passes that make directions independent; each gains some eight digits. */
  private static final int MOST_ROUNDS = 6;

  /** Products that a pass may take for directions. */
  private static final double MOST_PRODUCTS = 4e8;

  /** A squared bias, in variances of the target, that is no matter. */
  private static final double UNFELT = 1e-24;

  /** The distance of rounded coefficients may be more than one that was met by chance. */
  private static final double NEAREST = 100;

  /** A step that does not come nearer by this factor was the last that could. */
  private static final double PROGRESS = 0.25;

  private final RowStream rows;
  private final QuadraticObjective quadratic;
  private final FeatureScaling standard;
  private final double[] ridge;
  private final ColumnStatistics columns;
  private final TileExecutor executor;
  private final int features;
  private final int size;
  private final double momentError;
  private final double[] centres;
  private final double[] sizes;
  private final double[] scales;
  private final ResidualPass pass;

  /** What rounding makes of sums over the rows, in shares of the sum of their sizes. */
  private final double sumError;

  /** The same of sums of products with residuals. */
  private final double slopeError;

  /** Axes before this one are not known well. */
  private final int firstKnown;

  private NearDependences directions;

  /** Of each direction: half the second derivative along it; 0 where it is 0 exactly. */
  private double[] curvatures;

  /** Of each direction: whether it is the rounding of its columns. */
  private boolean[] rounded;

  /** How much of the bound the dependence of axes and directions on each other may hide. */
  private double coupling;

  private boolean resolved = true;
  private int passes;

  /**
   * A refinement on some rows.
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
    this.rows = rows;
    this.quadratic = quadratic;
    this.standard = standard;
    this.ridge = ridge;
    this.columns = columns;
    this.executor = executor;
    features = standard.features();
    size = standard.size();
    momentError = MomentRounding.of(columns, standard);
    centres = new double[features];
    sizes = new double[features];
    scales = new double[features];
    for (int j = 0; j < features; j++) {
      centres[j] = standard.hasIntercept() ? standard.shift(j) : 0;
      sizes[j] = Math.sqrt(columns.meanSquare(j));
      scales[j] = standard.scale(j);
    }
    pass = new ResidualPass(rows, this.executor);
    double tiles = Math.ceil((double) columns.rows() / pass.tileRows());
    double most = Math.min(columns.rows(), pass.tileRows());
    sumError = UNIT * (8 + most + tiles);
    // Within a tile, sums of products with residuals have twice the digits.
    slopeError = UNIT * (tiles > 1 ? 2 + tiles : 0) + UNIT * UNIT * 4 * most * most;
    firstKnown = quadratic.axesBelow(KNOWN_WELL * momentError);
  }

  /**
   * A point and how good it is.
   *
   * @param weights [features]
   * @param constant the intercept
   * @param loss the objective
   * @param gradientNorm of the objective in standardized coordinates
   * @param estimate of the distance to the minimum along what is descended along
   * @param gap an upper bound on that distance; infinite where there is none
   * @param hidden an upper bound on what the other directions could explain
   * @param steps taken to get there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; the weights are handed on
  public record Point(
      double[] weights,
      double constant,
      double loss,
      double gradientNorm,
      double estimate,
      double gap,
      double hidden,
      int steps) {}

  /** Passes over the rows so far. */
  int passes() {
    return passes;
  }

  /** The columns of combinations that keep the optimum from being known; in their order. */
  public List<String> doubtfulColumns() {
    TreeSet<Integer> found = new TreeSet<>();
    for (int q = 0; directions != null && q < directions.count(); q++) {
      if (!resolved || (rounded[q] && curvatures[q] > 0)) {
        for (int j : directions.columns(q, scales)) {
          found.add(j);
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (int j : found) {
      names.add(rows.featureNames().get(j));
    }
    return names;
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
    resolveDirections();
    double[] at = weights.clone();
    double[] gradient = new double[size];
    double[] along = new double[directions.count()];
    double intercept = constant;
    Point best = null;
    for (int step = 0; ; step++) {
      Point point = evaluate(at, intercept, step, gradient, along);
      // Once distances are the rounding of the coefficients, the last ones are the nearest doubles.
      boolean nearest = best == null || point.estimate() <= NEAREST * best.estimate();
      boolean nearer = best == null || point.estimate() < PROGRESS * best.estimate();
      best = nearest ? point : best;
      if (step == mostSteps || !nearer || point.estimate() <= enough) {
        return best;
      }
      at = at.clone();
      intercept = step(at, intercept, gradient, along);
    }
  }

  /** Makes the directions that moments leave open independent of the axes and of each other. */
  private void resolveDirections() {
    if (directions != null) {
      return;
    }
    directions = new NearDependences(firstKnown, features);
    curvatures = new double[firstKnown];
    rounded = new boolean[firstKnown];
    if (firstKnown == 0) {
      return;
    }
    double products = (double) columns.rows() * firstKnown * (3.0 * features + firstKnown);
    if (products > MOST_PRODUCTS) {
      resolved = false;
      return;
    }
    for (int q = 0; q < firstKnown; q++) {
      for (int j = 0; j < features; j++) {
        directions.set(q, j, quadratic.axis(q, j) / scales[j]);
      }
      if (standard.hasIntercept()) {
        directions.set(q, features, quadratic.axis(q, features));
      }
    }
    resolved = false;
    for (int round = 0; round < MOST_ROUNDS && !resolved; round++) {
      ResidualPass.Sums sums = pass.at(new double[features], 0, centres, directions);
      passes++;
      resolved = areResolved(sums);
      if (!resolved) {
        makeIndependent(sums);
      }
    }
  }

  /** Half the second derivative along two directions. */
  private double gram(ResidualPass.Sums sums, int left, int right) {
    double sum = sums.directionGram(left, right) / sums.weight();
    for (int j = 0; j < features; j++) {
      double scale = scales[j] * scales[j];
      sum += ridge[j] * scale * directions.get(left, j) * directions.get(right, j);
    }
    return sum;
  }

  /** The same along a direction and an axis. */
  private double gramWithAxis(ResidualPass.Sums sums, int direction, int axis) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double product = sums.directionProduct(direction, j) / sums.weight() / scales[j];
      double cost = ridge[j] * scales[j] * directions.get(direction, j);
      sum += quadratic.axis(axis, j) * (product + cost);
    }
    return standard.hasIntercept()
        ? sum + quadratic.axis(axis, features) * sums.directionSum(direction) / sums.weight()
        : sum;
  }

  /** The root mean square of the terms that a direction adds up. */
  private double terms(int direction) {
    double sum = Math.abs(directions.get(direction, features));
    for (int j = 0; j < features; j++) {
      sum += Math.abs(directions.get(direction, j)) * sizes[j];
    }
    return sum;
  }

  private boolean areResolved(ResidualPass.Sums sums) {
    int count = directions.count();
    double[] squares = new double[count];
    for (int q = 0; q < count; q++) {
      double square = gram(sums, q, q);
      double terms = terms(q);
      boolean zero = square <= ZERO * ZERO * terms * terms;
      rounded[q] = square <= ROUNDED * ROUNDED * terms * terms;
      squares[q] = square;
      curvatures[q] = zero ? 0 : square;
    }
    double dependent = 0;
    for (int q = 0; q < count; q++) {
      for (int k = firstKnown; k < size && curvatures[q] > 0; k++) {
        double product = gramWithAxis(sums, q, k);
        dependent += product * product / (quadratic.curvature(k) * squares[q]);
      }
      for (int other = 0; other < q && curvatures[q] > 0; other++) {
        double product = gram(sums, q, other);
        dependent +=
            curvatures[other] > 0 ? 2 * product * product / (squares[other] * squares[q]) : 0;
      }
    }
    double noise = size * sumError * count / Math.sqrt(KNOWN_WELL * momentError);
    coupling = Math.sqrt(dependent) + noise;
    return coupling <= INDEPENDENT;
  }

  private void makeIndependent(ResidualPass.Sums sums) {
    int count = directions.count();
    for (int q = 0; q < count; q++) {
      for (int k = firstKnown; k < size; k++) {
        double factor = gramWithAxis(sums, q, k) / quadratic.curvature(k);
        for (int j = 0; j < features; j++) {
          directions.add(q, j, -factor * quadratic.axis(k, j) / scales[j]);
        }
        if (standard.hasIntercept()) {
          directions.add(q, features, -factor * quadratic.axis(k, features));
        }
      }
    }
    orthogonalize(remaining(sums));
  }

  /** The products of the directions once they are independent of the axes: Schur's complement. */
  private double[][] remaining(ResidualPass.Sums sums) {
    int count = directions.count();
    double[][] products = new double[count][count];
    double[][] withAxes = new double[count][size];
    for (int q = 0; q < count; q++) {
      for (int k = firstKnown; k < size; k++) {
        withAxes[q][k] = gramWithAxis(sums, q, k);
      }
      for (int other = 0; other <= q; other++) {
        double product = gram(sums, q, other);
        for (int k = firstKnown; k < size; k++) {
          product -= withAxes[q][k] * withAxes[other][k] / quadratic.curvature(k);
        }
        products[q][other] = product;
        products[other][q] = product;
      }
    }
    return products;
  }

  /** Gram and Schmidt, the direction of which most is left first. */
  private void orthogonalize(double[][] products) {
    int count = products.length;
    for (int q = 0; q < count; q++) {
      int most = q;
      for (int other = q + 1; other < count; other++) {
        most = products[other][other] > products[most][most] ? other : most;
      }
      swap(products, q, most);
      if (!(products[q][q] > 0)) {
        return;
      }
      for (int other = q + 1; other < count; other++) {
        double factor = products[q][other] / products[q][q];
        directions.addDirection(other, q, -factor);
        for (int third = q + 1; third < count; third++) {
          products[other][third] -= factor * products[q][third];
        }
      }
    }
  }

  private void swap(double[][] products, int left, int right) {
    if (left == right) {
      return;
    }
    directions.swap(left, right);
    double[] row = products[left];
    products[left] = products[right];
    products[right] = row;
    for (double[] each : products) {
      double product = each[left];
      each[left] = each[right];
      each[right] = product;
    }
  }

  /**
   * Looks at a point.
   *
   * @param gradient overwritten with the gradient in standardized coordinates
   * @param along overwritten with the derivative along each direction
   */
  private Point evaluate(
      double[] weights, double constant, int steps, double[] gradient, double[] along) {
    ResidualPass.Sums sums = pass.at(weights, constant, centres, directions);
    passes++;
    double total = sums.weight();
    double square = sums.squares() / total;
    double deviation = Math.sqrt(square);
    double loss = square;
    double norm = 0;
    double costs = 0;
    double predicted = Math.abs(constant) + Math.sqrt(columns.meanSquare(features));
    for (int j = 0; j < features; j++) {
      double parameter = weights[j] * scales[j];
      double cost = ridge[j] * parameter;
      loss += cost * parameter;
      costs += cost * cost;
      predicted += Math.abs(weights[j]) * sizes[j];
      gradient[j] = -2 * sums.product(j) / (total * scales[j]) + 2 * cost;
      norm += gradient[j] * gradient[j];
    }
    double bias = sums.residuals() / total;
    if (standard.hasIntercept()) {
      gradient[features] = -2 * bias;
      norm += gradient[features] * gradient[features];
    }
    double dot = 2 * (features + 2) * UNIT;
    double residualError = dot * dot * predicted;
    double error =
        2 * Math.sqrt(size) * (slopeError * deviation + residualError)
            + 8 * UNIT * Math.sqrt(costs)
            + (size + 8) * UNIT * Math.sqrt(norm)
            + 2 * Math.abs(bias) * centreError();
    double estimate = 0;
    double bound = 0;
    for (int k = firstKnown; k < size; k++) {
      double slope = quadratic.alongAxis(k, gradient);
      double curvature = quadratic.curvature(k);
      estimate += slope * slope / (4 * curvature);
      double steepest = Math.abs(slope) + error;
      bound += steepest * steepest / (4 * (curvature - momentError));
    }
    double hidden = 0;
    for (int q = 0; q < directions.count(); q++) {
      if (curvatures[q] == 0 || !resolved) {
        continue;
      }
      along[q] = -2 * sums.directionResiduals(q) / total + 2 * cost(q, weights);
      double width = Math.sqrt(curvatures[q]);
      double steepest =
          Math.abs(along[q]) * (1 + 8 * UNIT)
              + 2 * ((slopeError + 8 * UNIT) * deviation + residualError) * width;
      double share = steepest * steepest / (4 * curvatures[q] * (1 - sumError * size));
      if (rounded[q] && !(share * columns.rows() > MORE_THAN_CHANCE * square)) {
        hidden += share;
        along[q] = 0;
      } else {
        estimate += along[q] * along[q] / (4 * curvatures[q]);
        bound += share;
      }
    }
    bound = resolved ? bound / (1 - coupling) : Double.POSITIVE_INFINITY;
    return new Point(
        weights,
        constant,
        loss,
        Math.sqrt(norm),
        estimate,
        Math.min(bound, loss * (1 + sumError)),
        Math.min(hidden / (1 - coupling), square * (1 + sumError)),
        steps);
  }

  /** Half the derivative of the penalty along a direction. */
  private double cost(int direction, double[] weights) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double scale = scales[j] * scales[j];
      sum += ridge[j] * scale * weights[j] * directions.get(direction, j);
    }
    return sum;
  }

  /** How far the means of the standardized columns may be from 0. */
  private double centreError() {
    double sum = 0;
    for (int j = 0; j < features && standard.hasIntercept(); j++) {
      double offset = Math.abs(columns.mean(j)) / scales[j] + 1;
      sum += offset * offset;
    }
    return sumError * Math.sqrt(sum);
  }

  /** Steps to where the gradient would be 0; returns the new intercept. */
  private double step(double[] weights, double constant, double[] gradient, double[] along) {
    double[] change = new double[size];
    for (int k = firstKnown; k < size; k++) {
      double length = quadratic.alongAxis(k, gradient) / (2 * quadratic.curvature(k));
      for (int j = 0; j < size; j++) {
        change[j] -= length * quadratic.axis(k, j);
      }
    }
    double shift = standard.hasIntercept() ? change[features] : 0;
    for (int j = 0; j < features; j++) {
      change[j] /= scales[j];
    }
    for (int q = 0; q < directions.count(); q++) {
      if (curvatures[q] > 0 && along[q] != 0) {
        double length = along[q] / (2 * curvatures[q]);
        for (int j = 0; j < features; j++) {
          change[j] -= length * directions.get(q, j);
        }
        shift -= length * directions.get(q, features);
      }
    }
    double rounding = 0;
    double[] moved = new double[features];
    for (int j = 0; j < features; j++) {
      double before = weights[j];
      weights[j] += change[j];
      moved[j] = weights[j] - before;
      rounding += UNIT * Math.abs(weights[j] * centres[j]);
    }
    if (!standard.hasIntercept()) {
      return 0;
    }
    // The intercept makes up for the rounding of the weights only where that is felt: otherwise it
    // is the double nearest to its own optimum, as the weights are to theirs.
    boolean felt = rounding * rounding > UNFELT * columns.variance(features);
    double[] made = felt ? moved : Arrays.copyOf(change, features);
    return constant + ResidualPass.residual(shift, centres, 0, made, 0);
  }
}
