/**
 * The linear model, its metrics, and its file.
 *
 * <pre>{@code
 * SavedModel stored = ModelFile.read(Path.of("model.json"));
 * LinearModel model = stored.model();
 * try (INDArray predictions = model.predict(features)) { // [n, d] -> [n, 1]
 *   System.out.println(predictions);
 * }
 * System.out.println(RegressionMetrics.of(model, data).rmse());
 * }</pre>
 *
 * <p>A file may also hold {@link io.github.fallline.model.ModelStatistics}: standard errors, tests,
 * and the {@link io.github.fallline.model.PredictionInterval} for intervals at new rows.
 *
 * <p>Imports {@code blas}, {@code data}, {@code files} and {@code json}.
 */
@NullMarked
package io.github.fallline.model;

import org.jspecify.annotations.NullMarked;
