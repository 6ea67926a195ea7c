/**
 * The page of one training: the loss from epoch to epoch, the predictions against the targets, the
 * coefficients and the settings.
 *
 * <pre>{@code
 * TrainingPageInput run = new TrainingPageInput("prices.csv", config, rows, training, summary);
 * TrainingPage.write(Path.of("training.html"), run);
 * PictureFile.of(Path.of("loss.png")).write(LossCurve.draw(run));
 * }</pre>
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code model} and {@code report}.
 */
package io.github.fallline.report.training;
