package io.github.fallline.descent.path;

import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldMoments;
import java.util.ArrayList;
import java.util.List;

/** The models of all penalties for the moments of some rows. */
final class PathSolution {
  final List<PathPoint> points;
  final double[][] coefficients;

  private PathSolution(List<PathPoint> points, double[][] coefficients) {
    this.points = points;
    this.coefficients = coefficients;
  }

  /**
   * Solves for each penalty.
   *
   * @param penalties the largest first; all with absolute weights, or none
   */
  static PathSolution of(PathProblem problem, List<Penalty> penalties) {
    boolean squares = true;
    for (Penalty penalty : penalties) {
      squares &= penalty.l1() == 0 && penalty.l2() > 0;
    }
    return squares ? ridge(problem, penalties) : elasticNet(problem, penalties);
  }

  /**
   * The errors of the models of each penalty on every fold, fitted to the rows of the others.
   *
   * @param penalties the largest first
   */
  static CrossValidation validate(FoldMoments folds, ModelSpec spec, List<Penalty> penalties) {
    double[] weights = new double[folds.count()];
    double[][] errors = new double[folds.count()][penalties.size()];
    for (int k = 0; k < folds.count(); k++) {
      weights[k] = folds.fold(k).weight();
      PathSolution without = of(new PathProblem(folds.training(k), spec), penalties);
      for (int i = 0; i < penalties.size(); i++) {
        errors[k][i] =
            folds.squaredError(k, without.coefficients[i], without.points.get(i).intercept());
      }
    }
    return CrossValidation.of(weights, errors);
  }

  private static PathSolution ridge(PathProblem problem, List<Penalty> penalties) {
    RidgeSolver solver = new RidgeSolver(problem);
    double[] weights = new double[problem.size];
    double[] products = new double[problem.size];
    Builder builder = new Builder(problem);
    for (Penalty penalty : penalties) {
      solver.solve(penalty.l2(), weights);
      problem.residualProducts(weights, products);
      builder.add(penalty, weights, products, solver.degreesOfFreedom(penalty.l2()));
    }
    return builder.build();
  }

  private static PathSolution elasticNet(PathProblem problem, List<Penalty> penalties) {
    ElasticNetSolver solver = new ElasticNetSolver(problem);
    Builder builder = new Builder(problem);
    for (Penalty penalty : penalties) {
      solver.solve(penalty);
      double freedom = penalty.l2() > 0 ? Double.NaN : nonzero(solver.weights());
      builder.add(penalty, solver.weights(), solver.products(), freedom);
    }
    return builder.build();
  }

  private static int nonzero(double[] weights) {
    int count = 0;
    for (double weight : weights) {
      count += weight == 0 ? 0 : 1;
    }
    return count;
  }

  private static final class Builder {
    private final PathProblem problem;
    private final List<PathPoint> points = new ArrayList<>();
    private final List<double[]> coefficients = new ArrayList<>();

    Builder(PathProblem problem) {
      this.problem = problem;
    }

    void add(Penalty penalty, double[] weights, double[] products, double freedom) {
      double[] model = new double[problem.size];
      double intercept = problem.toModel(weights, model);
      double error = problem.squaredError(weights, products);
      double r2 = problem.targetSquare == 0 ? Double.NaN : 1 - error / problem.targetSquare;
      coefficients.add(model);
      points.add(
          new PathPoint(
              penalty,
              intercept,
              nonzero(weights),
              freedom,
              error,
              r2,
              problem.gap(penalty, weights, products)));
    }

    PathSolution build() {
      return new PathSolution(List.copyOf(points), coefficients.toArray(new double[0][]));
    }
  }
}
