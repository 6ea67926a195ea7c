package io.github.fallline.stats;

import io.github.fallline.argument.Argument;
import java.util.Arrays;

/**
 * The errors of models in a cross-validation: of each model, the mean over the folds, each as heavy
 * as its rows, and the standard error of that mean. Immutable.
 */
public final class CrossValidation {
  private final int folds;
  private final double[] means;
  private final double[] standardErrors;

  private CrossValidation(int folds, double[] means, double[] standardErrors) {
    this.folds = folds;
    this.means = means;
    this.standardErrors = standardErrors;
  }

  /**
   * Aggregates the errors of the folds.
   *
   * @param weights of the folds, above 0: [folds]
   * @param errors of the models, from the simplest to the most complex, on each fold: [folds,
   *     models]
   * @throws IllegalArgumentException if there are fewer than two folds, or no models
   */
  public static CrossValidation of(double[] weights, double[][] errors) {
    int folds = weights.length;
    Argument.require(folds > 1 && errors.length == folds, "folds", "at least 2", errors.length);
    int models = errors[0].length;
    Argument.require(models > 0, "models", "at least 1", models);
    double total = Arrays.stream(weights).sum();
    double[] means = new double[models];
    double[] standardErrors = new double[models];
    for (int i = 0; i < models; i++) {
      for (int k = 0; k < folds; k++) {
        means[i] += weights[k] / total * errors[k][i];
      }
      double spread = 0;
      for (int k = 0; k < folds; k++) {
        double off = errors[k][i] - means[i];
        spread += weights[k] / total * off * off;
      }
      standardErrors[i] = Math.sqrt(spread / (folds - 1));
    }
    return new CrossValidation(folds, means, standardErrors);
  }

  /** The number of folds. */
  public int folds() {
    return folds;
  }

  /** The number of models. */
  public int models() {
    return means.length;
  }

  /** The mean error of a model. */
  public double mean(int model) {
    return means[model];
  }

  /** The standard error of the mean error of a model. */
  public double standardError(int model) {
    return standardErrors[model];
  }

  /** The model of the least mean error; the simplest of several. */
  public int best() {
    int best = 0;
    for (int i = 1; i < means.length; i++) {
      if (means[i] < means[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The simplest model whose mean error is at most one standard error above the least. */
  public int simplestWithinOneStandardError() {
    int best = best();
    double most = means[best] + standardErrors[best];
    int simplest = 0;
    while (means[simplest] > most) {
      simplest++;
    }
    return simplest;
  }
}
