package io.github.fallline.descent;

import io.github.fallline.descent.certificate.FloatStorageError;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.proximal.ModelColumns;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.proximal.ProximalObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;

/**
 * Squared errors as a quadratic function of the weights, from the moments of the rows: in the
 * scaling of the descent before any whitening, and on standardized features, where the rounding of
 * moments is least.
 */
final class QuadraticProblem {
  private final DataSummary summary;
  private final Penalty penalty;
  private final FeatureScaling plain;
  private final FeatureScaling standard;
  private final FloatStorageError rounding;
  private final QuadraticObjective objective;
  private final QuadraticObjective standardObjective;
  private final double storageGap;

  /**
   * @param plain the scaling of the descent; the standardized features if it is {@code standard}
   */
  QuadraticProblem(
      DataSummary summary,
      Penalty penalty,
      FeatureScaling plain,
      FeatureScaling standard,
      FloatStorageError rounding) {
    this.summary = summary;
    this.penalty = penalty;
    this.plain = plain;
    this.standard = standard;
    this.rounding = rounding;
    double[] ridge = new double[plain.features()];
    Arrays.fill(ridge, penalty.l2());
    objective = QuadraticObjective.of(summary.equations(plain), ridge, rounding.flatSquare(plain));
    standardObjective =
        plain == standard
            ? objective
            : QuadraticObjective.of(
                summary.equations(standard), standardRidge(), rounding.flatSquare(standard));
    storageGap = rounding.gap(standardObjective, standard);
  }

  private QuadraticProblem(QuadraticProblem alike, DataSummary summary) {
    this.summary = summary;
    penalty = alike.penalty;
    plain = alike.plain;
    standard = alike.standard;
    rounding = alike.rounding;
    objective = alike.objective.ofTarget(summary.equations(plain));
    standardObjective =
        plain == standard
            ? objective
            : alike.standardObjective.ofTarget(summary.equations(standard));
    storageGap = rounding.gap(standardObjective, standard);
  }

  /** The same features with another target. */
  QuadraticProblem ofTarget(DataSummary other) {
    return new QuadraticProblem(this, other);
  }

  /** The smooth part of the objective in the scaling of the descent before any whitening. */
  QuadraticObjective objective() {
    return objective;
  }

  /** The same on standardized features. */
  QuadraticObjective standardObjective() {
    return standardObjective;
  }

  /**
   * How far the optimum may have moved, in units of the loss, because numbers were rounded on
   * storing: gaps are not certified to less. 0 for doubles.
   */
  double storageGap() {
    return storageGap;
  }

  /** What the square of each weight costs on standardized features: [features]. */
  double[] standardRidge() {
    double[] ridge = new double[plain.features()];
    Arrays.fill(ridge, penalty.l2());
    for (int j = 0; j < ridge.length && plain != standard; j++) {
      ridge[j] = ridge[j] / (standard.scale(j) * standard.scale(j));
    }
    return ridge;
  }

  /** Whether the penalty has kinks. */
  boolean hasKinks() {
    return penalty.l1() > 0;
  }

  /** The objective from moments, in the scaling of the descent. */
  MomentObjective moments() {
    MomentObjective function =
        new MomentObjective(summary.moments(), summary.target(), plain, penalty);
    return hasKinks() ? function.withCurvature(standardObjective, scaleFactors()) : function;
  }

  private double[] scaleFactors() {
    double[] factors = new double[plain.features()];
    for (int j = 0; j < factors.length; j++) {
      factors[j] = plain.scale(j) / standard.scale(j);
    }
    return factors;
  }

  /**
   * The objective where it is known best: from the moments of standardized features, or with a
   * penalty that has kinks from those in the scaling of the descent.
   *
   * @param scaling of the points, whitened or not
   */
  ObjectiveFunction function(FeatureScaling scaling) {
    ObjectiveFunction ofStored = functionOfStored(scaling);
    return storageGap == 0
        ? ofStored
        : point -> {
          Evaluation known = ofStored.at(point);
          return known.withGap(known.gap() + storageGap);
        };
  }

  private ObjectiveFunction functionOfStored(FeatureScaling scaling) {
    if (hasKinks()) {
      return moments();
    }
    return standardObjective == objective && !scaling.isWhitened()
        ? objective
        : point -> standardized(scaling, point);
  }

  private Evaluation standardized(FeatureScaling scaling, double[] point) {
    double[] weights = new double[scaling.features()];
    double constant = scaling.toWeights(point, weights);
    Evaluation known = standardObjective.at(standard.toParameters(weights, constant));
    return scaling.isWhitened()
        ? known
        : new Evaluation(known.loss(), objective.at(point).gradientNorm(), known.gap());
  }

  /**
   * The same for an objective with kinks whose minimum is computed first, by proximal Newton steps
   * on the moments: points that are near it and not sparse are certified better so.
   *
   * @param dual the bound for points in this scaling
   */
  ObjectiveFunction functionNearOptimum(FeatureScaling scaling, DualityGap dual) {
    ObjectiveFunction known = function(scaling);
    MomentObjective moments = moments();
    ProximalNewtonSolver solver =
        new ProximalNewtonSolver(
            penalty,
            ProximalObjective.ofMoments(moments, 0),
            ModelColumns.all(moments),
            dual,
            new double[moments.size()]);
    solver.advance(1);
    Evaluation best = solver.evaluate();
    return point -> {
      Evaluation there = known.at(point);
      double above = Math.max(0, there.loss() - best.loss()) + best.gap() + storageGap;
      return there.withGap(Math.min(there.gap(), above));
    };
  }

  /** How far the columns are combinations of each other, beside the penalty. */
  LinearDependence dependence() {
    return LinearDependence.of(
        summary.equations(standard), standardRidge(), rounding.flatSquare(standard));
  }
}
