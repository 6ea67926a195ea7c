/**
 * Internal: the solvers of first-order descent.
 *
 * <p>A {@code Solver} takes epochs of steps: full-batch ({@code FullBatchSolver}, {@code
 * LineSearchSolver}, {@code ConjugateGradientSolver}, {@code WhitenedSolver}) or one a batch
 * ({@code MiniBatchSolver}, with {@code RowSgdKernel} for batches of one row). An {@code
 * OutputIterate} is the point that is returned, given the iterates; {@code DivergenceMonitor}
 * detects divergence; {@code StateArchive} saves and loads the state for checkpoints.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.sampling}, {@code
 * descent.scaling}, {@code objective}, {@code optim} and {@code parallel}.
 */
package io.github.fallline.descent.steps;
