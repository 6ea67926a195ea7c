package io.github.fallline.descent.gradient;

import io.github.fallline.data.Tile;

/** Takes noise out of the gradients of batches. */
public interface VarianceReduction extends AutoCloseable {
  /** Leaves the gradients of batches as they are. */
  VarianceReduction NONE = new VarianceReduction() {};

  /** Begins an epoch at a point. */
  default void moveTo(double[] point) {
    // Holds no point.
  }

  /** Adds rows of a tile to the batch. */
  default void add(Tile tile, int from, int count) {
    // Holds no sums.
  }

  /**
   * Corrects the gradient of a batch, and starts the next batch.
   *
   * @param factor by which the batch's sums were multiplied
   */
  default void correct(double factor, double[] gradient) {
    // The gradient stays.
  }

  @Override
  default void close() {
    // Holds nothing.
  }
}
