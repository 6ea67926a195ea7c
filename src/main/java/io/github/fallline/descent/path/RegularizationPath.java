package io.github.fallline.descent.path;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The linear models of least squares with an elastic net, for many penalties, the largest first,
 * and their cross-validation. Immutable.
 *
 * <p>All of it comes from moments, so it costs no pass over rows. The cross-validation is exact:
 * for each fold the models of the same penalties are fitted to the rows of the other folds, which
 * are standardized by themselves, and validated on it.
 */
public final class RegularizationPath {
  private final List<String> featureNames;
  private final String targetName;
  private final PathSettings settings;
  private final PathSolution solution;
  private final double[] deviations;
  private final Optional<CrossValidation> validation;

  private RegularizationPath(
      RowMetadata columns,
      PathSettings settings,
      PathSolution solution,
      ColumnStatistics statistics,
      Optional<CrossValidation> validation) {
    featureNames = List.copyOf(columns.featureNames());
    targetName = columns.targetName();
    this.settings = settings;
    this.solution = solution;
    this.validation = validation;
    deviations = new double[featureNames.size()];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.sqrt(statistics.variance(j));
    }
  }

  /**
   * The path of rows, without cross-validation.
   *
   * @param columns names of the features and the target
   * @param moments of the features in their order, the target last: [d + 1]
   * @throws InvalidDataException when there are no rows
   * @throws IllegalArgumentException when names and moments do not fit each other
   */
  public static RegularizationPath of(RowMetadata columns, Moments moments, PathSettings settings) {
    PathProblem problem = problem(columns, moments, settings);
    PathSolution solution = PathSolution.of(problem, PenaltyGrid.of(problem, settings));
    return new RegularizationPath(
        columns, settings, solution, moments.columnStatistics(), Optional.empty());
  }

  /**
   * The path of rows with cross-validation, in one pass over them.
   *
   * @param rows stay the caller's
   * @param folds says which rows are in which fold
   * @param threads for the pass; they change the time and nothing else
   * @throws InvalidDataException when there are no rows
   * @throws IllegalArgumentException when fewer than two folds have rows
   */
  public static RegularizationPath of(
      RowStream rows, FoldAssignment folds, PathSettings settings, int threads) {
    return of(rows, FoldMoments.of(rows, folds, threads), settings);
  }

  /**
   * The path of the rows of all folds, with cross-validation.
   *
   * @param folds moments of the features in their order, the target last: [d + 1]
   * @see #of(RowMetadata, Moments, PathSettings)
   */
  public static RegularizationPath of(
      RowMetadata columns, FoldMoments folds, PathSettings settings) {
    PathProblem problem = problem(columns, folds.all(), settings);
    List<Penalty> penalties = PenaltyGrid.of(problem, settings);
    return new RegularizationPath(
        columns,
        settings,
        PathSolution.of(problem, penalties),
        folds.all().columnStatistics(),
        Optional.of(PathSolution.validate(folds, settings.spec(), penalties)));
  }

  private static PathProblem problem(RowMetadata columns, Moments moments, PathSettings settings) {
    int features = columns.featureNames().size();
    Argument.require(
        moments.columns() == features + 1,
        "moments",
        features + 1 + " columns, features and target",
        moments.columns());
    if (moments.rows() == 0 || moments.weight() == 0) {
      throw new InvalidDataException("no rows to fit models to");
    }
    return new PathProblem(moments, settings.spec());
  }

  /** The names of the features, in the order of the coefficients. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** The name of the target. */
  public String targetName() {
    return targetName;
  }

  /** The settings that the path was made with. */
  public PathSettings settings() {
    return settings;
  }

  /** The models, the largest penalty first. */
  public List<PathPoint> points() {
    return solution.points;
  }

  /** The coefficients of a model, on the original scale: [d]. */
  public double[] coefficients(int point) {
    return solution.coefficients[point].clone();
  }

  /** The coefficients of a model by the names of their features, in order. */
  public Map<String, Double> coefficientsByName(int point) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int j = 0; j < featureNames.size(); j++) {
      named.put(featureNames.get(j), solution.coefficients[point][j]);
    }
    return named;
  }

  /**
   * The coefficients of a model times the standard deviations of their features: how much the
   * prediction changes with each, in units of the target, [d].
   */
  public double[] standardizedCoefficients(int point) {
    double[] scaled = coefficients(point);
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] *= deviations[j];
    }
    return scaled;
  }

  /** The errors of the models on folds that they were not fitted to; empty without folds. */
  public Optional<CrossValidation> validation() {
    return validation;
  }

  /** What a user should know about the range of penalties; empty for nothing. */
  public Optional<String> note() {
    int last = points().size() - 1;
    if (validation.isEmpty() || last == 0 || validation.get().best() != last) {
      return Optional.empty();
    }
    return Optional.of(
        "the least error in cross-validation is that of the smallest penalty; a smaller "
            + Setting.PATH_RATIO
            + " may find a lower one, or there is no need of a penalty");
  }
}
