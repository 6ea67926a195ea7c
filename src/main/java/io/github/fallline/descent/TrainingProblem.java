package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.certificate.FloatStorageError;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.NormalEquations;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.scaling.WhiteningTransform;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.FiniteValidation;
import io.github.fallline.stats.Moments;
import io.github.fallline.stats.MomentsPass;
import io.github.fallline.stats.TargetReader;
import io.github.fallline.stats.TargetSpread;
import io.github.fallline.stats.TargetValidation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one pass over the rows tells before any step is taken: the coordinates of the descent, the
 * curvature of the objective, the scale of its losses, and what is odd about the columns.
 */
final class TrainingProblem {
  /**
   * Features up to which the moments of all pairs are computed: beyond, their matrix and its
   * eigenvectors cost more than the descent.
   */
  static final int MOST_FEATURES_FOR_MOMENTS = 1024;

  /** Condition numbers beyond which whitening saves more epochs than it costs. */
  private static final double WHITENING_PAYS = 100;

  private final RowMetadata source;
  private final Loss loss;
  private final Penalty penalty;
  private final double[] offsets;
  private final FloatStorageError rounding;
  private final double storageGap;
  private final ModelSpec spec;

  /** Null where there is no use for them. */
  private final Moments moments;

  /** Which of the moments' targets, counted from 0. */
  private final int target;

  private final ColumnStatistics columns;
  private final FeatureScaling plain;
  private final FeatureScaling scaling;
  private final QuadraticObjective quadratic;
  private final QuadraticObjective certificate;
  private final FeatureScaling standard;
  private final boolean kinks;
  private final boolean squares;
  private final boolean logarithm;

  /** Of losses other than squared errors on rows that can be read again; else null. */
  private final TargetSpread spread;

  TrainingProblem(RowStream source, Objective objective, ModelSpec spec, TileExecutor executor) {
    this(source, objective, spec, Preconditioning.NONE, executor);
  }

  TrainingProblem(
      RowStream source,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      TileExecutor executor) {
    this(source, TargetReader.of(source), objective, spec, precondition, executor);
  }

  /** The survey of the first of several targets, which knows the moments of all. */
  TrainingProblem(
      RowStream source,
      TargetReader targets,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      TileExecutor executor) {
    this(
        source,
        targets,
        objective,
        spec,
        precondition,
        Statistics.of(
            new MomentsPass(source, targets, executor),
            usesMoments(objective, source.featureNames().size())
                || mayWhiten(precondition, objective.penalty(), spec, source)));
  }

  /**
   * The survey of rows whose statistics are known.
   *
   * @param source read only where that is possible again
   */
  TrainingProblem(
      RowMetadata source,
      TargetReader targets,
      Objective objective,
      ModelSpec spec,
      Preconditioning precondition,
      Statistics statistics) {
    this.source = source;
    this.spec = spec;
    loss = objective.loss();
    penalty = objective.penalty();
    target = 0;
    int features = source.featureNames().size();
    moments = statistics.moments();
    boolean pairs = moments != null;
    FiniteValidation.require(source, targets, statistics.columns(), spec.intercept());
    columns = pairs ? moments.columnStatistics(target) : statistics.columns();
    RowSource rows = source instanceof RowSource again ? again : null;
    if (rows != null) {
      TargetValidation.require(rows, objective.loss());
    }
    rounding = new FloatStorageError(source, columns);
    offsets = IntStream.range(0, features).mapToDouble(source::offset).toArray();
    standard = FeatureScaling.standardized(columns, offsets, spec.intercept());
    plain = spec.standardize() ? standard : FeatureScaling.raw(offsets, spec.intercept());
    kinks = penalty.l1() > 0;
    squares = objective.loss().equals(Loss.SQUARED);
    logarithm = objective.loss().hasLogLink();
    boolean robust = !squares && rows != null;
    spread = robust ? TargetSpread.of(rows, objective.loss()) : null;
    if (pairs && squares) {
      double[] ridge = new double[features];
      Arrays.fill(ridge, penalty.l2());
      quadratic = QuadraticObjective.of(equations(plain), ridge, rounding.flatSquare(plain));
      certificate =
          spec.standardize()
              ? quadratic
              : QuadraticObjective.of(
                  equations(standard), rescaled(ridge), rounding.flatSquare(standard));
      storageGap = rounding.gap(certificate, standard);
    } else {
      storageGap = 0;
      quadratic = null;
      certificate = null;
    }
    scaling = whitens(precondition) ? whitened() : plain;
  }

