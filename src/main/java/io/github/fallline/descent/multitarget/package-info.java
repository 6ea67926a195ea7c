/**
 * Internal: several targets on the same rows at once, by products of matrices.
 *
 * <p>{@code MultiTargetSolver} solves all targets, {@code MultiTargetEpochs} passes over the rows
 * for them; {@code MultiTargetErrors} computes the metrics of all models in one pass.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.sampling}, {@code
 * descent.scaling}, {@code descent.steps}, {@code model}, {@code objective}, {@code optim}, {@code
 * parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.multitarget;

import org.jspecify.annotations.NullMarked;
