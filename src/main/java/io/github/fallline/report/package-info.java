/**
 * HTML reports: the outcome of a training run, and how fast methods converge.
 *
 * <p>Each is one self-contained HTML file: no network, no other files. {@link
 * io.github.fallline.report.TrainingPage} shows one training; its curves alone are a {@link
 * io.github.fallline.report.LossCurve}. {@link io.github.fallline.report.ReportPage} shows descents
 * that were timed: a {@link io.github.fallline.report.Convergence} of {@link
 * io.github.fallline.report.TimedRun}s, which {@link io.github.fallline.report.ConvergenceFile}
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
 * <p>Imports {@code chart}, {@code descent}, {@code data}, {@code model} and {@code files}.
 */
package io.github.fallline.report;
