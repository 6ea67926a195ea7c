package io.github.fallline.descent.certificate;

import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.leastsquares.ResidualPass;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The directions along which moments do not determine the curvature, made independent of the axes
 * that are known well and of each other by passes over the rows.
 */
final class OpenDirections {
  /** A combination of less than this share of its terms is 0 exactly: two doubles end there. */
  private static final double ZERO = 1e-28;

  /** A combination of less than this share of its terms is the rounding of its columns. */
  private static final double ROUNDED = 8 * RefinedProblem.UNIT;

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

  private final RefinedProblem problem;
  private final int features;
  private final int size;
  private final int count;
  private final NearDependences combinations;

  /** Of each direction: half the second derivative along it; 0 where it is 0 exactly. */
  private final double[] curvatures;

  /** Of each direction: whether it is the rounding of its columns. */
  private final boolean[] rounded;

  /** Of each direction: the derivative along it at the last point. */
  private final double[] slopes;

  /** How much of the bound the dependence of axes and directions on each other may hide. */
  private double coupling;

  private final boolean resolved;

  /** Resolves the directions of a problem, as far as its numbers allow. */
  OpenDirections(RefinedProblem problem) {
    this.problem = problem;
    features = problem.features;
    size = problem.size;
    count = problem.firstKnown;
    combinations = new NearDependences(count, features);
    curvatures = new double[count];
    rounded = new boolean[count];
    slopes = new double[count];
    double products = (double) problem.columns.rows() * count * (3.0 * features + count);
    resolved = products <= MOST_PRODUCTS && resolve();
  }

  private boolean resolve() {
    for (int q = 0; q < count; q++) {
      for (int j = 0; j < size; j++) {
        combinations.set(q, j, problem.quadratic.axis(q, j) / problem.scales[j]);
      }
    }
    boolean independent = count == 0;
    for (int round = 0; round < MOST_ROUNDS && !independent; round++) {
      ResidualPass.Sums sums = problem.at(new double[features], 0, combinations);
      independent = areIndependent(sums);
      if (!independent) {
        makeIndependent(sums);
      }
    }
    return independent;
  }

  /** Half the second derivative along two directions. */
  private double gram(ResidualPass.Sums sums, int left, int right) {
    double sum = sums.directionGram(left, right) / sums.weight();
    for (int j = 0; j < features; j++) {
      double cost = problem.ridge[j] * (problem.scales[j] * problem.scales[j]);
      sum += cost * combinations.get(left, j) * combinations.get(right, j);
    }
    return sum;
  }

