package io.github.fallline.descent.newton;

import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileExecutor;

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
  private final DesignMatrixPass pass;
  private final int features;

  /**
   * A pass over the rows of a design.
   *
   * @param reference the model of the point 0; the constant 0 for a loss that does not depend on
   *     residuals alone
   */
  ModelPass(DesignMatrix design, Loss loss, ReferenceModel reference, TileExecutor executor) {
    this.design = design;
    this.loss = loss;
    this.reference = reference;
    pass = new DesignMatrixPass(design, executor);
    features = design.source().featureNames().size();
  }

  /**
   * An upper bound on the mean loss of the model less that of the point. Of each row the lesser of
   * the difference of the losses, with what rounding may make of it, and of slope at the model
   * times the change of the prediction, which is no less for a convex loss and does not cancel.
   */
  double lossBeyond(double[] point, double[] weights, double intercept) {
    NearDependences change = reference.changeTo(weights, intercept);
    double[] centres = new double[features];
    double[] total =
        pass.run(
            1,
            0,
            () -> {
              int most = design.tileRows();
              double[] before = new double[most];
              double[] after = new double[most];
              double[] targets = new double[most];
              double[] losses = new double[most];
              double[] earlier = new double[most];
              double[] slopes = new double[most];
              double[] value = new double[1];
              return (columns, tile, part) -> {
                columns.multiply(point, before);
                for (int i = 0; i < tile.rows(); i++) {
                  change.values(columns.numbersRead(), i * features, centres, value);
                  after[i] = value[0];
                  targets[i] =
                      reference.residual(tile.targets()[i], columns.numbersRead(), i * features);
                }
                loss.evaluate(before, targets, tile.rows(), earlier, slopes);
                loss.evaluate(after, targets, tile.rows(), losses, slopes);
                double sum = 0;
                for (int i = 0; i < tile.rows(); i++) {
                  double weight = tile.weight(i);
                  double rounding = ROUNDING * (Math.abs(losses[i]) + Math.abs(earlier[i]));
                  double direct = losses[i] - earlier[i] + rounding;
                  double linear = slopes[i] * (after[i] - before[i]);
                  sum += weight == 0 ? 0 : weight * Math.min(direct, linear);
                }
                part[0] = sum;
              };
            });
    return total[0] / design.source().rows();
  }
}
