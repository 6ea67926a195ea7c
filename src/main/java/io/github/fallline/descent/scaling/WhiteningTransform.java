package io.github.fallline.descent.scaling;

import io.github.fallline.blas.UpperTriangle;

/**
 * The linear map that whitens standardized features: with H the mean of z z' over the rows and R'R
 * = H + ridge, R upper triangular (Cholesky), R'^-1 z has mean square 1 along every axis.
 * Parameters u on z are R^-1 p of the parameters p on the whitened features.
 *
 * <p>The ridge, 1e-10 of the mean square, keeps linearly dependent columns from being amplified;
 * the map stays invertible, so no minimum is lost.
 */
public final class WhiteningTransform {
  private static final double RIDGE = 1e-10;

  private final int size;
  private final double[] factor;
  private final double[] inverse;

  /**
   * @param products their mean products, the first {@code size} rows and columns of a matrix
   * @param stride the width of that matrix
   */
  public WhiteningTransform(double[] products, int size, int stride) {
    this.size = size;
    factor = new double[size * size];
    double trace = 0;
    for (int j = 0; j < size; j++) {
      trace += products[j * stride + j];
    }
    double ridge = trace > 0 ? RIDGE * trace / size : 1;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        factor[i * size + j] = products[i * stride + j] + (i == j ? ridge : 0);
      }
    }
    // Rounding may not push a pivot below the ridge.
    UpperTriangle.factorize(factor, size, ridge, Math.sqrt(ridge));
    inverse = new double[size * size];
    invert();
  }

  /** Row i of the inverse is (e_i - sum_(k&gt;i) r_ik row k) / r_ii. */
  private void invert() {
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        double share = factor[i * size + k];
        for (int j = k; j < size; j++) {
          inverse[i * size + j] -= share * inverse[k * size + j];
        }
      }
      inverse[i * size + i] = 1;
      for (int j = i; j < size; j++) {
        inverse[i * size + j] /= factor[i * size + i];
      }
    }
  }

  /** R^-1, upper triangular, [size, size] row by row: rows z' become z' R^-1. Not a copy. */
  double[] inverse() {
    return inverse;
  }

  /** Converts parameters on the whitened features to those on the standardized ones, in place. */
  void toStandard(double[] parameters) {
    multiply(inverse, parameters);
  }

  private void multiply(double[] triangle, double[] parameters) {
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = i; j < size; j++) {
        sum += triangle[i * size + j] * parameters[j];
      }
      parameters[i] = sum;
    }
  }

  /** The inverse of {@link #toStandard}. */
  void fromStandard(double[] parameters) {
    multiply(factor, parameters);
  }

  /**
   * Converts a gradient in the standardized parameters to one in the whitened parameters, in place:
   * R'^-1 g.
   */
  void gradient(double[] gradient) {
    for (int i = size - 1; i >= 0; i--) {
      double own = gradient[i];
      gradient[i] = inverse[i * size + i] * own;
      for (int j = i + 1; j < size; j++) {
        gradient[j] += inverse[i * size + j] * own;
      }
    }
  }
}
