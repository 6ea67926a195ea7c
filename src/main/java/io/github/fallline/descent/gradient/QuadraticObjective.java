package io.github.fallline.descent.gradient;

import io.github.fallline.blas.SymmetricEigen;

/**
 * The objective of squared errors with an L2 penalty, as the quadratic function of the parameters
 * that it is, along its principal axes.
 *
 * <p>With A = half the second derivative and t the parameters along the eigenvectors of A, counted
 * from the mean of the target for the intercept: objective = least + sum a_k (t_k - o_k)^2. Along
 * an axis the gradient costs one multiplication; the sum is the exact distance to the optimum.
 *
 * <p>Along axes whose eigenvalue is rounding (below size x 2^-52 of the largest) the objective
 * counts as flat. Columns that others make up exactly have such axes, and none of the target lies
 * along them. Where some does, more than rounding can explain, the least value is not known and the
 * gap is infinite.
 */
public final class QuadraticObjective implements ObjectiveFunction {
  /** What of the target may seem to lie along a flat axis, in units of rounding; 4 was seen. */
  private static final double TARGET_ROUNDING = 1000;

  private final int size;
  private final double[] axes;
  private final double[] curvatures;
  private final double[] optimum;
  private final double least;
  private final double targetSquare;
  private final boolean certain;
  private final double interceptOffset;
  private final double flatSquare;
  private final double[] position;

  /**
   * The objective in coordinates where its axes are known.
   *
   * @param axes as {@link SymmetricEigen#vectors()}; kept
   * @param curvatures as {@link SymmetricEigen#values()}, with 0 for rounding; kept
   * @param flatSquare as in {@link #of}
   */
  private QuadraticObjective(
      NormalEquations equations, double[] axes, double[] curvatures, double flatSquare) {
    this.axes = axes;
    this.curvatures = curvatures;
    this.flatSquare = flatSquare;
    size = equations.size();
    interceptOffset = equations.interceptOffset();
    double[] crossProducts = equations.crossProducts();
    optimum = new double[size];
    position = new double[size];
    targetSquare = equations.targetSquare();
    double rounding =
        Math.max(
            TARGET_ROUNDING * Math.ulp(1.0) * Math.sqrt(curvatures[size - 1] * targetSquare),
            Math.sqrt(flatSquare * targetSquare));
    double reached = 0;
    boolean flatAxesAreEmpty = true;
    for (int k = 0; k < size; k++) {
      double along = 0;
      for (int j = 0; j < size; j++) {
        along += axes[k * size + j] * crossProducts[j];
      }
      if (curvatures[k] == 0) {
        flatAxesAreEmpty &= Math.abs(along) <= rounding;
      } else {
        optimum[k] = along / curvatures[k];
        reached += along * optimum[k];
      }
    }
    certain = flatAxesAreEmpty;
    least = Math.max(0, targetSquare - reached);
  }

  /**
   * The objective in the coordinates of the equations.
   *
   * @param equations spent: their bend is overwritten
   * @param ridge what the square of each feature's parameter costs in those coordinates: [features]
   * @param flatSquare the eigenvalue below which an axis counts as rounding, if that is more than
   *     the rounding of the moments
   */
  public static QuadraticObjective of(
      NormalEquations equations, double[] ridge, double flatSquare) {
    int size = equations.size();
    double[] product = equations.gram();
    for (int j = 0; j < ridge.length; j++) {
      product[j * size + j] += ridge[j];
    }
    SymmetricEigen eigen = SymmetricEigen.of(product, size);
    double[] curvatures = eigen.values();
    double computed = rounding(size) * curvatures[size - 1];
    double flat = Math.max(computed, flatSquare);
    for (int k = 0; k < size; k++) {
      curvatures[k] = curvatures[k] <= flat ? 0 : curvatures[k];
    }
    return new QuadraticObjective(equations, eigen.vectors(), curvatures, flatSquare);
  }

  /**
   * The objective of another target of the same features, penalized alike: it has the same axes.
   *
   * @param equations in the same coordinates
   */
  public QuadraticObjective ofTarget(NormalEquations equations) {
    return new QuadraticObjective(equations, axes, curvatures, flatSquare);
  }

  /** Parameters. */
  public int size() {
    return size;
  }

  /** The least value of the objective. */
  public double minimum() {
    return least;
  }

  /** The largest eigenvalue of half the second derivative. */
  public double largestCurvature() {
    return curvatures[size - 1];
  }

  /** The smallest eigenvalue that is more than rounding. */
  public double smallestCurvature() {
    return curvatures[Math.min(nullity(), size - 1)];
  }

  /** The largest eigenvalue over the smallest that is more than rounding. */
  public double condition() {
    return largestCurvature() / smallestCurvature();
  }

  /** A point where the objective is least; a copy. */
  public double[] optimum() {
    return fromAxes(optimum);
  }

  /** Moves a point, given along the axes, to where the objective is least; flat axes stay. */
  public void stepToOptimum(double[] along) {
    for (int k = 0; k < size; k++) {
      along[k] = curvatures[k] > 0 ? optimum[k] : along[k];
    }
  }

