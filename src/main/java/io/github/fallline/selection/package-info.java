/**
 * The choice of features of a least-squares model: forward selection and the best subset of every
 * size, from moments, with AIC, BIC and cross-validation.
 *
 * <p>{@link io.github.fallline.selection.SubsetSelection} is the result, with a {@link
 * io.github.fallline.selection.SubsetModel} for each number of features.
 *
 * <p>Imports {@code blas}, {@code data} and {@code stats}.
 */
@NullMarked
package io.github.fallline.selection;

import org.jspecify.annotations.NullMarked;
