/**
 * Internal: feature scaling, which defines the coordinates of descent.
 *
 * <p>{@code FeatureScaling} standardizes features and maps parameters and gradients between the
 * scales; {@code WhiteningTransform} makes features uncorrelated; {@code RowScaler} applies both to
 * rows.
 *
 * <p>Imports {@code blas} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent.scaling;

import org.jspecify.annotations.NullMarked;
