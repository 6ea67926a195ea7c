/**
 * Regularization paths as pictures and as a page: coefficients against the penalty, and the error
 * of cross-validation with its band.
 *
 * <p>{@link io.github.fallline.report.path.PathPage} writes the page, {@link
 * io.github.fallline.report.path.PathCharts} draws.
 *
 * <p>Imports {@code chart}, {@code data}, {@code descent.path}, {@code objective}, {@code report}
 * and {@code stats}.
 */
@NullMarked
package io.github.fallline.report.path;

import org.jspecify.annotations.NullMarked;