  /** Whether the moments of the features are of use for losses other than squared errors. */
  private static boolean mayWhiten(
      Preconditioning wanted, Penalty penalty, ModelSpec spec, RowMetadata source) {
    return (wanted == Preconditioning.AUTO || wanted == Preconditioning.WHITEN)
        && penalty.l2() == 0
        && penalty.l1() == 0
        && spec.standardize()
        && source.featureNames().size() <= MOST_FEATURES_FOR_MOMENTS;
  }

  /**
   * What a pass over the rows tells.
   *
   * @param moments null where there is no use for them
   * @param columns of the features, then the targets
   */
  record Statistics(Moments moments, ColumnStatistics columns) {
    static Statistics of(MomentsPass pass, boolean pairs) {
      return pairs ? of(pass.moments()) : new Statistics(null, pass.columns());
    }

    static Statistics of(Moments moments) {
      return new Statistics(moments, moments.columnStatistics());
    }
  }

  /** Whether the moments of all pairs are of use: for squared errors of few enough features. */
  static boolean usesMoments(Objective objective, int features) {
    return features <= MOST_FEATURES_FOR_MOMENTS && objective.loss().equals(Loss.SQUARED);
  }

  private TrainingProblem(TrainingProblem alike, RowMetadata source, int target) {
    this.source = source;
    this.target = target;
    loss = alike.loss;
    penalty = alike.penalty;
    spec = alike.spec;
    moments = alike.moments;
    columns = moments.columnStatistics(target);
    standard = alike.standard;
    plain = alike.plain;
    scaling = alike.scaling;
    kinks = alike.kinks;
    squares = alike.squares;
    logarithm = alike.logarithm;
    spread = alike.spread;
    quadratic = alike.quadratic.ofTarget(equations(plain));
    certificate = spec.standardize() ? quadratic : alike.certificate.ofTarget(equations(standard));
    rounding = alike.rounding;
    offsets = alike.offsets;
    storageGap = rounding.gap(certificate, standard);
  }

  /**
   * The survey of another target of the same features, of the moments that are known already.
   *
   * @param rows the same rows, with its name
   * @param which of the targets, counted from 0
   */
  TrainingProblem ofTarget(RowMetadata rows, int which) {
    return new TrainingProblem(this, rows, which);
  }

  private NormalEquations equations(FeatureScaling seen) {
    return NormalEquations.of(moments, target, seen);
  }

  private boolean whitens(Preconditioning wanted) {
    if (wanted == Preconditioning.NONE) {
      return false;
    }
    boolean free = !kinks && penalty.l2() == 0;
    boolean possible = moments != null && free && spec.standardize();
    if (wanted == Preconditioning.WHITEN && !possible) {
      throw new IllegalArgumentException(
          "whitening needs an objective without a penalty, standardized features, and at most "
              + MOST_FEATURES_FOR_MOMENTS
              + " of them; use --precondition none");
    }
    if (possible && certificate == null) {
      return true; // steps of other losses are short: they have to go straight
    }
    return possible
        && (wanted == Preconditioning.WHITEN || certificate.condition() > WHITENING_PAYS);
  }

  private FeatureScaling whitened() {
    NormalEquations equations = equations(standard);
    int features = standard.features();
    return standard.whitened(new WhiteningTransform(equations.gram(), features, equations.size()));
  }

  /** Whether the features are whitened. */
  boolean isWhitened() {
    return scaling.whitening() != null;
  }

  /** The same penalty, as one on the parameters of standardized features. */
  private double[] rescaled(double[] ridge) {
    double[] scaled = new double[ridge.length];
    for (int j = 0; j < ridge.length; j++) {
      scaled[j] = ridge[j] / (standard.scale(j) * standard.scale(j));
    }
    return scaled;
  }

  /** The standardized features, whether or not descent sees them so. */
  FeatureScaling standardScaling() {
    return standard;
  }

  FeatureScaling scaling() {
    return scaling;
  }

  /**
   * The smooth part of the objective as a quadratic function in the coordinates of the descent
   * before any whitening; null where it is none or the data is too wide.
   */
  QuadraticObjective quadratic() {
    return quadratic;
  }

  /**
   * The objective where it is known best, at points in the coordinates of the descent: from the
   * moments of standardized features, whose rounding is least; with a penalty that has kinks, from
   * those in the coordinates of the descent. Null where {@link #quadratic} is.
   */
  ObjectiveFunction certificate() {
    ObjectiveFunction ofStored = certificateOfStored();
    return storageGap == 0
        ? ofStored
        : point -> {
          Evaluation known = ofStored.at(point);
          return new Evaluation(known.loss(), known.gradientNorm(), known.gap() + storageGap);
        };
  }

