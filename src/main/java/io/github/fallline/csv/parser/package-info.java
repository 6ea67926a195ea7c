/**
 * Internal: from bytes to rows of doubles, on several threads: delimited text is cut into chunks at
 * the ends of records, and each chunk is parsed at once, without an object a cell.
 *
 * <p>What is read here is what is certain: numbers in plain or quoted cells, missing values, blank
 * lines. At the first record of which this package is not certain it stops and says where, and the
 * caller continues from there by other means; errors are not made here.
 *
 * <pre>{@code
 * RowParser parser = new RowParser(layout);
 * RowBlock block = layout.newBlock();
 * int stop = parser.parse(chunk.text(), 0, chunk.end(), block); // == chunk.end() if all is certain
 * }</pre>
 *
 * <p>Imports {@code data} and {@code parallel}.
 */
package io.github.fallline.csv.parser;
