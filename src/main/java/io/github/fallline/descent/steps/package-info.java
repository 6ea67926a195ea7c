/**
 * Internal: the steps of first-order descent.
 *
 * <p>{@code Steps} are epochs of steps: full-batch ({@code FullSteps}, {@code BacktrackingSteps},
 * {@code ConjugateSteps}, {@code WhitenedStep}) or one a batch ({@code BatchSteps}, with {@code
 * SerialKernel} for batches of one row). An {@code Answer} is the point that is returned, given the
 * iterates; {@code LossWatch} detects divergence; {@code Ledger} saves and restores the state for
 * checkpoints.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.sampling}, {@code
 * descent.scaling}, {@code objective}, {@code optim} and {@code parallel}.
 */
package io.github.fallline.descent.steps;
