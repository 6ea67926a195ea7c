/**
 * Internal: proofs of how near the optimum of squared errors a point is, with the rounding of
 * moments and of stored features counted.
 *
 * <p>{@code MomentRounding} and {@code FloatStorageError} bound what rounding may have moved;
 * {@code Refinement} proves more by passes over the rows, and refines the point.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.scaling}, {@code
 * leastsquares}, {@code parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.certificate;

import org.jspecify.annotations.NullMarked;
