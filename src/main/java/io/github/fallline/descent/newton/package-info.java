/**
 * Internal: full-batch steps preconditioned by the curvature of the rows.
 *
 * <p>{@code NewtonSolver} for smooth losses; {@code InteriorPointSolver}, a primal-dual interior
 * point method, for losses whose slopes are bounded (Huber, quantiles). {@code DesignMatrix} holds
 * the columns that both use, {@code CurvaturePass} and {@code RowSlopes} are their passes over the
 * rows.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.proximal}, {@code
 * descent.scaling}, {@code descent.steps}, {@code leastsquares}, {@code objective}, {@code
 * parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.newton;

import org.jspecify.annotations.NullMarked;
