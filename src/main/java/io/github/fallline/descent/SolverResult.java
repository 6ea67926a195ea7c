package io.github.fallline.descent;

import io.github.fallline.descent.gradient.Evaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a fit ended: the model on the features as they are stored, and what is known of it.
 *
 * @param weights [features]
 * @param constant the intercept on the features as stored
 * @param reason why training ended
 * @param evaluation the objective there; its gap counts what rounding may hide
 * @param refinement by passes over the rows after the steps of the solver
 * @param notes what keeps the optimum from being certified, if anything does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the weights are handed on
record SolverResult(
    double[] weights,
    double constant,
    StopReason reason,
    Evaluation evaluation,
    Refinement refinement,
    List<String> notes) {
  /**
   * What passes over the rows have added.
   *
   * @param steps taken after those of the solver
   * @param proved whether they have proved how near the optimum is
   */
  record Refinement(int steps, boolean proved) {}

  /** Where steps have ended, with nothing proved or refined yet. */
  static SolverResult of(
      double[] weights, double constant, StopReason reason, Evaluation evaluation) {
    return new SolverResult(
        weights, constant, reason, evaluation, new Refinement(0, false), List.of());
  }

  /** The same for another reason to stop. */
  SolverResult withReason(StopReason other) {
    return new SolverResult(weights, constant, other, evaluation, refinement, notes);
  }

  /** The same with another bound on its distance to the minimum. */
  SolverResult withGap(double gap) {
    return new SolverResult(weights, constant, reason, evaluation.withGap(gap), refinement, notes);
  }

  /** The same with a note more. */
  SolverResult withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new SolverResult(weights, constant, reason, evaluation, refinement, more);
  }

  /** The same with another number of refinements. */
  SolverResult withRefinements(int steps) {
    Refinement other = new Refinement(steps, refinement.proved());
    return new SolverResult(weights, constant, reason, evaluation, other, notes);
  }
}
