/**
 * Internal: the fast path of CSV, from bytes to rows of doubles on several threads: delimited text
 * is split into chunks at the ends of records, and each chunk is parsed at once, without an object
 * a cell.
 *
 * <p>The fast path reads numbers in plain or quoted cells, levels of categorical columns, missing
 * values and blank lines. At the first record with anything else it stops and returns its place,
 * and the caller continues from there on the slow path, which reports all errors.
 *
 * <pre>{@code
 * RowParser parser = new RowParser(layout);
 * RowBlock block = layout.newBlock();
 * int stop = parser.parse(chunk.text(), 0, chunk.end(), block); // == chunk.end() if all rows were read
 * }</pre>
 *
 * <p>Imports {@code data} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.csv.parser;

import org.jspecify.annotations.NullMarked;
