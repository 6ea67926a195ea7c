package io.github.fallline.descent.newton;

import io.github.fallline.objective.Loss;
import java.util.Arrays;

/**
 * The passes of {@link NewtonSolver} over the rows: loss, gradient and curvature at a point, and
 * the loss along a step. Threads do not change a bit.
 */
final class CurvaturePass {
  private final DesignMatrix design;
  private final Loss loss;
  private final int size;

  CurvaturePass(DesignMatrix design, Loss loss) {
    this.design = design;
    this.loss = loss;
    size = design.size();
  }

  private TileLosses newLosses() {
    return loss.equals(Loss.POISSON)
        ? new PoissonTileLosses(design)
        : new ComparedTileLosses(design, loss);
  }

  /** Mean loss, gradient and curvature of the rows at a point. */
  static final class CurvatureEvaluation {
    private final double[] curvature;
    private final double[] gradient;
    private final double loss;

    private CurvatureEvaluation(double[] means, int size) {
      curvature = means;
      gradient = Arrays.copyOfRange(means, size * size, size * size + size);
      loss = means[size * size + size];
    }

    /** The upper triangle of [size, size], at the front of the array; not a copy. */
    double[] curvature() {
      return curvature;
    }

    /** [size]; not a copy. */
    double[] gradient() {
      return gradient;
    }

    double loss() {
      return loss;
    }
  }

  /** What a pass finds along a step. */
  static final class Line {
    private final double[] means;

    private Line(double[] means) {
      this.means = means;
    }

    /** The change of the mean loss for a share of {@link TileLosses#shares}, by its place. */
    double change(int place) {
      return means[place];
    }

    /**
     * By how much the slopes at the end of the step, as the curvature has them, fall short of being
     * those at the point; NaN where it is not known.
     */
    double excess() {
      return means[means.length - 2];
    }

    /** The mean squared change of predictions. */
    double squaredDisplacement() {
      return means[means.length - 1];
    }
  }

  /**
   * Loss, gradient and curvature at a point.
   *
   * @param width over which slopes are compared for the curvature where the loss does not give it
   */
  CurvatureEvaluation evaluate(double[] point, double width) {
    return new CurvatureEvaluation(
        design.means(
            size * size + size + 1,
            0,
            this::newLosses,
            (losses, tile, part) -> losses.evaluate(tile, part, point, width)),
        size);
  }

  /** The loss along a step from a point: to the point less the step, less shares of it. */
  Line line(double[] point, double[] step) {
    return new Line(
        design.means(
            TileLosses.shares().length + 2,
            0,
            this::newLosses,
            (losses, tile, part) -> losses.line(tile, part, point, step)));
  }
}
