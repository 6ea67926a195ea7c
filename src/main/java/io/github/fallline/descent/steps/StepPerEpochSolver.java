package io.github.fallline.descent.steps;

/** Base of solvers that take one step an epoch, whose evaluation costs no more than a step. */
public abstract class StepPerEpochSolver implements Solver {
  private long epochs;

  /** Takes the next step. */
  protected abstract void step();

  /** Saves or loads the number of epochs. */
  protected final void serializeEpochs(StateArchive archive) {
    epochs = archive.integer("epochs", epochs);
  }

  @Override
  public final double advance(long count) {
    for (long i = 0; i < count; i++) {
      step();
      epochs++;
    }
    return 0;
  }

  @Override
  public final long epochs() {
    return epochs;
  }

  @Override
  public long updates() {
    return epochs;
  }

  @Override
  public long epochsUntilEvaluation() {
    return 1;
  }

  @Override
  public void close() {
    // Evaluators are the caller's, and passes free their own memory.
  }
}
