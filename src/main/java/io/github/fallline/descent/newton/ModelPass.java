package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.objective.Loss;

/**
 * Compares a model, whose weights are doubles, with a point in the columns of a {@link
 * DesignMatrix}: by how much the mean loss of the model may be higher. Predictions of the model are
 * computed with twice the digits of a double.
 */
final class ModelPass {
  /** The share of a loss that its rounding may amount to. */
  private static final double ROUNDING = 8 * Math.ulp(0.5);

  private final DesignMatrix design;
  private final Loss loss;
  private final ReferenceModel reference;
  private final double[] centres;

  /**
   * A pass over the rows of a design.
   *
   * @param reference the model of the point 0; the constant 0 for a loss that does not depend on
   *     residuals alone
   */
  ModelPass(DesignMatrix design, Loss loss, ReferenceModel reference) {
    this.design = design;
    this.loss = loss;
    this.reference = reference;
    centres = new double[design.features()];
  }

  /**
   * An upper bound on the mean loss of the model less that of the point. Of each row the lesser of
   * the difference of the losses, with what rounding may make of it, and of slope at the model
   * times the change of the prediction, which is no less for a convex loss and does not cancel.
   */
  double lossBeyond(double[] point, double[] weights, double intercept) {
    NearDependences change = reference.changeTo(weights, intercept);
    return design
        .means(
            1,
            0,
            Predictions::new,
            (rows, tile, part) -> part[0] = rows.beyond(tile, point, change))[0];
  }

  /** The predictions of a tile at the point and by the model. */
  private final class Predictions extends TileColumns {
    private final double[] before = newNumbers();
    private final double[] after = newNumbers();
    private final double[] targets = newNumbers();
    private final double[] lossesBefore = newNumbers();
    private final double[] losses = newNumbers();
    private final double[] slopes = newNumbers();

    Predictions() {
      super(design);
    }

    double beyond(Tile tile, double[] point, NearDependences change) {
      multiply(point, before);
      for (int i = 0; i < tile.rows(); i++) {
        int place = i * centres.length;
        change.values(stored(), place, centres, after, i);
        targets[i] = reference.residual(tile.targets()[i], stored(), place);
      }
      loss.evaluate(before, targets, tile.rows(), lossesBefore, slopes);
      loss.evaluate(after, targets, tile.rows(), losses, slopes);
      double sum = 0;
      for (int i = 0; i < tile.rows(); i++) {
        double weight = tile.weight(i);
        double rounding = ROUNDING * (Math.abs(losses[i]) + Math.abs(lossesBefore[i]));
        double direct = losses[i] - lossesBefore[i] + rounding;
        double linear = slopes[i] * (after[i] - before[i]);
        sum += weight == 0 ? 0 : weight * Math.min(direct, linear);
      }
      return sum;
    }
  }
}
