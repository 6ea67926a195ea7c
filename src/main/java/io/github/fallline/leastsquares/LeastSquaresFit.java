package io.github.fallline.leastsquares;

import io.github.fallline.data.RowSource;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.FiniteValidation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One least-squares problem on its way to its optimum: factor, first solution, correction.
 *
 * <p>A ridge R adds a row to the factor for each feature, sqrt(n R) times its standard deviation.
 * The correction solves R'R dw = X'r with the residuals r of the first solution (corrected
 * seminormal equations, Bjorck 1987).
 */
final class LeastSquaresFit {
  /** Rounding of the factor, in units of 2^-52 and of the width: far above what was seen. */
  private static final double FACTOR_ROUNDING = 16;

  private static final int LEAST_WIDTH = 10;

  /** Rounding of the numbers as they came and of their means, in units of 2^-52. */
  private static final double NUMBER_ROUNDING = 8;

  /** Smaller multiples of a column are rounding, not part of a combination. */
  private static final double LEAST_MULTIPLE = 1e-6;

  private final RowSource rows;
  private final ModelSpec spec;
  private final TileExecutor executor;
  private final int features;
  private final TriangularFactor statistic;
  private final ColumnStatistics columns;
  private final RankRevealingQr factor;
  private final double[] means;

  /** What the square of each weight costs, times the rows. */
  private final double[] ridge;

  LeastSquaresFit(RowSource rows, ModelSpec spec, double l2, TileExecutor executor) {
    this.rows = rows;
    this.spec = spec;
    this.executor = executor;
    features = rows.featureNames().size();
    statistic = new QrPass(rows, executor).factor();
    columns = statistic.columnStatistics();
    FiniteValidation.require(rows, columns, spec.intercept());
    means = new double[features];
    Arrays.setAll(means, statistic::mean);
    ridge = ridge(l2);
    factor = new RankRevealingQr(equations(), features, rounding());
  }

  private double[] ridge(double l2) {
    double[] costs = new double[features];
    for (int j = 0; j < features; j++) {
      double scale = spec.standardize() ? columns.unit(j, 0, spec.intercept()) : 1;
      costs[j] = statistic.rows() * l2 * scale * scale;
    }
    return costs;
  }

  /** The triangle of the features with the target beside it, [features, features + 1]. */
  private double[] equations() {
    int width = features + 1;
    double[] triangle = statistic.factor(spec.intercept());
    double[] penalty = new double[features * width];
    for (int j = 0; j < features; j++) {
      penalty[j * width + j] = Math.sqrt(ridge[j]);
    }
    HouseholderQr.update(triangle, width, penalty, features, true);
    return triangle;
  }

  private double[] rounding() {
    double[] rounding = new double[features];
    double width = Math.max(LEAST_WIDTH, features);
    for (int j = 0; j < features; j++) {
      double length = Math.sqrt(columns.meanSquare(j) * columns.rows());
      double mean = columns.mean(j);
      double square = columns.variance(j) + (spec.intercept() ? 0 : mean * mean);
      double left = Math.sqrt(square * columns.rows() + ridge[j]);
      rounding[j] = Math.ulp(1.0) * (FACTOR_ROUNDING * width * left + NUMBER_ROUNDING * length);
    }
    return rounding;
  }

  LeastSquares solve() {
    double[] weights = factor.solution();
    double mean = statistic.mean(features);
    // The intercept makes the mean of the residuals 0.
    double constant = spec.intercept() ? ResidualPass.residual(mean, means, 0, weights, 0) : 0;
    double[] centres = spec.intercept() ? means : new double[features];
    ResidualPass.Sums sums =
        new ResidualPass(rows, executor)
            .at(weights, constant, centres, new NearDependences(0, features));
    double[] slopes = new double[features];
    for (int j = 0; j < features; j++) {
      slopes[j] = sums.product(j) - ridge[j] * weights[j];
    }
    double[] change = factor.solveNormal(slopes);
    double shift = spec.intercept() ? sums.residuals() / statistic.rows() : 0;
    double squares = squaresAfter(sums, slopes, change, shift);
    for (int j = 0; j < features; j++) {
      weights[j] += change[j];
    }
    constant += ResidualPass.residual(shift, centres, 0, change, 0);
    return result(weights, constant, squares);
  }

  /** The residual sum of squares once the solution is changed. */
  private double squaresAfter(
      ResidualPass.Sums sums, double[] slopes, double[] change, double shift) {
    double squares = sums.squares() - shift * sums.residuals();
    for (int j = 0; j < features; j++) {
      double gradientChange = slopes[j] - ridge[j] * change[j];
      squares += change[j] * (gradientChange - 2 * sums.product(j));
    }
    return Math.max(0, squares);
  }

  private LeastSquares result(double[] weights, double constant, double squares) {
    double cost = 0;
    for (int j = 0; j < features; j++) {
      cost += ridge[j] * weights[j] * weights[j];
    }
    double total = columns.variance(features) * columns.rows();
    LinearModel model =
        new LinearModel(rows.featureNames(), rows.targetName(), weights, constant, means);
    return new LeastSquares(
        model,
        factor.rank(),
        dependences(),
        (squares + cost) / statistic.rows(),
        squares,
        total > 0 ? 1 - squares / total : Double.NaN);
  }

  private List<LeastSquares.Dependence> dependences() {
    List<Integer> places =
        IntStream.range(factor.rank(), features)
            .boxed()
            .sorted(Comparator.comparing(factor::column))
            .toList();
    List<LeastSquares.Dependence> dependences = new ArrayList<>();
    for (int place : places) {
      String name = rows.featureNames().get(factor.column(place));
      dependences.add(new LeastSquares.Dependence(name, parts(place)));
    }
    return dependences;
  }

  /** The names of the kept columns that make up the column at a place. */
  private List<String> parts(int place) {
    double[] multiples = factor.combination(place);
    return IntStream.range(0, multiples.length)
        .filter(i -> Math.abs(multiples[i]) > LEAST_MULTIPLE)
        .map(factor::column)
        .sorted()
        .mapToObj(rows.featureNames()::get)
        .toList();
  }
}
