package io.github.fallline.function;

import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.blas.Vectors;
import java.util.Arrays;
import java.util.Locale;

/**
 * A stationary point, and whether it is a minimum: by the curvature along each eigenvector of the
 * second derivative (central differences of the gradient), and, where it is zero, by the values at
 * a small distance on both sides.
 *
 * @param isMinimum whether no descent direction was found
 * @param finding what that rests on
 */
record StationaryPoint(boolean isMinimum, String finding) {
  /** The maximum number of variables: the matrix has its square. */
  static final int MOST_VARIABLES = 500;

  /**
   * Curvatures below this fraction of the largest count as zero, within the accuracy of
   * differences.
   */
  private static final double CURVATURE_ROUNDING = 1e-6;

  /** Values closer than so many roundings are the same. */
  private static final double VALUE_ROUNDINGS = 64;

  /** The maximum distance at which values are evaluated, for a point of length 1 or less. */
  private static final double FARTHEST = 1e-2;

  /** The same in units of the step that would end at the lowest point of a parabola. */
  private static final double BEYOND = 16;

  /** Examines a stationary point. */
  static StationaryPoint at(
      DifferentiableFunction function, double[] point, double[] gradient, double value) {
    int size = point.length;
    if (size > MOST_VARIABLES) {
      return new StationaryPoint(
          true, "stationary (curvature not computed: " + size + " variables)");
    }
    double[] second = secondDerivative(function, point);
    for (double element : second) {
      if (!Double.isFinite(element)) {
        return new StationaryPoint(true, "stationary (curvature not finite)");
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(second, size);
    double[] curvatures = eigen.values();
    double largest = Math.max(Math.abs(curvatures[0]), Math.abs(curvatures[size - 1]));
    if (curvatures[0] < -CURVATURE_ROUNDING * largest) {
      return new StationaryPoint(
          false, String.format(Locale.ROOT, "stationary with curvature %.3g", curvatures[0]));
    }
    for (int k = 0; k < size; k++) {
      double[] direction = Arrays.copyOfRange(eigen.vectors(), k * size, (k + 1) * size);
      for (double displacement :
          displacements(Vectors.dot(gradient, direction), curvatures[k], largest, point)) {
        double explained =
            2 * displacement * Vectors.norm(gradient) + VALUE_ROUNDINGS * Math.ulp(value);
        if (lowest(function, point, direction, displacement) < value - explained) {
          return new StationaryPoint(false, "stationary, but not a minimum");
        }
      }
    }
    return new StationaryPoint(true, "stationary at a minimum");
  }

  /** The distances to evaluate, in a direction of this slope and curvature. */
  private static double[] displacements(
      double slope, double curvature, double largest, double[] point) {
    double farthest = FARTHEST * Math.max(1, Vectors.norm(point));
    return curvature <= CURVATURE_ROUNDING * largest
        ? new double[] {farthest / 10, farthest}
        : new double[] {Math.min(farthest, BEYOND * Math.abs(slope) / curvature)};
  }

  /** The second derivative, [size, size], symmetric. */
  private static double[] secondDerivative(DifferentiableFunction function, double[] point) {
    int size = point.length;
    double[] matrix = new double[size * size];
    double[] place = point.clone();
    double[] above = new double[size];
    double[] below = new double[size];
    for (int j = 0; j < size; j++) {
      // The cube root of a rounding balances that of the differences and their own error.
      double step = Math.cbrt(Math.ulp(1.0)) * Math.max(1, Math.abs(point[j]));
      place[j] = point[j] + step;
      double upper = place[j];
      function.evaluate(place, above);
      place[j] = point[j] - step;
      double width = upper - place[j];
      function.evaluate(place, below);
      place[j] = point[j];
      for (int i = 0; i < size; i++) {
        double half = (above[i] - below[i]) / width / 2;
        matrix[i * size + j] += half;
        matrix[j * size + i] += half;
      }
    }
    return matrix;
  }

  /** The lower of the values to both sides. */
  private static double lowest(
      DifferentiableFunction function, double[] point, double[] direction, double displacement) {
    double[] ahead = point.clone();
    double[] behind = point.clone();
    Vectors.addScaled(ahead, displacement, direction);
    Vectors.addScaled(behind, -displacement, direction);
    double[] unused = new double[point.length];
    return Math.min(function.evaluate(ahead, unused), function.evaluate(behind, unused));
  }
}
