/**
 * Tuning of learning rates and batch sizes: short runs over a range of rates, and a verdict on
 * each.
 *
 * <pre>{@code
 * TrainingConfig config = TrainingConfig.of(new MiniBatch()).withSeed(7);
 * Tuning tuning = Tuner.of(config).tune(data);
 * System.out.println(tuning.best());                       // rate, batch, decades a second
 * Training training = new Trainer(tuning.config()).fit(data);
 * PictureFile.of(Path.of("rates.png")).write(TuningChart.draw(tuning));
 * }</pre>
 *
 * <p>A {@link io.github.fallline.tune.Tuner} searches coarse-to-fine from a thousandth to ten times
 * the largest stable rate, which follows from the curvature of the data. Runs share the cores, so
 * runs are not timed: the seconds of an epoch are measured alone, once for each batch size, and
 * multiplied by the epochs of a run.
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code leastsquares}, {@code objective},
 * {@code optim} and {@code search}.
 */
@NullMarked
package io.github.fallline.tune;

import org.jspecify.annotations.NullMarked;
