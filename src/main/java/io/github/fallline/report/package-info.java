/**
 * Reports that people read: what came of a training, and which method converges how fast.
 *
 * <p>Each is one HTML file that needs nothing else: no network, no other file. {@link
 * io.github.fallline.report.TrainingPage} shows one training; its curves alone are a {@link
 * io.github.fallline.report.LossCurve}. {@link io.github.fallline.report.ReportPage} shows descents
 * that were timed: a {@link io.github.fallline.compare.Convergence} of {@link
 * io.github.fallline.compare.TimedRun}s, which {@link io.github.fallline.compare.ConvergenceFile}
 * keeps, beside what JMH wrote; {@link io.github.fallline.report.RacePicture} is its main chart as
 * a still picture.
 *
 * <pre>{@code
 * TrainedRun run = new TrainedRun("prices.csv", config, rows, training, summary);
 * TrainingPage.write(Path.of("training.html"), run);
 * PictureFile.of(Path.of("loss.png")).write(LossCurve.draw(run));
 *
 * ConvergenceFile.write(Path.of("convergence.json"), convergence);
 * Results results = Results.read(List.of(Path.of("convergence.json"), Path.of("jmh.json")));
 * ReportPage.write(Path.of("report.html"), results, "how this page was made");
 * }</pre>
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code files}, {@code json} and {@code
 * model}.
 */
package io.github.fallline.report;


