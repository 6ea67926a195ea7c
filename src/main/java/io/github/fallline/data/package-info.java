/**
 * Rows of features with their targets: the sources of rows, passes over them in tiles, data sets in
 * memory, the schema of the columns, weights, and rows held out for validation.
 *
 * <pre>{@code
 * try (Tile tile = rows.newTile(1024); // rows: any RowStream
 *     RowStream.Pass pass = rows.pass(1024)) {
 *   while (pass.next(tile)) {
 *     System.out.println(tile.rows() + " rows, the first target is " + tile.targets()[0]);
 *   }
 * }
 * }</pre>
 *
 * <p>{@code RowMetadata} has the names and the number of rows wherever they lie; a {@code
 * RowStream} has one pass over them; a {@code RowSource} any number, and readers of rows from
 * anywhere.
 *
 * <p>Imports {@code blas} and {@code files}.
 */
@NullMarked
package io.github.fallline.data;

import org.jspecify.annotations.NullMarked;
