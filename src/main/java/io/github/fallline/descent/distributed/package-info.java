/**
 * Descent on distributed rows: the statistics that an engine computes on each part, and the solver
 * that uses them.
 *
 * <p>An engine implements {@link io.github.fallline.descent.distributed.DistributedRows}. The sum
 * of the {@link io.github.fallline.descent.distributed.GradientStatistics} of the parts gives a
 * full gradient; a {@link io.github.fallline.descent.distributed.LocalEpoch} takes steps on one
 * part, and the mean of the final points is the next point (local SGD).
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.scaling}, {@code
 * descent.steps}, {@code model}, {@code objective}, {@code optim}, {@code parallel} and {@code
 * stats}.
 */
@NullMarked
package io.github.fallline.descent.distributed;

import org.jspecify.annotations.NullMarked;
