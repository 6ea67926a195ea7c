/**
 * Comparison of methods: several ways to descend on the same rows, each timed against the exact
 * optimum, and the file that keeps the results.
 *
 * <pre>{@code
 * MethodComparison comparison =
 *     new MethodComparison("prices.csv", rows, candidates, limits, Repetitions.DEFAULT);
 * ComparisonResult result = comparison.run(progress -> {});
 * ConvergenceFile.write(Path.of("convergence.json"), result.convergence(environment));
 * }</pre>
 *
 * <p>A {@link io.github.fallline.compare.Convergence} is a set of {@link
 * io.github.fallline.compare.TimedRun}s with the {@link io.github.fallline.compare.Environment}
 * they ran in.
 *
 * <p>A {@link io.github.fallline.compare.Verdict} names the fastest method, or those that are
 * level: one rule for tables, pages and JSON.
 *
 * <p>Imports {@code data}, {@code descent}, {@code files}, {@code json}, {@code leastsquares},
 * {@code model}, {@code optim} and {@code text}.
 */
@NullMarked
package io.github.fallline.compare;

import org.jspecify.annotations.NullMarked;
