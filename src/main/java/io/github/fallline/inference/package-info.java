/**
 * Inference on a fitted model: the regression table, its tests and intervals, and the analysis of
 * residuals.
 *
 * <pre>{@code
 * DesignFactor design = DesignFactor.of(Moments.of(rows), true); // or of a TriangularFactor
 * RegressionStatistics statistics = RegressionStatistics.of(model, design);
 * double[] errors = statistics.standardErrors();
 * AnalysisOptions options = AnalysisOptions.RESIDUALS.with(CovarianceType.HC3);
 * ResidualAnalysis analysis = ResidualAnalysis.of(rows, model, statistics, options);
 * RegressionStatistics robust = statistics.with(analysis.sandwich().orElseThrow());
 * }</pre>
 *
 * <p>{@link io.github.fallline.inference.DesignFactor} holds what one pass over the rows leaves;
 * {@link io.github.fallline.inference.RegressionStatistics} follows from it without reading them
 * again. {@link io.github.fallline.inference.ResidualAnalysis} reads them a second time. {@link
 * io.github.fallline.inference.LossInference} is for losses other than squared errors.
 *
 * <p>p-values are computed by survival functions of commons-statistics, which keep the digits of
 * small ones. Of many millions of rows every p-value is tiny; the interval is what to read.
 *
 * <p>Imports {@code blas}, {@code data}, {@code leastsquares}, {@code model}, {@code objective},
 * {@code parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.inference;

import org.jspecify.annotations.NullMarked;
