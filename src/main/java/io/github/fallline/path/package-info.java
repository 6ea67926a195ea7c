/**
 * Regularization paths: least squares with an elastic net of many penalties, from moments, with
 * exact cross-validation from the moments of folds.
 *
 * <p>{@link io.github.fallline.path.RegularizationPath} is the result for one target; {@link
 * io.github.fallline.path.PathSettings} say which penalties. The penalties are those of {@link
 * io.github.fallline.objective.Penalty}, so that a training with one of them has the same optimum.
 */
@NullMarked
package io.github.fallline.path;

import org.jspecify.annotations.NullMarked;
