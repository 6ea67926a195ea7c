/**
 * Regularization paths: least squares with an elastic net of many penalties, from moments, with
 * exact cross-validation from the moments of folds.
 *
 * <p>{@link io.github.fallline.descent.path.RegularizationPath} is the result for one target;
 * {@link io.github.fallline.descent.path.PathSettings} say which penalties. The penalties are those
 * of {@link io.github.fallline.objective.Penalty}, so that a training with one of them has the same
 * optimum; {@link io.github.fallline.descent.path.PenaltySearch} finds one for it.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.gradient}, {@code descent.scaling}, {@code
 * model}, {@code objective} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.path;

import org.jspecify.annotations.NullMarked;
