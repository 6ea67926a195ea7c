package io.github.fallline.descent.path;

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
    double ratio = settings.smallestRatio().orElse(ratio(problem));
    List<Penalty> grid = new ArrayList<>();
    for (double strength : strengths(largest, settings.penalties(), ratio)) {
      double squares = squares(strength * (1 - settings.mix()), problem);
      grid.add(Penalty.elasticNet(2 * strength * settings.mix(), squares));
    }
    return grid;
  }

  /** The penalties of which one part varies, and the other is fixed. */
  static List<Penalty> of(PathProblem problem, PenaltySearch.Part part, double fixed) {
    boolean absolute = part == PenaltySearch.Part.L1;
    double largest = problem.steepest() / (absolute ? 1 : LEAST_MIX);
    int count = PathSettings.DEFAULT.penalties();
    List<Penalty> grid = new ArrayList<>();
    for (double strength : strengths(largest, count, ratio(problem))) {
      grid.add(
          absolute
              ? Penalty.elasticNet(2 * strength, fixed)
              : Penalty.elasticNet(fixed, squares(strength, problem)));
    }
    return grid;
  }

  private static double ratio(PathProblem problem) {
    return problem.hasMoreRowsThanFeatures() ? LEAST_RATIO : LEAST_RATIO_OF_FEW_ROWS;
  }

  private static double[] strengths(double largest, int count, double ratio) {
    if (!(largest > 0)) {
      return new double[1];
    }
    double[] strengths = new double[count];
    for (int i = 0; i < count; i++) {
      strengths[i] = largest * Math.pow(ratio, count == 1 ? 0 : (double) i / (count - 1));
    }
    return strengths;
  }

  /** The factor of squared weights, which has no unit. */
  private static double squares(double strength, PathProblem problem) {
    return strength == 0 ? 0 : strength / Math.sqrt(problem.targetSquare);
  }
}
