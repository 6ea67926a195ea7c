package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowSource;
import io.github.fallline.inference.DesignFactor;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.Moments;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Standard errors of a fit, from the moments that it leaves, or the reason why there are none. They
 * presuppose the optimum: coefficients that may be off by a tenth of their standard errors or more
 * have none.
 */
final class FitInference {
  /** The most that a step to the optimum may change, in standard errors, squared. */
  private static final double MOST_SQUARED_ERRORS = 0.01;

  /** Gaps that are rounding, in variances of the target. */
  private static final double ROUNDING = 1e-12;

  /** Digits of the worst standard error below which rows that are here are factorized instead. */
  private static final double ENOUGH_DIGITS = 10;

  private final FitContext context;
  private final TrainingProblem problem;
  private final TrainingConfig config;

  FitInference(SolverPlan plan) {
    context = plan.fit();
    problem = plan.problem();
    config = plan.config();
  }

  /** What is known of the errors of a model. */
  Inference of(SolverResult result, LinearModel model, RegressionMetrics metrics) {
    String reason = unusable(result.reason());
    if (!reason.isEmpty()) {
      return new Inference.Omitted(reason);
    }
    if (!config.objective().loss().equals(Loss.SQUARED)) {
      return new Inference.Postponed(config.objective().loss());
    }
    DesignFactor design = design();
    if (design.rows() <= design.parameters()) {
      return new Inference.Omitted(
          String.format(
              Locale.ROOT,
              "%s rows for %d coefficients leave nothing to estimate a variance from",
              BigDecimal.valueOf(design.rows()).stripTrailingZeros().toPlainString(),
              design.parameters()));
    }
    RegressionStatistics statistics =
        context.isRepeatable()
            ? RegressionStatistics.of(model, design, metrics.mse() * design.rows())
            : RegressionStatistics.of(model, design);
    double gap = result.evaluation().gap();
    double variance = statistics.residualSquares() / statistics.degreesOfFreedom();
    boolean near = gap * design.rows() <= MOST_SQUARED_ERRORS * variance;
    if (!near && !(gap <= ROUNDING * problem.targetVariance())) {
      return new Inference.Omitted(
          "the coefficients may be off the optimum by more than a tenth of a standard error");
    }
    return new Inference.LeastSquares(statistics);
  }

  private String unusable(StopReason reason) {
    if (config.objective().penalty().l1() != 0 || config.objective().penalty().l2() != 0) {
      return "a penalty biases the coefficients";
    }
    if (context.rows().precision() == Precision.FLOAT) {
      return "floats have too few digits";
    }
    if (reason != StopReason.CONVERGED && reason != StopReason.ROUNDING) {
      return "training stopped before it converged";
    }
    if (!problem.summary().hasMoments()
        && context.rows().featureNames().size() > TrainingProblem.MOST_FEATURES_FOR_MOMENTS) {
      return "more than "
          + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
          + " features have too many products of columns";
    }
    boolean squared = config.objective().loss().equals(Loss.SQUARED);
    if (squared && !problem.summary().hasMoments() && !canReadAgain()) {
      return "the products of the columns are not known";
    }
    return "";
  }

  /** Whether the rows are here, with the target of this fit. */
  private boolean canReadAgain() {
    return context.passes().isPresent() && context.isLocal() && context.isRepeatable();
  }

  private DesignFactor design() {
    boolean intercept = config.spec().intercept();
    boolean known = problem.summary().hasMoments();
    boolean[] constant = new boolean[problem.offsets().length];
    for (int j = 0; j < constant.length; j++) {
      constant[j] = intercept && problem.summary().isConstant(j);
    }
    DesignFactor design =
        DesignFactor.of(
            known ? problem.summary().moments() : Moments.of(context.source()),
            known ? problem.summary().target() : 0,
            problem.offsets(),
            intercept,
            constant);
    if (design.digits() < ENOUGH_DIGITS && canReadAgain()) {
      RowSource rows = context.source();
      design = DesignFactor.of(TriangularFactor.of(rows, config.threads()), intercept, constant);
    }
    return design.withRows(context.rows().totalWeight());
  }
}
