package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.certificate.FloatStorageError;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.GapBound;
import io.github.fallline.descent.gradient.NormalEquations;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.scaling.WhiteningTransform;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.FiniteValidation;
import io.github.fallline.stats.MomentsPass;
import io.github.fallline.stats.TargetReader;
import java.util.Optional;

/**
 * What one pass over the rows yields before any step is taken: the scaling of the features, the
 * objective as a quadratic function where it is one, and the scale of the targets.
 */
final class TrainingProblem {
  /**
   * Features up to which the moments of all pairs are computed: beyond, their matrix and its
   * eigenvectors cost more than the descent.
   */
  static final int MOST_FEATURES_FOR_MOMENTS = 1024;

  /** Condition numbers beyond which whitening saves more epochs than it costs. */
  private static final double WHITENING_PAYS = 100;

  private final RowMetadata rows;
  private final Objective objective;
  private final ModelSpec spec;
  private final DataSummary summary;
  private final double[] offsets;
  private final FeatureScaling standard;
  private final FeatureScaling scaling;
  private final TargetScale targetScale;
  private final Optional<QuadraticProblem> quadratic;

  /** The problem of a fit, from one pass over the rows. */
  static TrainingProblem of(TrainingConfig config, RowStream rows, TileExecutor executor) {
    return new TrainingProblem(
        rows, config.objective(), config.spec(), config.precondition(rows), executor);
  }

  /** A problem from one pass over the rows. */
  TrainingProblem(
      RowStream rows,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      TileExecutor executor) {
    this(rows, TargetReader.of(rows), objective, spec, precondition, executor);
  }

  /** The problem of the first of several targets, which knows the moments of all. */
  TrainingProblem(
      RowStream rows,
      TargetReader targets,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      TileExecutor executor) {
    this(
        rows,
        targets,
        objective,
        spec,
        precondition,
        DataSummary.of(
            new MomentsPass(rows, targets, executor),
            usesMoments(objective, rows.featureNames().size())
                || mayWhiten(precondition, objective.penalty(), spec, rows)));
  }

  /**
   * The problem of rows that are summarized.
   *
   * @param rows read only where that is possible again
   */
  TrainingProblem(
      RowMetadata rows,
      TargetReader targets,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      DataSummary summary) {
    this.rows = rows;
    this.objective = objective;
    this.spec = spec;
    this.summary = summary;
    int features = rows.featureNames().size();
    FiniteValidation.require(
        rows,
        targets,
        summary.hasMoments() ? summary.moments().columnStatistics() : summary.columns(),
        spec.intercept());
    offsets = new double[features];
    for (int j = 0; j < features; j++) {
      offsets[j] = rows.offset(j);
    }
    targetScale = TargetScale.of(rows, objective.loss(), summary.columns());
    FloatStorageError rounding = new FloatStorageError(rows, summary.columns());
    standard = FeatureScaling.standardized(summary.columns(), offsets, spec.intercept());
    FeatureScaling plain =
        spec.standardize() ? standard : FeatureScaling.raw(offsets, spec.intercept());
    quadratic =
        summary.hasMoments() && objective.loss().equals(Loss.SQUARED)
            ? Optional.of(
                new QuadraticProblem(summary, objective.penalty(), plain, standard, rounding))
            : Optional.empty();
    scaling = whitens(precondition) ? whitened() : plain;
  }

  private TrainingProblem(
      TrainingProblem alike, RowMetadata rows, DataSummary summary, QuadraticProblem quadratic) {
    this.rows = rows;
    this.summary = summary;
    this.quadratic = Optional.of(quadratic);
    objective = alike.objective;
    spec = alike.spec;
    offsets = alike.offsets;
    standard = alike.standard;
    scaling = alike.scaling;
    targetScale = new TargetScale.OfMoments(summary.columns(), objective.loss());
  }

  /**
   * The problem of another target of the same features, of the moments that are known already.
   *
   * @param named the same rows, with its name
   * @param which of the targets, counted from 0
   */
  TrainingProblem ofTarget(RowMetadata named, int which) {
    DataSummary other = ((DataSummary.WithMoments) summary).ofTarget(which);
    return new TrainingProblem(this, named, other, quadratic().ofTarget(other));
  }

  /** Whether the moments of all pairs are of use: for squared errors of few enough features. */
  static boolean usesMoments(Objective objective, int features) {
    return features <= MOST_FEATURES_FOR_MOMENTS && objective.loss().equals(Loss.SQUARED);
  }

