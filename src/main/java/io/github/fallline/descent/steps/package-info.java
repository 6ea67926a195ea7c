/**
 * Internal: the solvers of first-order descent.
 *
 * <p>A {@code Solver} takes epochs of steps: full-batch ({@code FullBatchSolver}, {@code
 * LineSearchSolver}, {@code ConjugateGradientSolver}, {@code WhitenedSolver}), one a batch ({@code
 * MiniBatchSolver}) or one a row ({@code StochasticSolver}, on a {@code RowSgdKernel}); {@code
 * BatchSolver} chooses between these two. An {@code OutputIterate} is the point that is returned,
 * given the iterates; {@code DivergenceMonitor} detects divergence; {@code StateArchive} saves and
 * loads the state for checkpoints.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.sampling}, {@code
 * descent.scaling}, {@code objective}, {@code optim} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.descent.steps;

import org.jspecify.annotations.NullMarked;
