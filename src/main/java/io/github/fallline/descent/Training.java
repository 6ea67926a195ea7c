package io.github.fallline.descent;

import io.github.fallline.inference.Inference;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import java.util.List;

/**
 * What came of a training run.
 *
 * @param model the model, on the original scale of the features
 * @param metrics errors of the model on the training rows
 * @param end where training ended, and why
 * @param steps the steps that led there
 * @param trace the way down
 * @param inference standard errors and tests of the coefficients, or why there are none
 */
public record Training(
    LinearModel model,
    RegressionMetrics metrics,
    End end,
    Steps steps,
    Trace trace,
    Inference inference) {
  /**
   * Where training ended.
   *
   * @param reason why
   * @param loss the objective at the model: mean loss plus penalty
   * @param gap an upper bound on how far the objective is from its minimum, in units of the
   *     variance of the target, or, for losses other than squared errors, of the loss of a residual
   *     of one robust deviation; infinite where nothing is known
   * @param notes what a user should know of the data: constant columns, columns that others make
   *     up, a descent that did not converge; one sentence each
   * @param seconds from the first pass over the rows to the model
   */
  public record End(
      StopReason reason, double loss, double gap, List<String> notes, double seconds) {
    /** Copies the notes. */
    public End {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The steps of a training run.
   *
   * @param epochs passes over the rows (or steps on their moments)
   * @param updates steps taken
   * @param refinements how many of the steps, the last ones, were full-batch steps that finished
   *     the run: refining steps on whitened features after steps on moments, or those of a full
   *     batch on the same objective where others did not reach its optimum
   * @param learningRate the learning rate at the end
   * @param gradients where full-batch gradients came from; ROWS for the other methods
   * @param precondition WHITEN where the steps were taken on whitened features, CURVATURE where
   *     they were preconditioned by the curvature of the rows, ACTIVE_SET where they were proximal
   *     Newton steps, else NONE
   */
  public record Steps(
      long epochs,
      long updates,
      int refinements,
      double learningRate,
      GradientMethod.Gradients gradients,
      Preconditioning precondition) {}

  /** Why training ended. */
  public StopReason stopReason() {
    return end.reason();
  }

  /** The objective at the model: {@link End#loss}. */
  public double loss() {
    return end.loss();
  }

  /** The bound on its distance to the minimum: {@link End#gap}. */
  public double gap() {
    return end.gap();
  }

  /** What a user should know of the data: {@link End#notes}. */
  public List<String> notes() {
    return end.notes();
  }

  /** From the first pass over the rows to the model: {@link End#seconds}. */
  public double seconds() {
    return end.seconds();
  }

  /** Passes over the rows: {@link Steps#epochs}. */
  public long epochs() {
    return steps.epochs();
  }

  /**
   * The statistics of a least-squares fit: standard errors, tests, r2, F and more.
   *
   * @throws IllegalStateException with the reason where there are none: {@link #inference}
   */
  public RegressionStatistics statistics() {
    return inference
        .leastSquares()
        .orElseThrow(
            () -> new IllegalStateException("no statistics: " + inference.omitted().orElse("")));
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
}
