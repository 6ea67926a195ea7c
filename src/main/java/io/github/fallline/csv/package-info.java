/**
 * Reads CSV: the header and its dialect, the choice of columns, categories, missing values, and the
 * rows, into memory, into a cache file or as a stream.
 *
 * <pre>{@code
 * try (Dataset data = CsvReader.read(Path.of("prices.csv"), Schema.target("price"))) {
 *   System.out.println(data.rows() + " rows of " + data.featureNames());
 * }
 * }</pre>
 *
 * <p>Several files are read one after another as one text: {@code OpenTexts} is the place that
 * knows of them. A text of ARFF or with runs of blanks is converted as it is read.
 *
 * <p>{@code CsvReader} reads all rows into memory; {@code CsvStream} passes over a text of any
 * size; {@code CsvCache} keeps the parsed numbers in a file beside the text. The bytes are parsed
 * by {@code csv.parser}, the fast path, on several threads; a record that it does not support is
 * read here, and every error is reported here.
 *
 * <p>Imports {@code blas}, {@code cache}, {@code csv.parser}, {@code data}, {@code files} and
 * {@code parallel}.
 */
@NullMarked
package io.github.fallline.csv;

import org.jspecify.annotations.NullMarked;
