/**
 * Internal: squared errors with absolute weights in the penalty (lasso, elastic net).
 *
 * <p>{@code ProximalNewtonSolver} minimizes a quadratic model plus the penalty, by an {@code
 * ActiveSet} on moments or on a {@code WorkingSetGram}, or by accelerated proximal gradient steps.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.scaling}, {@code
 * descent.steps}, {@code objective} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.descent.proximal;

import org.jspecify.annotations.NullMarked;