  /** Whether the moments of the features are of use for losses other than squared errors. */
  private static boolean mayWhiten(
      Preconditioning wanted, Penalty penalty, ModelSpec spec, RowMetadata rows) {
    return (wanted == Preconditioning.AUTO || wanted == Preconditioning.WHITEN)
        && penalty.l2() == 0
        && penalty.l1() == 0
        && spec.standardize()
        && rows.featureNames().size() <= MOST_FEATURES_FOR_MOMENTS;
  }

  private boolean whitens(Preconditioning wanted) {
    if (wanted == Preconditioning.NONE) {
      return false;
    }
    boolean free = objective.penalty().l1() == 0 && objective.penalty().l2() == 0;
    boolean possible = summary.hasMoments() && free && spec.standardize();
    if (wanted == Preconditioning.WHITEN && !possible) {
      throw new IllegalArgumentException(
          "whitening needs an objective without a penalty, standardized features, and at most "
              + MOST_FEATURES_FOR_MOMENTS
              + " of them; use "
              + Setting.NO_WHITENING);
    }
    if (possible && !isQuadratic()) {
      return true; // steps of other losses are short: they have to go straight
    }
    return possible
        && (wanted == Preconditioning.WHITEN
            || quadratic().standardObjective().condition() > WHITENING_PAYS);
  }

  private FeatureScaling whitened() {
    NormalEquations equations = summary.equations(standard);
    int features = standard.features();
    return standard.whitened(new WhiteningTransform(equations.gram(), features, equations.size()));
  }

  /** Whether the features are whitened. */
  boolean isWhitened() {
    return scaling.isWhitened();
  }

  RowMetadata rows() {
    return rows;
  }

  ModelSpec spec() {
    return spec;
  }

  Objective objective() {
    return objective;
  }

  DataSummary summary() {
    return summary;
  }

  /** What is added to columns as stored to get the features: [features]; not a copy. */
  double[] offsets() {
    return offsets;
  }

  /** The scaling of the features that the steps see. */
  FeatureScaling scaling() {
    return scaling;
  }

  /** The features with mean 0 and mean square 1, whether or not the steps see them so. */
  FeatureScaling standard() {
    return standard;
  }

  TargetScale targetScale() {
    return targetScale;
  }

  /** Whether the smooth part of the objective is known as a quadratic function. */
  boolean isQuadratic() {
    return quadratic.isPresent();
  }

  /**
   * The objective as a quadratic function, from moments.
   *
   * @throws java.util.NoSuchElementException where it is none: {@link #isQuadratic}
   */
  QuadraticProblem quadratic() {
    return quadratic.orElseThrow();
  }

  /** Squared errors without kinks. */
  boolean isSmoothQuadratic() {
    return isQuadratic() && !hasKinks();
  }

  /** Whether the penalty has kinks. */
  boolean hasKinks() {
    return objective.penalty().l1() > 0;
  }

  /** How far storing numbers as floats may have moved the optimum; 0 where nothing is certified. */
  double storageGap() {
    return isQuadratic() ? quadratic().storageGap() : 0;
  }

  /** The variance of the target; where it is constant, its mean square. */
  double targetVariance() {
    return TargetScale.variance(summary.columns());
  }

  /** The bound that passes over the rows give of the gap, where any is known. */
  GapBound gapBound() {
    boolean applies = objective.loss().equals(Loss.SQUARED) && !isWhitened();
    return applies ? dualityGap() : GapBound.NONE;
  }

  /** The duality gap of squared errors on features that are not whitened. */
  DualityGap dualityGap() {
    return new DualityGap(
        summary.columns(), scaling, objective.penalty(), rows.precision().rounding());
  }

  /** Makes models of weights on the features as stored. */
  ModelAssembler assembler() {
    return new ModelAssembler(rows, summary, offsets, objective.loss());
  }

  /** The mean squared length of a row in the coordinates of the descent, the intercept as 1. */
  double meanSquaredLength() {
    if (isWhitened()) {
      return scaling.size(); // less where columns depend on each other
    }
    return scaling.meanSquaredLength(summary.columns());
  }

  /** Where descent begins. */
  double[] start(boolean automatic) {
    double[] weights = new double[scaling.features()];
    double constant = automatic ? targetScale.place() : spec.initialWeight();
    for (int j = 0; j < weights.length; j++) {
      weights[j] = spec.initialWeight();
      constant += weights[j] * (automatic ? -summary.columns().mean(j) : offsets[j]);
    }
    return scaling.toParameters(weights, constant);
  }
}