  /** The same along a direction and an axis. */
  private double gramWithAxis(ResidualPass.Sums sums, int direction, int axis) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double product = sums.directionProduct(direction, j) / sums.weight() / problem.scales[j];
      double cost = problem.ridge[j] * problem.scales[j] * combinations.get(direction, j);
      sum += problem.quadratic.axis(axis, j) * (product + cost);
    }
    return problem.hasIntercept()
        ? sum
            + problem.quadratic.axis(axis, features) * sums.directionSum(direction) / sums.weight()
        : sum;
  }

  /** The root mean square of the terms that a direction adds up. */
  private double terms(int direction) {
    double sum = Math.abs(combinations.get(direction, features));
    for (int j = 0; j < features; j++) {
      sum += Math.abs(combinations.get(direction, j)) * problem.sizes[j];
    }
    return sum;
  }

  private boolean areIndependent(ResidualPass.Sums sums) {
    double[] squares = new double[count];
    for (int q = 0; q < count; q++) {
      double terms = terms(q);
      squares[q] = gram(sums, q, q);
      rounded[q] = squares[q] <= ROUNDED * ROUNDED * terms * terms;
      curvatures[q] = squares[q] <= ZERO * ZERO * terms * terms ? 0 : squares[q];
    }
    double dependent = 0;
    for (int q = 0; q < count; q++) {
      for (int k = count; k < size && curvatures[q] > 0; k++) {
        double product = gramWithAxis(sums, q, k);
        dependent += product * product / (problem.quadratic.curvature(k) * squares[q]);
      }
      for (int other = 0; other < q && curvatures[q] > 0; other++) {
        double product = gram(sums, q, other);
        dependent +=
            curvatures[other] > 0 ? 2 * product * product / (squares[other] * squares[q]) : 0;
      }
    }
    coupling = Math.sqrt(dependent) + problem.noise(count);
    return coupling <= INDEPENDENT;
  }

  /** Subtracts from each direction its part along the axes, then those along each other. */
  private void makeIndependent(ResidualPass.Sums sums) {
    for (int q = 0; q < count; q++) {
      for (int k = count; k < size; k++) {
        double factor = gramWithAxis(sums, q, k) / problem.quadratic.curvature(k);
        for (int j = 0; j < size; j++) {
          combinations.add(q, j, -factor * problem.quadratic.axis(k, j) / problem.scales[j]);
        }
      }
    }
    orthogonalize(remaining(sums));
  }

  /** The products of the directions once they are independent of the axes: Schur's complement. */
  private double[][] remaining(ResidualPass.Sums sums) {
    double[][] products = new double[count][count];
    double[][] withAxes = new double[count][size];
    for (int q = 0; q < count; q++) {
      for (int k = count; k < size; k++) {
        withAxes[q][k] = gramWithAxis(sums, q, k);
      }
      for (int other = 0; other <= q; other++) {
        double product = gram(sums, q, other);
        for (int k = count; k < size; k++) {
          product -= withAxes[q][k] * withAxes[other][k] / problem.quadratic.curvature(k);
        }
        products[q][other] = product;
        products[other][q] = product;
      }
    }
    return products;
  }

  /** Gram and Schmidt, the direction of which most is left first. */
  private void orthogonalize(double[][] products) {
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
        combinations.addDirection(other, q, -factor);
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
    combinations.swap(left, right);
    double[] row = products[left];
    products[left] = products[right];
    products[right] = row;
    for (double[] each : products) {
      double product = each[left];
      each[left] = each[right];
      each[right] = product;
    }
  }

  /** What combinations the directions are. */
  NearDependences combinations() {
    return combinations;
  }

  /** The names of the columns whose combinations keep the optimum from being known; in order. */
  List<String> doubtfulColumns(List<String> featureNames) {
    TreeSet<Integer> found = new TreeSet<>();
    for (int q = 0; q < count; q++) {
      if (!resolved || (rounded[q] && curvatures[q] > 0)) {
        for (int j : combinations.columns(q, problem.scales)) {
          found.add(j);
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (int j : found) {
      names.add(featureNames.get(j));
    }
    return names;
  }

  /**
   * Adds what the directions leave to the distance of a point from the minimum.
   *
   * @param sums at the point
   * @param residualError to which its residuals are known
   */
  void addTo(
      Refinement.Distance distance,
      ResidualPass.Sums sums,
      double[] weights,
      double residualError) {
    double square = sums.squares() / sums.weight();
    double deviation = Math.sqrt(square);
    double unit = RefinedProblem.UNIT;
    for (int q = 0; q < count; q++) {
      if (curvatures[q] == 0 || !resolved) {
        continue;
      }
      slopes[q] = -2 * sums.directionResiduals(q) / sums.weight() + 2 * cost(q, weights);
      double width = Math.sqrt(curvatures[q]);
      double steepest =
          Math.abs(slopes[q]) * (1 + 8 * unit)
              + 2 * ((problem.slopeError + 8 * unit) * deviation + residualError) * width;
      double share = steepest * steepest / (4 * curvatures[q] * (1 - problem.sumError * size));
      if (rounded[q] && !(share * problem.columns.rows() > MORE_THAN_CHANCE * square)) {
        distance.hidden += share;
        slopes[q] = 0;
      } else {
        distance.estimate += slopes[q] * slopes[q] / (4 * curvatures[q]);
        distance.bound += share;
      }
    }
    distance.bound = resolved ? distance.bound / (1 - coupling) : Double.POSITIVE_INFINITY;
    distance.hidden /= 1 - coupling;
  }

  /** Half the derivative of the penalty along a direction. */
  private double cost(int direction, double[] weights) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double scale = problem.scales[j] * problem.scales[j];
      sum += problem.ridge[j] * scale * weights[j] * combinations.get(direction, j);
    }
    return sum;
  }

  /**
   * Steps to where the last point's derivatives would be 0.
   *
   * @param change of the weights and the constant, [features + 1]; the steps are added
   */
  void addSteps(double[] change) {
    for (int q = 0; q < count; q++) {
      if (curvatures[q] > 0 && slopes[q] != 0) {
        double length = slopes[q] / (2 * curvatures[q]);
        for (int j = 0; j <= features; j++) {
          change[j] -= length * combinations.get(q, j);
        }
      }
    }
  }
}
