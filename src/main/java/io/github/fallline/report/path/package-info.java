/**
 * Regularization paths and subsets of features as pictures and as pages: coefficients and errors of
 * cross-validation, with their band, against the penalty or the number of features.
 *
 * <p>{@link io.github.fallline.report.path.PathPage} and {@link
 * io.github.fallline.report.path.SubsetPage} write the pages, {@link
 * io.github.fallline.report.path.PathCharts} and {@link io.github.fallline.report.path.SubsetChart}
 * draw.
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent.path}, {@code objective}, {@code report},
 * {@code selection} and {@code stats}.
 */
@NullMarked
package io.github.fallline.report.path;

import org.jspecify.annotations.NullMarked;