  /** Half the second derivative and the rest of the objective in {@link #standard()}; or null. */
  QuadraticObjective standardQuadratic() {
    return certificate;
  }

  /** The coordinates of features with mean 0 and mean square 1, whatever the descent's are. */
  FeatureScaling standard() {
    return standard;
  }

  /** What the square of each weight costs in {@link #standard()}: [features]. */
  double[] standardRidge() {
    double[] ridge = new double[standard.features()];
    Arrays.fill(ridge, penalty.l2());
    return spec.standardize() ? ridge : rescaled(ridge);
  }

  /** Statistics of the features as stored, then the target. */
  ColumnStatistics columns() {
    return columns;
  }

  /** Whether the penalty has kinks. */
  boolean hasKinks() {
    return kinks;
  }

  /**
   * The same where the minimum of an objective with kinks is computed first, by proximal Newton
   * steps on the moments: points that are near it and not sparse are certified better so.
   */
  ObjectiveFunction certificateOfOptimum() {
    if (!kinks || quadratic == null) {
      return certificate();
    }
    ProximalNewtonSolver solver = ProximalNewtonSolver.onMoments(penalty, moments(), dualityGap());
    solver.advance(1);
    Evaluation best = solver.evaluate();
    ObjectiveFunction known = certificate();
    return point -> {
      Evaluation there = known.at(point);
      double above = Math.max(0, there.loss() - best.loss()) + best.gap() + storageGap;
      return new Evaluation(there.loss(), there.gradientNorm(), Math.min(there.gap(), above));
    };
  }

  /**
   * How far the optimum may have moved, in units of the loss, because numbers were rounded on
   * storing: gaps are not certified to less. 0 for doubles, and where nothing is certified.
   */
  double storageGap() {
    return storageGap;
  }

  private ObjectiveFunction certificateOfStored() {
    if (kinks) {
      return moments();
    }
    return certificate == quadratic && !isWhitened() ? quadratic : this::standardized;
  }

  private Evaluation standardized(double[] point) {
    double[] weights = new double[scaling.features()];
    double constant = scaling.toWeights(point, weights);
    Evaluation known = certificate.at(standard.toParameters(weights, constant));
    double norm = isWhitened() ? known.gradientNorm() : quadratic.at(point).gradientNorm();
    return new Evaluation(known.loss(), norm, known.gap());
  }

  private double[] scaleFactors() {
    double[] factors = new double[plain.features()];
    for (int j = 0; j < factors.length; j++) {
      factors[j] = plain.scale(j) / standard.scale(j);
    }
    return factors;
  }

  /**
   * The bound on the distance to the minimum of squared errors with the penalty, from residuals at
   * points in the coordinates; null where it does not apply.
   */
  DualityGap dualityGap() {
    return squares && !isWhitened()
        ? new DualityGap(columns, scaling, penalty, source.precision().rounding())
        : null;
  }

  /** The objective from moments, in the coordinates; null where {@link #quadratic} is. */
  MomentObjective moments() {
    if (quadratic == null) {
      return null;
    }
    MomentObjective function = new MomentObjective(moments, target, plain, penalty);
    return kinks ? function.withCurvature(certificate, scaleFactors()) : function;
  }

  /** The intercept of a model on the features as they are, given that on the features as stored. */
  double intercept(double[] weights, double constant) {
    double sum = constant;
    for (int j = 0; j < weights.length; j++) {
      sum -= weights[j] * offsets[j];
    }
    return sum;
  }

