package io.github.fallline.selection;

import io.github.fallline.blas.UpperTriangle;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least-squares problem of the moments of rows, with columns of mean square 1. */
final class SubsetProblem {
  /** What is left of the square of a column below this share is rounding. */
  static final double ROUNDING = 1e-11;

  private final Moments moments;
  private final boolean intercept;
  private final double[] scales;
  final int features;

  /** The mean products of the columns, the target last: [features + 1, features + 1]. */
  final double[] gram;

  /**
   * @param moments of the features, the target last
   * @throws InvalidDataException when there are no rows
   */
  SubsetProblem(Moments moments, boolean intercept) {
    if (moments.weight() == 0) {
      throw new InvalidDataException("no rows to choose features by");
    }
    this.moments = moments;
    this.intercept = intercept;
    features = moments.columns() - 1;
    int size = features + 1;
    scales = new double[size];
    gram = new double[size * size];
    for (int j = 0; j < size; j++) {
      double square = product(j, j);
      scales[j] = square > 0 ? Math.sqrt(square) : 1;
    }
    for (int j = 0; j < size; j++) {
      for (int k = j; k < size; k++) {
        gram[j * size + k] = product(j, k) / (scales[j] * scales[k]);
        gram[k * size + j] = gram[j * size + k];
      }
    }
  }

  private double product(int left, int right) {
    double centred = moments.covariance(left, right);
    return intercept ? centred : centred + moments.mean(left) * moments.mean(right);
  }

  boolean hasIntercept() {
    return intercept;
  }

  /** The number of rows; the sum of their weights. */
  double rows() {
    return moments.weight();
  }

  /** The mean square of the target, about its mean if there is an intercept. */
  double targetSquare() {
    return product(features, features);
  }

  /** The most features of a model: fewer parameters than rows. */
  int mostFeatures() {
    return (int) Math.max(0, Math.min(features, moments.rows() - (intercept ? 2 : 1)));
  }

  /** The model of some features: its residual square as a share of the target's, and itself. */
  static final class Fit {
    final int[] chosen;
    final double share;
    final double[] coefficients;
    final double constant;

    private Fit(int[] chosen, double share, double[] coefficients, double constant) {
      this.chosen = chosen;
      this.share = share;
      this.coefficients = coefficients;
      this.constant = constant;
    }

    /** Coefficients of all features, of which those that are not chosen are 0. */
    double[] spread(int features) {
      double[] all = new double[features];
      for (int i = 0; i < chosen.length; i++) {
        all[chosen[i]] = coefficients[i];
      }
      return all;
    }
  }

  /**
   * Fits the model of some features, which do not depend on each other.
   *
   * @param chosen in ascending order
   */
  Fit fit(int... chosen) {
    return fit(factor(chosen), chosen, chosen.length);
  }

  /**
   * Fits the models of no feature, the first, the first two and so on, by one factorization.
   *
   * @param order of features that do not depend on each other
   */
  List<Fit> nested(int... order) {
    double[] factor = factor(order);
    List<Fit> fits = new ArrayList<>();
    for (int count = 0; count <= order.length; count++) {
      fits.add(fit(factor, order, count));
    }
    return fits;
  }

  /** The triangular factor of the products of columns, the target behind them. */
  private double[] factor(int... chosen) {
    int size = chosen.length + 1;
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = i; k < size; k++) {
        factor[i * size + k] = gram[column(chosen, i) * (features + 1) + column(chosen, k)];
      }
    }
    UpperTriangle.factorize(factor, size, 0, 0);
    return factor;
  }

  /** The model of the first {@code count} features of a factor. */
  private Fit fit(double[] factor, int[] order, int count) {
    int size = order.length + 1;
    double[] weights = new double[count];
    double share = 0;
    for (int i = 0; i < size; i++) {
      double explained = factor[i * size + size - 1];
      if (i < count) {
        weights[i] = explained;
      } else {
        share += explained * explained;
      }
    }
    UpperTriangle.solve(factor, size, weights, count);
    double constant = intercept ? moments.mean(features) : 0;
    for (int i = 0; i < count; i++) {
      weights[i] *= scales[features] / scales[order[i]];
      constant -= intercept ? weights[i] * moments.mean(order[i]) : 0;
    }
    return new Fit(Arrays.copyOf(order, count), share, weights, constant);
  }

  private int column(int[] chosen, int place) {
    return place < chosen.length ? chosen[place] : features;
  }
}