  /**
   * An upper bound on the distance of the objective at a point to its least value, where rounding
   * may have changed the moments; infinite where axes are not known well enough.
   *
   * @param point left alone
   * @param error a bound on the spectral norm of the error of the second moments
   */
  public double gapBound(double[] point, double error) {
    toAxes(point, position);
    double norm = 0;
    for (double coordinate : position) {
      norm += coordinate * coordinate;
    }
    double slopeError = error * (Math.sqrt(norm) + Math.sqrt(targetSquare));
    double bound = 0;
    for (int k = 0; k < size; k++) {
      if (curvatures[k] <= 2 * error) {
        return Double.POSITIVE_INFINITY;
      }
      double slope = curvatures[k] * Math.abs(position[k] - optimum[k]) + slopeError;
      bound += slope * slope / (curvatures[k] - error);
    }
    return bound;
  }

  /** Whether the least value is known: no flat axis hides any of the target. */
  public boolean isMinimumKnown() {
    return certain;
  }

  /** Axes along which the objective is flat: columns that others, or nothing, make up. */
  public int nullity() {
    int count = 0;
    while (count < size && curvatures[count] == 0) {
      count++;
    }
    return count;
  }

  /** How many axes have a curvature below this, the least curved first. */
  public int axesBelow(double curvature) {
    int count = 0;
    while (count < size && curvatures[count] < curvature) {
      count++;
    }
    return count;
  }

  /** Half the second derivative along an axis; 0 where it is rounding. */
  public double curvature(int axis) {
    return curvatures[axis];
  }

  /** An element of an axis, which has length 1. */
  public double axis(int axis, int element) {
    return axes[axis * size + element];
  }

  /** The component of a vector along an axis. */
  public double alongAxis(int axis, double[] vector) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += axes[axis * size + j] * vector[j];
    }
    return sum;
  }

  /**
   * How far a function that curves at least as much is above its minimum, at most, where one of its
   * subgradients is known: the square of that over four times the curvature, axis by axis.
   *
   * @param slope a subgradient, [size]
   * @param uncertain by how much each of its elements may be off, [size]
   * @param reach how far the minimum is away at most, which counts where the function is flat
   */
  double gapOfSlope(double[] slope, double[] uncertain, double reach) {
    double noise = Math.max(10, size) * Math.ulp(0.5) * curvatures[size - 1];
    double gap = 0;
    for (int k = 0; k < size; k++) {
      double along = 0;
      double off = 0;
      for (int j = 0; j < size; j++) {
        along += axes[k * size + j] * slope[j];
        off += Math.abs(axes[k * size + j]) * uncertain[j];
      }
      double most = Math.abs(along) + off;
      if (most > 0) {
        gap += curvatures[k] == 0 ? most * reach : most * most / (4 * (curvatures[k] - noise));
      }
    }
    return gap;
  }

  /** Whether an axis of this curvature counts as flat beside the others. */
  public boolean isFlat(double curvature) {
    return curvature <= Math.max(rounding(size) * largestCurvature(), flatSquare);
  }

  /** The share of the largest eigenvalue below which others are rounding. */
  public static double rounding(int size) {
    return Math.max(10, size) * Math.ulp(1.0);
  }

  /** Parameters as positions along the axes. */
  public double[] toAxes(double[] point) {
    double[] target = new double[size];
    toAxes(point, target);
    return target;
  }

  private void toAxes(double[] point, double[] target) {
    for (int k = 0; k < size; k++) {
      double sum = -interceptOffset * axes[k * size + size - 1];
      for (int j = 0; j < size; j++) {
        sum += axes[k * size + j] * point[j];
      }
      target[k] = sum;
    }
  }

  /** The inverse of {@link #toAxes(double[])}. */
  public double[] fromAxes(double[] along) {
    double[] point = new double[size];
    point[size - 1] = interceptOffset;
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size; j++) {
        point[j] += axes[k * size + j] * along[k];
      }
    }
    return point;
  }

  /** The same objective, at points given along the axes. */
  public ObjectiveFunction.WithGradient alongAxes() {
    return new ObjectiveFunction.WithGradient() {
      @Override
      public Evaluation at(double[] along) {
        return atEigenbasis(along);
      }

      @Override
      public void gradient(double[] along, double[] gradient) {
        for (int k = 0; k < size; k++) {
          gradient[k] = 2 * curvatures[k] * (along[k] - optimum[k]);
        }
      }
    };
  }

  /** Writes the second derivative times a direction, both along the axes, over {@code product}. */
  public void hessianTimes(double[] direction, double[] product) {
    for (int k = 0; k < size; k++) {
      product[k] = 2 * curvatures[k] * direction[k];
    }
  }

  private Evaluation atEigenbasis(double[] along) {
    double gap = 0;
    double norm = 0;
    for (int k = 0; k < size; k++) {
      double distance = along[k] - optimum[k];
      double curvature = curvatures[k] * distance;
      gap += curvature * distance;
      norm += curvature * curvature;
    }
    return new Evaluation(
        least + gap, 2 * Math.sqrt(norm), certain ? gap : Double.POSITIVE_INFINITY);
  }

  @Override
  public Evaluation at(double[] point) {
    toAxes(point, position);
    return atEigenbasis(position);
  }
}
