package io.github.fallline.inference;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.Schema;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelStatistics;
import io.github.fallline.model.PredictionInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of a least-squares fit, with the definitions of R's {@code summary(lm)}, {@code
 * anova}, {@code AIC} and {@code BIC}. Immutable.
 *
 * <p>p is the number of parameters that are not dependent, the intercept included, n the number of
 * rows (the sum of their weights; a row of weight 3 is three rows), RSS the residual sum of
 * squares, TSS the sum of squares of the target: about its mean, but about 0 without an intercept,
 * and so is {@link #rSquared}.
 *
 * <p>Not defined, and NaN: everything that needs a residual variance where n &lt;= p; {@link
 * #rSquared} and {@link #fStatistic} of a target with TSS = 0; all numbers of a coefficient that
 * the rows do not {@linkplain DesignFactor#determined determine}. Where RSS = 0, t is infinite and
 * so is the log-likelihood.
 */
public final class RegressionStatistics {
  private static final double PERFECT = 1e-15;

  private final DesignFactor design;
  private final List<String> features;
  private final double[] coefficients;
  private final double residualSquares;
  private final double residualDigits;
  private final CoefficientTable table;
  private final double fStatistic;

  private RegressionStatistics(
      DesignFactor design,
      List<String> features,
      double[] coefficients,
      double residualSquares,
      double residualDigits,
      CoefficientTable table,
      double fStatistic) {
    this.design = design;
    this.features = features;
    this.coefficients = coefficients;
    this.residualSquares = residualSquares;
    this.residualDigits = residualDigits;
    this.table = table;
    this.fStatistic = fStatistic;
  }

  /**
   * The statistics of a model with the residual sum of squares that the design holds; {@link
   * #residualDigits} says how many digits it has.
   *
   * @param model the optimum of the squared errors without a penalty
   * @param design of the rows that the model was trained on
   * @throws IllegalArgumentException if model and design have not the same number of features
   */
  public static RegressionStatistics of(LinearModel model, DesignFactor design) {
    return of(model, design, design.residualSquares(), design.residualDigits());
  }

  /**
   * The statistics of a model with the residual sum of squares of the rows, which has all digits.
   *
   * @param residualSquares sum of weight times (target - prediction) squared, with the weights of
   *     which {@link DesignFactor#rows} is the sum
   */
  public static RegressionStatistics of(
      LinearModel model, DesignFactor design, double residualSquares) {
    Argument.require(residualSquares >= 0, "residualSquares", "a number >= 0", residualSquares);
    return of(model, design, residualSquares, -Math.log10(Math.ulp(1.0)));
  }

  private static RegressionStatistics of(
      LinearModel model, DesignFactor design, double residualSquares, double digits) {
    double[] coefficients = model.coefficientArray();
    Argument.require(
        coefficients.length == design.features(),
        "model",
        design.features() + " features, as the design has",
        coefficients.length);
    double freedom = design.rows() - design.parameters();
    double sigma = freedom > 0 ? Math.sqrt(residualSquares / freedom) : Double.NaN;
    boolean[] determined = design.determined(coefficients);
    CoefficientTable table =
        new CoefficientTable(
            ModelParameters.names(model, design),
            ModelParameters.estimates(model, design),
            CovarianceRoot.scaled(design, sigma, determined),
            freedom > 0 ? freedom : Double.NaN,
            CovarianceType.CLASSICAL);
    double f = explained(design) / design.rank() / (sigma * sigma);
    return new RegressionStatistics(
        design, model.featureNames(), coefficients, residualSquares, digits, table, f);
  }

  private static double explained(DesignFactor design) {
    if (design.rank() == 0 || (design.hasIntercept() && design.hasConstantTarget())) {
      return Double.NaN;
    }
    double sum = 0;
    for (int k = 0; k < design.rank(); k++) {
      sum += design.sequentialSquares(k);
    }
    return sum;
  }

  /**
   * The same fit with a robust covariance of the coefficients: standard errors, t, p, intervals and
   * F (Wald's) change, the other numbers do not.
   *
   * @param sandwich of the same design
   */
  public RegressionStatistics with(Sandwich sandwich) {
    boolean[] determined = design.determined(coefficients);
    CoefficientTable robust =
        new CoefficientTable(
            table.names(),
            table.estimates(),
            CovarianceRoot.of(design, sandwich.root(), determined),
            sandwich.degreesOfFreedom(),
            sandwich.type());
    boolean none = Double.isNaN(explained(design));
    double f = none ? Double.NaN : sandwich.wald(design) / design.rank();
    return new RegressionStatistics(
        design, features, coefficients, residualSquares, residualDigits, robust, f);
  }

  /** The names of the coefficients, the intercept's first where there is one. */
  public List<String> names() {
    return table.names();
  }

  /** The design that the statistics are of. */
  public DesignFactor design() {
    return design;
  }

  /** Estimates, standard errors and tests in one value. */
  public CoefficientTable table() {
    return table;
  }

  /** The standard errors, in the order of {@link #names}. */
  public double[] standardErrors() {
    return table.standardErrors();
  }

  /** Estimate divided by standard error. */
  public double[] tValues() {
    return table.tValues();
  }

  /** Two-sided p-values of the t values. */
  public double[] pValues() {
    return table.pValues();
  }

  /** The covariance of the estimates, [names, names]. */
  public double[][] covariance() {
    return table.covariance();
  }

  /** The confidence intervals, [names, 2]: lower and upper. */
  public double[][] confidenceInterval(double level) {
    return table.confidenceInterval(level);
  }

  /** How the covariance of the estimates is estimated. */
  public CovarianceType covarianceType() {
    return table.covarianceType();
  }

  /** n, the sum of the weights. */
  public double rows() {
    return design.rows();
  }

  /** The residual sum of squares. */
  public double residualSquares() {
    return residualSquares;
  }

  /**
   * About how many digits of the residual sum of squares rounding left; each number that depends on
   * it has no more (standard errors half a digit more).
   */
  public double residualDigits() {
    return residualDigits;
  }

  /** About how many digits of the worst standard error rounding left, those of RSS apart. */
  public double standardErrorDigits() {
    return design.digits();
  }

  /** n - p; not above 0 where nothing is left to estimate a variance. */
  public double degreesOfFreedom() {
    return design.rows() - design.parameters();
  }

  /** The root of RSS / (n - p). */
  public double residualStandardError() {
    double freedom = degreesOfFreedom();
    return freedom > 0 ? Math.sqrt(residualSquares / freedom) : Double.NaN;
  }

  /** 1 - RSS / TSS. */
  public double rSquared() {
    boolean none = design.hasIntercept() && design.hasConstantTarget();
    return none ? Double.NaN : 1 - residualSquares / design.totalSquares();
  }

  /** Whether the residuals are rounding, as far as a sum of squares tells: 1 - r2 below 1e-15. */
  public boolean isEssentiallyPerfect() {
    return rSquared() >= 1 - PERFECT;
  }

  /** Whether TSS, of which {@link #rSquared} is a share, is about the mean of the target. */
  public boolean isCentred() {
    return design.hasIntercept();
  }

  /** 1 - (1 - r2) (n - 1) / (n - p), with n instead of n - 1 where there is no intercept. */
  public double adjustedRSquared() {
    double freedom = degreesOfFreedom();
    double total = design.rows() - (design.hasIntercept() ? 1 : 0);
    return freedom > 0 ? 1 - (1 - rSquared()) * total / freedom : Double.NaN;
  }

  /** The F statistic of all coefficients but the intercept being 0; NaN without such. */
  public double fStatistic() {
    return fStatistic;
  }

  /** The numerator's degrees of freedom of F. */
  public int fNumeratorFreedom() {
    return design.rank();
  }

  /** The denominator's degrees of freedom of F. */
  public double fDenominatorFreedom() {
    return table.degreesOfFreedom();
  }

  /** The probability of a larger F. */
  public double fPValue() {
    return ReferenceDistribution.f(fStatistic, fNumeratorFreedom(), fDenominatorFreedom());
  }

  /** -n/2 (log(2 pi) + log(RSS/n) + 1). */
  public double logLikelihood() {
    double n = design.rows();
    return -n / 2 * (Math.log(2 * Math.PI) + Math.log(residualSquares / n) + 1);
  }

  /** -2 log-likelihood + 2 (p + 1); the variance counts as a parameter. */
  public double aic() {
    return -2 * logLikelihood() + 2 * (design.parameters() + 1);
  }

  /** -2 log-likelihood + log(n) (p + 1). */
  public double bic() {
    return -2 * logLikelihood() + Math.log(design.rows()) * (design.parameters() + 1);
  }

  /**
   * The variance inflation of each feature, S_jj (S^-1)_jj; about 0 without an intercept. NaN for
   * dependent features.
   */
  public double[] vif() {
    return Schema.isNone(features) ? new double[0] : design.vif();
  }

  /**
   * The condition number of the features that are not dependent, centred where there is an
   * intercept and scaled to length 1: largest singular value over smallest. Takes of the order of
   * features^3 operations.
   */
  public double conditionNumber() {
    return design.conditionNumber();
  }

  /** Coefficient times the feature's standard deviation over the target's, [features]. */
  public double[] standardizedCoefficients() {
    if (Schema.isNone(features)) {
      return new double[0];
    }
    double target = Math.sqrt(design.centredSquares(design.features()));
    double[] standardized = coefficients.clone();
    for (int j = 0; j < standardized.length; j++) {
      boolean none = design.hasConstantTarget();
      double ratio = none ? Double.NaN : Math.sqrt(design.centredSquares(j)) / target;
      standardized[j] *= ratio;
    }
    return standardized;
  }

  /** The sequential analysis of variance. */
  public AnovaTable anova() {
    return AnovaTable.of(design, features, residualSquares, degreesOfFreedom());
  }

  /** What confidence and prediction intervals at new rows need. */
  public PredictionInterval predictionInterval() {
    double sigma = residualStandardError();
    return design.predictionInterval(sigma * sigma, degreesOfFreedom());
  }

  /** What a model file keeps of them. */
  public ModelStatistics forModelFile() {
    List<ModelStatistics.Coefficient> tests = new ArrayList<>();
    double[] errors = standardErrors();
    double[] t = tValues();
    double[] p = pValues();
    for (int j = 0; j < errors.length; j++) {
      tests.add(new ModelStatistics.Coefficient(names().get(j), errors[j], t[j], p[j]));
    }
    boolean wide = design.features() > ModelStatistics.MOST_INTERVAL_FEATURES;
    return new ModelStatistics(
        covarianceType().label(),
        tests,
        residualStandardError(),
        degreesOfFreedom(),
        rSquared(),
        adjustedRSquared(),
        fStatistic(),
        fPValue(),
        wide ? Optional.empty() : Optional.of(predictionInterval()));
  }
}
