package io.github.fallline.data;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.RowView;

/**
 * The rows of a {@link Dataset} in place, for one thread. They stay until this is closed, even if
 * the data set is closed before.
 */
public final class RowsInPlace implements AutoCloseable {
  private final RowView features;
  private final RowView targets;
  private final Matrix.Hold featureHold;
  private final Matrix.Hold targetHold;

  /** Views of matrices, which are held open. */
  RowsInPlace(Matrix features, Matrix targets) {
    featureHold = features.hold(Dataset.FEATURES);
    try {
      targetHold = targets.hold(Dataset.TARGETS);
    } catch (IllegalStateException e) {
      featureHold.close();
      throw e;
    }
    this.features = features.view();
    this.targets = targets.view();
  }

  /** The features as stored, [n, d]; the user moves the view. */
  public RowView features() {
    return features;
  }

  /** The targets, [n, 1]; the user moves the view. */
  public RowView targets() {
    return targets;
  }

  /** Releases the rows; the views must not be used any more. */
  @Override
  public void close() {
    featureHold.close();
    targetHold.close();
  }
}
