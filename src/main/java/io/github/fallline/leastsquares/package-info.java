/**
 * The exact optimum of squared errors with an L2 penalty, by a triangular (QR) factor of the rows
 * instead of steps: the optimum against which descent is measured, and least squares or ridge
 * regression in their own right.
 *
 * <pre>{@code
 * LeastSquares best = LeastSquares.of(data);
 * System.out.println(best.model().coefficients());
 * }</pre>
 *
 * <p>{@code QrPass} computes the {@link io.github.fallline.leastsquares.TriangularFactor}, {@code
 * RankRevealingQr} finds its rank, {@code LeastSquaresFit} solves and corrects by the residuals of
 * a {@code ResidualPass}.
 *
 * <p>Imports {@code blas}, {@code data}, {@code model}, {@code parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.leastsquares;

import org.jspecify.annotations.NullMarked;
