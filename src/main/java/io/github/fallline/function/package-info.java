/**
 * Descent on a function of a vector: the same update rules and schedules as in training, without
 * rows.
 *
 * <pre>{@code
 * DifferentiableFunction parabola =
 *     DifferentiableFunction.of(1, x -> x[0] * x[0] - 4 * x[0] + 5, (x, g) -> g[0] = 2 * x[0] - 4);
 * Minimization run = Minimizer.at(0.3).minimize(parabola, 7);
 * System.out.println(run.verdict() + ": " + run.finding()); // CONVERGED
 * }</pre>
 *
 * <p>A {@link io.github.fallline.function.Minimizer} goes down a {@link
 * io.github.fallline.function.DifferentiableFunction} and returns a {@link
 * io.github.fallline.function.Minimization}: the last point, the {@link
 * io.github.fallline.function.Verdict} on the way there, and the trace. A {@link
 * io.github.fallline.function.Perturbation} gets it past stationary points that are no minima.
 *
 * <p>Imports {@code optim} for update rules and learning rates, and {@code blas} for vectors and
 * eigenvalues.
 */
@NullMarked
package io.github.fallline.function;

import org.jspecify.annotations.NullMarked;
