/**
 * Internal: the objective, its gradient and its bounds.
 *
 * <p>An {@code ObjectiveFunction} evaluates the objective at a point: {@code RowObjective} by a
 * pass over the rows, {@code MomentObjective} from second moments, {@code QuadraticObjective} along
 * the principal axes. {@code GradientAccumulator} sums the gradient of a batch of rows; {@code
 * SvrgAnchor} corrects it (SVRG). {@code DualityGap} bounds how far a point is above the optimum.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.scaling}, {@code objective}, {@code
 * parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.gradient;

import org.jspecify.annotations.NullMarked;
