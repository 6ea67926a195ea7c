package io.github.fallline.descent.gradient;

import io.github.fallline.data.Tile;

/** Takes noise out of the gradients of batches. */
public interface VarianceReduction extends AutoCloseable {
  /** Leaves the gradients of batches as they are. */
  VarianceReduction NONE = new None();

  /** Begins an epoch at a point. */
  void moveTo(double[] point);

  /** Adds rows of a tile to the batch. */
  void add(Tile tile, int from, int count);

  /**
   * Corrects the gradient of a batch, and starts the next batch.
   *
   * @param factor by which the batch's sums were multiplied
   */
  void correct(double factor, double[] gradient);

  @Override
  void close();

  /** No correction. */
  final class None implements VarianceReduction {
    private None() {}

    @Override
    public void moveTo(double[] point) {
      // Holds no point.
    }

    @Override
    public void add(Tile tile, int from, int count) {
      // Holds no sums.
    }

    @Override
    public void correct(double factor, double[] gradient) {
      // The gradient stays.
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
