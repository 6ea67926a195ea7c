/**
 * Internal: the objective, its gradient and its bounds.
 *
 * <p>An {@code Evaluator} gives the objective at a point: {@code RowEvaluator} by a pass over the
 * rows, {@code MomentEvaluator} from second moments, {@code Quadratic} along the principal axes.
 * {@code RowGradient} is the gradient of a batch of rows; {@code Snapshot} corrects it (SVRG).
 * {@code DualityGap} bounds how far a point is above the optimum.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.scaling}, {@code objective}, {@code
 * parallel} and {@code stats}.
 */
package io.github.fallline.descent.gradient;
