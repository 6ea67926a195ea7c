package io.github.fallline.descent.steps;

/** Base of solvers that take one step an epoch, whose evaluation costs no more than a step. */
public abstract class StepPerEpochSolver implements Solver {
  private long epochs;

  /** Takes the next step. */
  protected abstract void step();

  /** Saves or loads the number of epochs under a name. */
  protected final void serializeEpochs(StateArchive archive, String name) {
    epochs = archive.integer(name, epochs);
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
}
