/**
 * The page of a tuning: the best learning rate and size of batch, what the others came to, and the
 * command that trains with them.
 *
 * <pre>{@code
 * Tuning tuning = tuner.tune(rows);
 * TuningPage.write(Path.of("tuning.html"), "prices.csv", rows, tuning, "fallline train ...");
 * }</pre>
 *
 * <p>Imports {@code data}, {@code report}, {@code text} and {@code tune}.
 */
@NullMarked
package io.github.fallline.report.tuning;

import org.jspecify.annotations.NullMarked;
