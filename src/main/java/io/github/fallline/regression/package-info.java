/**
 * Regression from rows to a printed, saved and drawn result: what the command line does, for
 * programs.
 *
 * <p>A {@link io.github.fallline.regression.LinearRegression} says what is to be fitted; its {@link
 * io.github.fallline.regression.RegressionResult} prints the table of {@code train}, makes the
 * JSON, evaluates and predicts, and writes the model file, the picture and the page.
 *
 * <pre>{@code
 * DataTable houses = DataTable.of("price", Path.of("houses.csv")).withCategorical("city");
 * try (Dataset data = houses.read()) {
 *   RegressionResult fit = LinearRegression.leastSquares().fit(data);
 *   System.out.println(fit);
 *   fit.save(Path.of("model.json"));
 *   fit.report(Path.of("report.html"));
 * }
 * double price = SavedModel.load(Path.of("model.json")).predict(Map.of("area", 120, "city", "Bern"));
 * }</pre>
 *
 * <p>{@code StatisticsPasses} computes standard errors and diagnostics that take another pass over
 * the rows, {@code TrainedTarget} maps counts to rates and targets to logarithms; {@code
 * TrainingText} and {@code InferenceText} are the table and the JSON.
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code descent.path}, {@code files},
 * {@code inference}, {@code json}, {@code model}, {@code objective}, {@code report.training},
 * {@code stats} and {@code text}.
 */
@NullMarked
package io.github.fallline.regression;

import org.jspecify.annotations.NullMarked;
