/**
 * Reports that people read: what came of a training, and which method converges how fast.
 *
 * <p>Each is one HTML file that needs nothing else: no network, no other file. {@link
 * io.github.fallline.report.TrainingPage} shows one training; its curves alone are a {@link
 * io.github.fallline.report.LossCurve}.
 *
 * <pre>{@code
 * TrainedRun run = new TrainedRun("prices.csv", config, rows, training, summary);
 * TrainingPage.write(Path.of("training.html"), run);
 * PictureFile.of(Path.of("loss.png")).write(LossCurve.draw(run));
 * }</pre>
 *
 * <p>Imports {@code chart}, {@code descent}, {@code data}, {@code model} and {@code files}.
 */
package io.github.fallline.report;
