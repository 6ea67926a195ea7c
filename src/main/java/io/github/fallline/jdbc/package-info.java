/**
 * Rows of databases: the result of a query as text, for the readers of {@link
 * io.github.fallline.csv}.
 *
 * <p>A result goes the way of a file, so columns are chosen, categories encoded and missing values
 * treated alike, and the same rows give the same numbers, bit for bit:
 *
 * <pre>{@code
 * try (ResultSet rows = statement.executeQuery("SELECT area, rooms, price FROM houses");
 *     Dataset data = ResultSetRows.read(rows, "houses", Schema.target("price"))) {
 *   ...
 * }
 * }</pre>
 *
 * <p>Imports {@code csv}, {@code data} and {@code files}.
 */
@NullMarked
package io.github.fallline.jdbc;

import org.jspecify.annotations.NullMarked;
