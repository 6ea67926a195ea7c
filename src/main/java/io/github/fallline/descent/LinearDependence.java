package io.github.fallline.descent;

import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.descent.gradient.NormalEquations;
import io.github.fallline.descent.gradient.QuadraticObjective;

/**
 * How far columns are combinations of others, whatever their scales and that of a penalty: judged
 * by A + R, half the second derivative with respect to the features plus the L2 penalty, scaled to
 * ones on its diagonal. A strong penalty makes that the identity.
 *
 * @param columns combinations of others, to rounding
 * @param condition the largest eigenvalue over the smallest that is more than rounding
 */
record LinearDependence(int columns, double condition) {
  /**
   * The dependence of columns that are not constant.
   *
   * @param equations spent: in the coordinates of standardized features
   * @param ridge what the square of each feature's parameter costs in those coordinates
   * @param flatSquare the eigenvalue below which an axis counts as rounding, if that is more than
   *     the rounding of the moments
   */
  static LinearDependence of(NormalEquations equations, double[] ridge, double flatSquare) {
    double[] gram = equations.gram();
    int size = equations.size();
    double[] roots = new double[ridge.length];
    int[] kept = new int[ridge.length];
    int count = 0;
    for (int j = 0; j < ridge.length; j++) {
      roots[j] = Math.sqrt(gram[j * size + j] + ridge[j]);
      if (roots[j] > 0) {
        kept[count++] = j;
      }
    }
    if (count == 0) {
      return new LinearDependence(0, 1);
    }
    double[] scaled = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double product = gram[kept[i] * size + kept[j]] / roots[kept[i]] / roots[kept[j]];
        scaled[i * count + j] = i == j ? 1 : product;
      }
    }
    double[] values = SymmetricEigen.of(scaled, count).values();
    double flat = Math.max(QuadraticObjective.rounding(count) * values[count - 1], flatSquare);
    int dependent = 0;
    while (dependent < count - 1 && values[dependent] <= flat) {
      dependent++;
    }
    return new LinearDependence(dependent, values[count - 1] / values[dependent]);
  }
}
