/**
 * Statistics of the rows that one pass computes, with the same bits on any number of threads: means
 * and variances of the columns, second moments, the spread of the targets; and the checks that
 * reject invalid data.
 *
 * <pre>{@code
 * Moments moments = Moments.of(rows);
 * ColumnStatistics columns = moments.columnStatistics();
 * System.out.println(columns.mean(0) + " +- " + Math.sqrt(columns.variance(0)));
 * }</pre>
 *
 * <p>{@link io.github.fallline.stats.ColumnStatistics} and {@link io.github.fallline.stats.Moments}
 * are mergeable: those of two sets of rows give that of both. Moments are immutable, and hold those
 * of any of their columns and of the rows without some of them.
 *
 * <p>Imports {@code blas}, {@code data}, {@code objective} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.stats;

import org.jspecify.annotations.NullMarked;
