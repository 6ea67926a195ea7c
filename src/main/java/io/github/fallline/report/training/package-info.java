/**
 * The page of one training: the coefficients with their tests, the residuals, the loss from epoch
 * to epoch and the settings.
 *
 * <pre>{@code
 * TrainingPageInput run = new TrainingPageInput("prices.csv", config, rows, training, summary);
 * TrainingPage.write(Path.of("training.html"), run);
 * PictureFile.of(Path.of("loss.png")).write(LossCurve.draw(run));
 * }</pre>
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code inference}, {@code model}, {@code
 * objective} and {@code report}.
 */
@NullMarked
package io.github.fallline.report.training;

import org.jspecify.annotations.NullMarked;
