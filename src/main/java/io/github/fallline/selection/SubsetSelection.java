package io.github.fallline.selection;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The least-squares model of every number of features, from none on: those that forward selection
 * chooses, or the best of all. Immutable.
 *
 * <p>All of it comes from moments. The cross-validation is honest: the features of each size are
 * chosen again from the rows of the other folds, so its error is that of the whole procedure. The
 * criteria of a chosen model are optimistic, as those of any model that was searched for.
 */
public final class SubsetSelection {
  /** The most features of which {@link Method#BEST} chooses. */
  public static final int MOST_FOR_BEST = BestSubsets.MOST_FEATURES;

  /** How features are chosen. */
  public enum Method {
    /** The feature that lowers the residual sum of squares most is added, one after the other. */
    FORWARD,
    /** Of every number of features those with the least residual sum of squares. */
    BEST;

    private List<SubsetProblem.Fit> choose(SubsetProblem problem) {
      return this == FORWARD
          ? problem.nested(ForwardSelection.of(problem))
          : BestSubsets.of(problem);
    }
  }

  private final List<SubsetModel> models;
  private final Optional<CrossValidation> validation;

  private SubsetSelection(List<SubsetModel> models, Optional<CrossValidation> validation) {
    this.models = List.copyOf(models);
    this.validation = validation;
  }

  /**
   * Chooses features, without cross-validation.
   *
   * @param columns names of the features and the target
   * @param moments of the features in their order, the target last: [d + 1]
   * @param intercept whether the models have one
   * @throws io.github.fallline.data.InvalidDataException when there are no rows
   * @throws IllegalArgumentException when names and moments do not fit each other, or there are
   *     more than {@link #MOST_FOR_BEST} features for the best of all
   */
  public static SubsetSelection of(
      RowMetadata columns, Moments moments, boolean intercept, Method method) {
    return of(columns, moments, intercept, method, Optional.empty());
  }

  /**
   * Chooses features, with cross-validation.
   *
   * @param folds moments of the features in their order, the target last: [d + 1]
   * @see #of(RowMetadata, Moments, boolean, Method)
   */
  public static SubsetSelection of(
      RowMetadata columns, FoldMoments folds, boolean intercept, Method method) {
    return of(columns, folds.all(), intercept, method, Optional.of(folds));
  }

  private static SubsetSelection of(
      RowMetadata columns,
      Moments moments,
      boolean intercept,
      Method method,
      Optional<FoldMoments> folds) {
    List<String> names = columns.featureNames();
    Argument.require(
        moments.columns() == names.size() + 1,
        "moments",
        names.size() + 1 + " columns, features and target",
        moments.columns());
    SubsetProblem problem = new SubsetProblem(moments, intercept);
    List<SubsetModel> models = new ArrayList<>();
    for (SubsetProblem.Fit fit : method.choose(problem)) {
      models.add(model(problem, names, fit));
    }
    if (folds.isEmpty()) {
      return new SubsetSelection(models, Optional.empty());
    }
    double[][] errors = errors(folds.get(), intercept, method);
    int sizes = models.size();
    for (double[] fold : errors) {
      sizes = Math.min(sizes, fold.length); // fewer rows may not determine as many features
    }
    double[] weights = new double[errors.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = folds.get().fold(k).weight();
      errors[k] = Arrays.copyOf(errors[k], sizes);
    }
    return new SubsetSelection(
        models.subList(0, sizes), Optional.of(CrossValidation.of(weights, errors)));
  }

  private static double[][] errors(FoldMoments folds, boolean intercept, Method method) {
    double[][] errors = new double[folds.count()][];
    for (int k = 0; k < errors.length; k++) {
      SubsetProblem without = new SubsetProblem(folds.training(k), intercept);
      List<SubsetProblem.Fit> fits = method.choose(without);
      errors[k] = new double[fits.size()];
      for (int i = 0; i < errors[k].length; i++) {
        double[] all = fits.get(i).spread(without.features);
        errors[k][i] = folds.squaredError(k, all, fits.get(i).constant);
      }
    }
    return errors;
  }

  private static SubsetModel model(
      SubsetProblem problem, List<String> names, SubsetProblem.Fit fit) {
    double[] all = fit.spread(problem.features);
    int[] ascending = fit.chosen.clone();
    Arrays.sort(ascending);
    List<String> features = new ArrayList<>();
    List<Double> coefficients = new ArrayList<>();
    for (int feature : ascending) {
      features.add(names.get(feature));
      coefficients.add(all[feature]);
    }
    double rows = problem.rows();
    double error = fit.share * problem.targetSquare();
    int constant = problem.hasIntercept() ? 1 : 0;
    int parameters = ascending.length + constant;
    double left = rows - parameters;
    double r2 = problem.targetSquare() == 0 ? Double.NaN : 1 - fit.share;
    double logLikelihood = -rows / 2 * (Math.log(2 * Math.PI) + Math.log(error) + 1);
    return new SubsetModel(
        features,
        coefficients,
        fit.constant,
        error,
        r2,
        left > 0 ? 1 - (1 - r2) * (rows - constant) / left : Double.NaN,
        -2 * logLikelihood + 2 * (parameters + 1),
        -2 * logLikelihood + Math.log(rows) * (parameters + 1));
  }

  /** The models by their number of features, from none on. */
  public List<SubsetModel> models() {
    return models;
  }

  /** The errors of the procedure on rows that it did not see; empty without folds. */
  public Optional<CrossValidation> validation() {
    return validation;
  }

  /** The number of features of the model of the least AIC. */
  public int bestByAic() {
    return least(SubsetModel::aic);
  }

  /** The number of features of the model of the least BIC. */
  public int bestByBic() {
    return least(SubsetModel::bic);
  }

  private int least(ToDoubleFunction<SubsetModel> criterion) {
    int best = 0;
    for (int i = 1; i < models.size(); i++) {
      boolean less =
          criterion.applyAsDouble(models.get(i)) < criterion.applyAsDouble(models.get(best));
      best = less ? i : best;
    }
    return best;
  }
}
