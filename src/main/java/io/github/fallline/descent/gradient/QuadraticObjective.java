package io.github.fallline.descent.gradient;

import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.blas.Vectors;

/**
 * The objective of squared errors with an L2 penalty as a quadratic function in its eigenbasis.
 *
 * <p>With A half the second derivative and t the parameters along the eigenvectors of A, the
 * intercept less the mean of the target: objective = minimum + sum a_k (t_k - o_k)^2. Along an axis
 * the gradient costs one multiplication; the sum is the exact distance to the optimum.
 *
 * <p>Along axes whose eigenvalue is rounding (below size x 2^-52 of the largest) the objective
 * counts as flat. Linearly dependent columns have such axes, and the target has no component along
 * them. If it has one larger than rounding explains, the minimum is unknown and the gap infinite.
 */
public final class QuadraticObjective implements ObjectiveFunction {
  /**
   * The largest component of the target along a flat axis that is taken for rounding, in units of
   * rounding; 4 was observed.
   */
  private static final double TARGET_ROUNDING = 1000;

  private final int size;
  private final double[] axes;
  private final double[] curvatures;
  private final PrincipalAxes basis;
  private final double[] optimum;
  private final double least;
  private final double targetSquare;
  private final boolean certain;
  private final double interceptOffset;
  private final double flatSquare;
  private final double[] position;

  /**
   * Creates the objective from a known eigenbasis.
   *
   * @param flatSquare as in {@link #of}
   */
  private QuadraticObjective(NormalEquations equations, PrincipalAxes basis, double flatSquare) {
    this.basis = basis;
    axes = basis.axes();
    curvatures = basis.curvatures();
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
      double along = basis.along(k, crossProducts);
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
   * @param equations consumed: their gram matrix is overwritten
   * @param ridge the penalty of the square of each feature's parameter in those coordinates:
   *     [features]
   * @param flatSquare the eigenvalue below which an axis counts as rounding, if larger than the
   *     rounding of the moments
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
    return new QuadraticObjective(
        equations, new PrincipalAxes(eigen.vectors(), curvatures), flatSquare);
  }

  /**
   * Returns the objective of another target of the same features with the same penalty, which has
   * the same axes.
   *
   * @param equations in the same coordinates
   */
  public QuadraticObjective ofTarget(NormalEquations equations) {
    return new QuadraticObjective(equations, basis, flatSquare);
  }

  /** The number of parameters. */
  public int size() {
    return size;
  }

  /** The minimum of the objective. */
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

  /** A minimizer of the objective; a copy. */
  public double[] optimum() {
    return fromAxes(optimum);
  }

  /** Moves a point, given along the axes, to the minimum; components along flat axes stay. */
  public void stepToOptimum(double[] along) {
    for (int k = 0; k < size; k++) {
      along[k] = curvatures[k] > 0 ? optimum[k] : along[k];
    }
  }

  /**
   * Returns an upper bound on the objective at a point minus the minimum, if the moments have
   * rounding errors; infinite if axes are not known well enough.
   *
   * @param point not changed
   * @param error a bound on the spectral norm of the error of the second moments
   * @param constants features that are exactly constant beside an intercept: so many of the axes
   *     are flat whatever the error, and the loss does not depend on them
   */
  public double gapBound(double[] point, double error, int constants) {
    toAxes(point, position);
    double slopeError = error * (Vectors.norm(position) + Math.sqrt(targetSquare));
    double bound = 0;
    int flat = constants;
    for (int k = 0; k < size; k++) {
      if (curvatures[k] <= 2 * error) {
        if (flat == 0) {
          return Double.POSITIVE_INFINITY;
        }
        flat--;
        continue;
      }
      double slope = curvatures[k] * Math.abs(position[k] - optimum[k]) + slopeError;
      bound += slope * slope / (curvatures[k] - error);
    }
    return bound;
  }

  /** Whether the minimum is known: the target has no component along a flat axis. */
  public boolean isMinimumKnown() {
    return certain;
  }

  /**
   * The number of axes along which the objective is flat: columns that are constant or linearly
   * dependent.
   */
  public int nullity() {
    return basis.nullity();
  }

  /** The number of axes with a curvature below this; axes are sorted by curvature. */
  public int axesBelow(double curvature) {
    return basis.countBelow(curvature);
  }

  /** Half the second derivative along an axis; 0 where it is rounding. */
  public double curvature(int axis) {
    return curvatures[axis];
  }

  /** An element of an axis, which has length 1. */
  public double axis(int axis, int element) {
    return basis.element(axis, element);
  }

  /** The component of a vector along an axis. */
  public double alongAxis(int axis, double[] vector) {
    return basis.along(axis, vector);
  }

  /**
   * Returns an upper bound on a function of at least this curvature minus its minimum, from one of
   * its subgradients; see {@link PrincipalAxes#gapOfSlope}.
   */
  double gapOfSlope(double[] slope, double[] uncertain, double reach) {
    return basis.gapOfSlope(slope, uncertain, reach);
  }

  /** Whether an axis of this curvature counts as flat beside the others. */
  public boolean isFlat(double curvature) {
    return curvature <= Math.max(rounding(size) * largestCurvature(), flatSquare);
  }

  /** The share of the largest eigenvalue below which others are rounding. */
  public static double rounding(int size) {
    return Math.max(10, size) * Math.ulp(1.0);
  }

  /** Converts parameters to positions along the axes. */
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
