/**
 * Learning rates and batch sizes that are found rather than guessed: short runs over a range of
 * rates, and what became of each.
 *
 * <pre>{@code
 * TrainingConfig config = TrainingConfig.of(new MiniBatch()).withSeed(7);
 * Tuning tuning = Tuner.of(config).tune(data);
 * System.out.println(tuning.best());                       // rate, batch, decades a second
 * Training training = new Trainer(tuning.config()).fit(data);
 * PictureFile.of(Path.of("rates.png")).write(TuningChart.draw(tuning));
 * }</pre>
 *
 * <p>A {@link io.github.fallline.tune.Tuner} searches, coarse to fine, from a thousandth of the
 * rate at which the curvature of the data says that descent stops being stable to ten times it.
 * Runs share the cores, so none of them is timed: the seconds of an epoch are measured alone, once
 * a batch size, and a run took its epochs times that.
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent}, {@code leastsquares}, {@code objective},
 * {@code optim} and {@code search}.
 */
package io.github.fallline.tune;