  /** The intercept on the features as stored of a model on the features as they are. */
  double constant(double[] weights, double intercept) {
    double sum = intercept;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * offsets[j];
    }
    return sum;
  }

  /**
   * The errors of a model on the rows, from the moments: to about 1e-8 of the deviation of the
   * target, the mean absolute error unknown (NaN).
   *
   * @param weights one a feature, as stored
   */
  RegressionMetrics metrics(double[] weights, double constant) {
    int place = columns.columns() - 1;
    long rows = columns.rows();
    double square =
        new MomentObjective(moments, target, standard, Penalty.NONE)
            .at(standard.toParameters(weights, constant))
            .loss();
    return new ErrorStatistics(
            rows, square * rows, Double.NaN, columns.mean(place), columns.variance(place) * rows)
        .metrics();
  }

  /** Whether a feature is constant but for rounding. */
  boolean isConstant(int feature) {
    return columns.variance(feature) == 0;
  }

  /**
   * Takes the weights of constant features away, which whitened steps make of rounding.
   *
   * @param weights one a feature, as stored
   * @return what they added to every prediction
   */
  double dropConstants(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      if (isConstant(j)) {
        sum += weights[j] * columns.mean(j);
        weights[j] = 0;
      }
    }
    return sum;
  }

  /** The means of the features. */
  double[] featureMeans() {
    double[] means = new double[scaling.features()];
    for (int j = 0; j < means.length; j++) {
      means[j] = columns.mean(j) + offsets[j];
    }
    return means;
  }

  /** The variance of the target; where it is constant, its mean square. */
  double targetScale() {
    int target = columns.columns() - 1;
    double variance = columns.variance(target);
    return variance > 0 ? variance : columns.meanSquare(target);
  }

  /**
   * How far predictions have to go, on the scale on which the model predicts: the deviation of the
   * target, or 1, a factor of e, for logarithms.
   */
  double predictionScale() {
    if (spread != null) {
      return spread.deviation();
    }
    return logarithm ? 1 : Math.sqrt(targetScale());
  }

  /**
   * Where the targets lie and how far they spread by order statistics; null for squared errors, and
   * where rows cannot be read again.
   */
  TargetSpread spread() {
    return spread;
  }

  /**
   * What gaps are measured in: the variance of the target; for losses other than squared errors the
   * loss of a residual of one robust deviation.
   */
  double gapUnit() {
    if (spread != null) {
      return spread.unit();
    }
    return loss.equals(Loss.SQUARED) ? targetScale() : lossOfDeviation();
  }

  /** The mean squared length of a row in the coordinates of the descent, the intercept as 1. */
  double meanSquaredLength() {
    if (isWhitened()) {
      return scaling.size(); // less where columns depend on each other
    }
    double sum = scaling.hasIntercept() ? 1 : 0;
    for (int j = 0; j < scaling.features(); j++) {
      double centre = (columns.mean(j) - scaling.shift(j)) / scaling.scale(j);
      double scale = scaling.scale(j);
      sum += columns.variance(j) / (scale * scale) + centre * centre;
    }
    return sum;
  }

  /** Where descent begins. */
  double[] start(boolean automatic) {
    double[] weights = new double[scaling.features()];
    double constant = automatic ? meanPrediction() : spec.initialWeight();
    for (int j = 0; j < weights.length; j++) {
      weights[j] = spec.initialWeight();
      constant += weights[j] * (automatic ? -columns.mean(j) : offsets[j]);
    }
    return scaling.toParameters(weights, constant);
  }

  /** The loss of a residual of one deviation, where order statistics are not known. */
  private double lossOfDeviation() {
    double mean = columns.mean(columns.columns() - 1);
    double place = meanPrediction();
    double[] predictions = {place, place + predictionScale()};
    double[] losses = new double[2];
    loss.evaluate(predictions, new double[] {mean, mean}, 2, losses, new double[2]);
    double unit = Math.abs(losses[1] - losses[0]);
    return unit > 0 && unit < Double.POSITIVE_INFINITY ? unit : 1;
  }

  /** The best constant prediction; for targets that are all 0 their logarithm is left out. */
  private double meanPrediction() {
    if (spread != null) {
      return spread.place();
    }
    double mean = columns.mean(columns.columns() - 1);
    return logarithm ? (mean > 0 ? Math.log(mean) : 0) : mean;
  }

  /**
   * Sentences on columns that cannot tell anything, or nothing of their own. What passes over the
   * rows have found of columns that are alike counts instead of what the moments seem to say.
   */
  List<String> notes(SolverResult result) {
    DataWarnings notes = new DataWarnings(source, columns, offsets, spec.intercept());
    boolean penalized = kinks || penalty.l2() > 0;
    boolean apart = penalized || notes.someAreNearlyConstant();
    if (!result.notes().isEmpty()) {
      notes.all().addAll(result.notes());
    } else if (certificate != null && notes.isSuspect(certificate)) {
      if (apart) {
        notes.addDependence(certificate, dependence(), kinks);
      } else if (result.proved()) {
        notes.addExactDependence(certificate);
      } else {
        notes.addDependence(certificate);
      }
    }
    notes.addRounding(storageGap / targetScale());
    return notes.all();
  }

  private LinearDependence dependence() {
    double[] ridge = new double[scaling.features()];
    Arrays.fill(ridge, penalty.l2());
    return LinearDependence.of(
        equations(standard),
        spec.standardize() ? ridge : rescaled(ridge),
        rounding.flatSquare(standard));
  }
}
