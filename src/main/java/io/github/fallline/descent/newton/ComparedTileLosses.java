package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import java.util.Arrays;

/**
 * Losses whose curvature is not known: slopes are compared over a width on both sides.
 *
 * <p>Several predictions for each row of a tile are evaluated in one call: a loss that is a graph
 * costs more by the call than by the row.
 */
final class ComparedTileLosses extends TileLosses {
  private final Loss loss;
  private final double[] tried;
  private final double[] targets;
  private final double[] triedLosses;
  private final double[] triedSlopes;

  ComparedTileLosses(DesignMatrix design, Loss loss) {
    super(design);
    this.loss = loss;
    int most = (1 + shares().length) * design.tileRows();
    tried = new double[most];
    targets = new double[most];
    triedLosses = new double[most];
    triedSlopes = new double[most];
  }

  /** Tries the predictions, each less a share of its change, as one of several. */
  private void set(int place, double share, Tile tile) {
    int rows = tile.rows();
    for (int i = 0; i < rows; i++) {
      tried[place * rows + i] = predictions[i] - share * changes[i];
    }
    System.arraycopy(tile.targets(), 0, targets, place * rows, rows);
  }

  private void evaluate(int count) {
    loss.evaluate(tried, targets, count, triedLosses, triedSlopes);
  }

  @Override
  void differentiate(Tile tile, double width) {
    int rows = tile.rows();
    Arrays.fill(changes, 0, rows, width);
    set(0, 0, tile);
    set(1, -1, tile);
    set(2, 1, tile);
    evaluate(3 * rows);
    System.arraycopy(triedLosses, 0, losses, 0, rows);
    System.arraycopy(triedSlopes, 0, slopes, 0, rows);
    for (int i = 0; i < rows; i++) {
      double curvature = (triedSlopes[rows + i] - triedSlopes[2 * rows + i]) / (2 * width);
      curvatures[i] = curvature > 0 && curvature < Double.MAX_VALUE ? curvature : 0;
    }
  }

  @Override
  void compare(Tile tile, double[] part) {
    int rows = tile.rows();
    double[] shares = shares();
    set(0, 0, tile);
    for (int k = 0; k < shares.length; k++) {
      set(1 + k, shares[k], tile);
    }
    evaluate((1 + shares.length) * rows);
    for (int k = 0; k < shares.length; k++) {
      for (int i = 0; i < rows; i++) {
        double weight = tile.weight(i);
        double change = triedLosses[(1 + k) * rows + i] - triedLosses[i];
        part[k] += weight == 0 ? 0 : weight * change;
      }
    }
    part[shares.length] = Double.NaN;
  }
}
