package io.github.fallline.descent;

/** Epochs of steps downhill: one step an epoch ({@link FullSteps}) or many ({@link BatchSteps}). */
interface Steps extends AutoCloseable {
  /**
   * Takes all steps of the next epochs; fewer once the losses are above the limit.
   *
   * @param lossLimit a mean loss over some hundred rows above which the run has diverged
   * @return the highest such mean seen, before the steps on those rows; 0 where none was looked at
   */
  double advance(long epochs, double lossLimit);

  /** The objective at {@link #answer()}. */
  Evaluation evaluate();

  /** The parameters to return if training ended here; a copy. */
  double[] answer();

  /** Epochs done. */
  long epochs();

  /** Steps taken. */
  long updates();

  /** The learning rate in force. */
  double rate();

  /** Epochs to take before the next look at the objective. */
  long stride();

  @Override
  void close();
}
