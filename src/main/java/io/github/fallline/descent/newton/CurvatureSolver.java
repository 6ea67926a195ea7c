package io.github.fallline.descent.newton;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.descent.steps.StepPerEpochSolver;
import io.github.fallline.objective.Loss;
import java.util.List;
import java.util.Optional;

/**
 * Steps preconditioned by the curvature of the rows, which work on combinations of the features and
 * leave a model of doubles.
 */
public abstract class CurvatureSolver extends StepPerEpochSolver {
  final DesignMatrix design;
  final Ridge ridge;

  /** Columns of the design. */
  final int size;

  /** The change of the reference model, [size], in the columns of the design. */
  final double[] point;

  private final FeatureScaling scaling;
  private final ReferenceModel reference;
  private final ModelPass modelPass;

  /** The objective at the point; empty after a step. */
  private Optional<Evaluation> evaluation = Optional.empty();

  /**
   * Steps from a model.
   *
   * @param scaling of {@link #parameters}
   * @param reference the model of the point 0
   */
  CurvatureSolver(
      DesignMatrix design,
      Loss loss,
      Ridge ridge,
      FeatureScaling scaling,
      ReferenceModel reference) {
    this.design = design;
    this.ridge = ridge;
    this.scaling = scaling;
    this.reference = reference;
    size = design.size();
    point = new double[size];
    modelPass = new ModelPass(design, loss, reference);
  }

  /** Evaluates the objective at the point, and prepares the step from there. */
  abstract Evaluation evaluatePoint();

  /** Moves the point by a step from where it was evaluated. */
  abstract void move();

  /** The best point that was evaluated, [size]; not a copy. */
  abstract double[] best();

  /**
   * The weights on standardized features, [size], that a point and the reference model stand for,
   * where weights cost anything; the intercept is not read.
   */
  double[] weights(double[] from) {
    return from;
  }

  /** Saves or loads what the steps remember, the number of epochs included. */
  abstract void serializeSteps(StateArchive archive);

  @Override
  protected final void step() {
    evaluate();
    move();
    evaluation = Optional.empty();
  }

  @Override
  public final Evaluation evaluate() {
    if (evaluation.isEmpty()) {
      evaluation = Optional.of(evaluatePoint());
    }
    return evaluation.get();
  }

  @Override
  public final double[] parameters() {
    double[] weights = new double[scaling.features()];
    double intercept = toWeights(weights);
    return scaling.toParameters(weights, intercept);
  }

  @Override
  public final void serialize(StateArchive archive) {
    archive.array("point", point);
    serializeSteps(archive);
    if (archive.isLoading()) {
      evaluation = Optional.empty();
    }
  }

  /** Features that depend on each other to 12 digits or more; what is left is not fitted. */
  public final List<String> dependentFeatures() {
    return design.dependent();
  }

  /**
   * The model that the steps have led to, each weight rounded once.
   *
   * @param weights overwritten: [features], on the features as stored
   * @return the intercept, the double nearest to its own for these weights
   */
  public final double toWeights(double[] weights) {
    evaluate();
    return design.toWeights(best(), reference, weights);
  }

  /**
   * An upper bound on how much higher the objective of a model is than where the steps are, in
   * units of the loss: what the rounding of weights costs. One pass over the rows.
   *
   * @param weights [features], on the features as stored
   */
  public final double lossBeyond(double[] weights, double intercept) {
    evaluate();
    double cost =
        ridge.isFree()
            ? 0
            : ridge.costBeyond(weights(best()), design.standardized(j -> weights[j]));
    return Math.max(0, modelPass.lossBeyond(best(), weights, intercept) + cost);
  }
}
