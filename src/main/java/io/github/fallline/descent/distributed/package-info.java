/**
 * Descent on rows that lie in parts, on other machines for example: what an engine has to compute
 * on each part, and the steps that use it.
 *
 * <p>An engine implements {@link io.github.fallline.descent.distributed.DistributedRows}. {@link
 * io.github.fallline.descent.distributed.GradientStatistics} of the parts add up to a full
 * gradient; a {@link io.github.fallline.descent.distributed.LocalEpoch} takes steps on one part,
 * and the mean of where the parts end is the next point (local SGD).
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.scaling}, {@code
 * descent.steps}, {@code model}, {@code objective}, {@code optim}, {@code parallel} and {@code
 * stats}.
 */
package io.github.fallline.descent.distributed;
