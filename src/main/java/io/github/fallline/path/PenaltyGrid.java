package io.github.fallline.path;

import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;

/** The penalties of a path, the largest first, evenly spaced on a logarithmic scale. */
final class PenaltyGrid {
  private static final double LEAST_RATIO = 1e-4;
  private static final double LEAST_RATIO_OF_FEW_ROWS = 1e-2;

  /** No penalty on squares alone makes all weights 0: the path begins where this share would. */
  private static final double LEAST_MIX = 1e-3;

  private PenaltyGrid() {}

  /**
   * The penalties of settings: the largest is the least that makes all weights 0.
   *
   * @return one penalty of 0 where the target does not vary with the features
   */
  static List<Penalty> of(PathProblem problem, PathSettings settings) {
    double largest = problem.steepest() / Math.max(LEAST_MIX, settings.mix());
    double ratio =
        settings
            .smallestRatio()
            .orElse(problem.hasMoreRowsThanFeatures() ? LEAST_RATIO : LEAST_RATIO_OF_FEW_ROWS);
    double deviation = Math.sqrt(problem.targetSquare);
    int count = largest > 0 ? settings.penalties() : 1;
    List<Penalty> grid = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      double strength = largest * Math.pow(ratio, share);
      double squares = largest > 0 ? strength * (1 - settings.mix()) / deviation : 0;
      grid.add(Penalty.elasticNet(2 * strength * settings.mix(), squares));
    }
    return grid;
  }
}
