package io.github.fallline.descent;

import io.github.fallline.inference.Inference;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import java.util.List;

/** What came of a training run: the model, where training ended and why, and the way there. */
public final class Training {
  private final LinearModel model;
  private final RegressionMetrics metrics;
  private final End end;
  private final Steps steps;
  private final Trace trace;
  private final Inference inference;

  Training(
      LinearModel model,
      RegressionMetrics metrics,
      End end,
      Steps steps,
      Trace trace,
      Inference inference) {
    this.model = model;
    this.metrics = metrics;
    this.end = end;
    this.steps = steps;
    this.trace = trace;
    this.inference = inference;
  }

  /** Where training ended; the components are described at the methods of these names. */
  record End(StopReason reason, double loss, double gap, List<String> notes, double seconds) {
    End {
      notes = List.copyOf(notes);
    }
  }

  /** The steps of a run; the components are described at the methods of these names. */
  record Steps(
      long epochs,
      long updates,
      int refinements,
      double learningRate,
      GradientMethod.Gradients gradients,
      Preconditioning precondition) {}

  /** The model, on the original scale of the features. */
  public LinearModel model() {
    return model;
  }

  /** Errors of the model on the training rows. */
  public RegressionMetrics metrics() {
    return metrics;
  }

  /** Why training ended. */
  public StopReason stopReason() {
    return end.reason();
  }

  /** The objective at the model: mean loss plus penalty. */
  public double loss() {
    return end.loss();
  }

  /**
   * An upper bound on how far the objective is from its minimum, in units of the variance of the
   * target, or, for losses other than squared errors, of the loss of a residual of one robust
   * deviation; infinite where nothing is known.
   */
  public double gap() {
    return end.gap();
  }

  /**
   * What a user should know of the data: constant columns, columns that others make up, a descent
   * that did not converge; one sentence each.
   */
  public List<String> notes() {
    return end.notes();
  }

  /** Seconds from the first pass over the rows to the model. */
  public double seconds() {
    return end.seconds();
  }

  /** Passes over the rows, or steps on their moments. */
  public long epochs() {
    return steps.epochs();
  }

  /** Steps taken. */
  public long updates() {
    return steps.updates();
  }

  /**
   * How many of the steps, the last ones, were full-batch steps that finished the run: refining
   * steps on whitened features after steps on moments, or those of a full batch on the same
   * objective where others did not reach its optimum.
   */
  public int refinements() {
    return steps.refinements();
  }

  /** The learning rate at the end. */
  public double learningRate() {
    return steps.learningRate();
  }

  /** Where full-batch gradients came from; ROWS for the other methods. */
  public GradientMethod.Gradients gradients() {
    return steps.gradients();
  }

  /**
   * WHITEN where the steps were taken on whitened features, CURVATURE where they were
   * preconditioned by the curvature of the rows, ACTIVE_SET where they were proximal Newton steps,
   * else NONE.
   */
  public Preconditioning precondition() {
    return steps.precondition();
  }

  /** The losses on the way. */
  public Trace trace() {
    return trace;
  }

  /** Standard errors and tests of the coefficients, or why there are none. */
  public Inference inference() {
    return inference;
  }

  /**
   * The statistics of a least-squares fit: standard errors, tests, r2, F and more.
   *
   * @throws IllegalStateException with the reason where there are none: {@link #inference}
   */
  public RegressionStatistics statistics() {
    return inference.requireLeastSquares();
  }

  /** The same with other notes. */
  public Training withNotes(List<String> other) {
    End ending = new End(end.reason(), end.loss(), end.gap(), other, end.seconds());
    return new Training(model, metrics, ending, steps, trace, inference);
  }

  /** The same with another loss. */
  public Training withLoss(double other) {
    End ending = new End(end.reason(), other, end.gap(), end.notes(), end.seconds());
    return new Training(model, metrics, ending, steps, trace, inference);
  }

  /** The same with other errors of the model. */
  public Training withMetrics(RegressionMetrics other) {
    return new Training(model, other, end, steps, trace, inference);
  }

  @Override
  public String toString() {
    return stopReason() + " after " + epochs() + " epochs, loss " + loss() + ": " + model;
  }
}
