/**
 * From text to matrices: data sets, the passes over their rows, and the readers of CSV.
 *
 * <pre>{@code
 * try (Dataset data = CsvReader.read(Path.of("prices.csv"), Schema.target("price"))) {
 *   System.out.println(data.rows() + " rows of " + data.featureNames());
 * }
 * }</pre>
 *
 * <p>Imports {@code blas}, {@code cache}, {@code csv.parser} and {@code files}.
 */
package io.github.fallline.data;
