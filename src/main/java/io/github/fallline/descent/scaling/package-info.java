/**
 * Internal: the coordinates in which descent takes its steps.
 *
 * <p>{@code Coordinates} standardizes features and maps parameters and gradients between the
 * scales; {@code Whitening} makes features uncorrelated; {@code RowTransform} applies both to rows.
 *
 * <p>Imports {@code blas} and {@code stats}.
 */
package io.github.fallline.descent.scaling;
