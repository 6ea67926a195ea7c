/**
 * Generated data sets of any size: correlated features, known coefficients and noise. A row depends
 * on the seed and its number only, so that the rows are the same on any number of threads.
 *
 * <pre>{@code
 * SyntheticData settings = new SyntheticData(1_000_000, 20, 1, 0.25, 100);
 * settings.writeCsv(out, 2, rows -> {}); // a header, then a million rows
 * }</pre>
 *
 * <p>Imports {@code blas} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.synthetic;

import org.jspecify.annotations.NullMarked;
