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
 * @param refinements steps taken by rows after those on moments
 * @param proved whether passes over the rows have proved how near the optimum is
 * @param notes what keeps the optimum from being certified, if anything does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the weights are handed on
record SolverResult(
    double[] weights,
    double constant,
    StopReason reason,
    Evaluation evaluation,
    int refinements,
    boolean proved,
    List<String> notes) {
  /** Where steps have ended, with nothing proved or refined yet. */
  static SolverResult of(
      double[] weights, double constant, StopReason reason, Evaluation evaluation) {
    return new SolverResult(weights, constant, reason, evaluation, 0, false, List.of());
  }

  /** The same for another reason to stop. */
  SolverResult withReason(StopReason other) {
    return new SolverResult(weights, constant, other, evaluation, refinements, proved, notes);
  }

  /** The same with another bound on its distance to the minimum. */
  SolverResult withGap(double gap) {
    return new SolverResult(
        weights, constant, reason, evaluation.withGap(gap), refinements, proved, notes);
  }

  /** The same with a note more. */
  SolverResult withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new SolverResult(weights, constant, reason, evaluation, refinements, proved, more);
  }

  /** The same with another number of refinements. */
  SolverResult withRefinements(int other) {
    return new SolverResult(weights, constant, reason, evaluation, other, proved, notes);
  }
}
