package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import java.util.Arrays;

/** The losses of a tile's rows, with slopes and curvatures, at a point and along a step. */
abstract class TileLosses extends TileColumns {
  /** Shares of a step that are tried. */
  private static final double[] SHARES = {1, 4, 2, 0.5, 0.25, 0.1, 0.03, 1e-2, 1e-3, 1e-4, 1e-6};

  protected final double[] predictions = newNumbers();
  protected final double[] changes = newNumbers();
  protected final double[] losses = newNumbers();
  protected final double[] slopes = newNumbers();
  protected final double[] curvatures = newNumbers();
  private final int size;

  TileLosses(DesignMatrix design) {
    super(design);
    size = design.size();
  }

  /** The shares of a step that {@link #line} tries, the whole step first; not a copy. */
  static double[] shares() {
    return SHARES;
  }

  /**
   * Computes losses, slopes and curvatures at the predictions.
   *
   * @param width over which slopes may be compared
   */
  abstract void differentiate(Tile tile, double width);

  /**
   * Computes what less changes of the predictions make of the sum of the losses.
   *
   * @param part zeros; written: a change of the sum for each share, and the excess of {@link
   *     CurvaturePass.Line}
   */
  abstract void compare(Tile tile, double[] part);

  /** Writes the sums of a tile: curvature, [size, size], gradient, [size], and loss. */
  final void evaluate(Tile tile, double[] part, double[] point, double width) {
    multiply(point, predictions);
    differentiate(tile, width);
    double sum = 0;
    for (int i = 0; i < tile.rows(); i++) {
      double weight = tile.weight(i);
      sum += weight * losses[i];
      slopes[i] *= weight;
      curvatures[i] *= weight;
    }
    products(curvatures, part);
    addUp(slopes, part, size * size);
    part[size * size + size] = sum;
  }

  /** Writes the sums of a tile that {@link CurvaturePass.Line} has the means of. */
  final void line(Tile tile, double[] part, double[] point, double[] step) {
    multiply(point, predictions);
    multiply(step, changes);
    Arrays.fill(part, 0);
    compare(tile, part);
    for (int i = 0; i < tile.rows(); i++) {
      part[SHARES.length + 1] += tile.weight(i) * changes[i] * changes[i];
    }
  }
}
