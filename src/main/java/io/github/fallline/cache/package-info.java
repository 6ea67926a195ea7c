/**
 * The cache file: rows of doubles as they were parsed, written and read by several threads, with
 * checksums of all bytes.
 *
 * <p>The file is a .npy file of version 1.0 with a trailer: {@code numpy.load} gives the rows as
 * [n, d + 1] doubles, the target in the last column, or [n, d] without a target. A missing value is
 * NaN. All numbers are little-endian.
 *
 * <table>
 *   <caption>The parts of the file, one behind the other</caption>
 *   <tr><th>bytes</th><th>what</th></tr>
 *   <tr><td>4096</td><td>the header of .npy: {@code '<f8'}, C order, the shape, and blanks, so that
 *       the numbers begin on a page</td></tr>
 *   <tr><td>8 for each number</td><td>the numbers, row by row</td></tr>
 *   <tr><td>as it comes</td><td>the trailer: one JSON object in UTF-8</td></tr>
 *   <tr><td>32</td><td>the footer: {@code FALLLINE} in ASCII; the place of the trailer in the file
 *       and its length in bytes (two integers of 8 bytes); the CRC-32C of the trailer, and that of
 *       the 28 bytes of the footer before it (two of 4 bytes)</td></tr>
 * </table>
 *
 * <p>Entries of the trailer:
 *
 * <ul>
 *   <li>{@code version}: 1
 *   <li>{@code features}: the names of the columns; {@code target}: its name, or null
 *   <li>{@code rows}, and {@code skippedRows}: rows that were left out for a missing value
 *   <li>{@code missing}: missing values by column, the target's last, those in rows that were left
 *       out included
 *   <li>{@code source}: the file that the rows were read from: its {@code name} without folders,
 *       its {@code bytes}, when it was {@code modified}, and {@code ends}, the CRC-32C of its first
 *       64 KiB and, behind them, its last
 *   <li>{@code settings}: by name, the settings with which it was read
 *   <li>{@code stretches}: {@code [rows, crc]} for each segment of rows in the order of the file:
 *       how many they are, and the CRC-32C of their bytes
 * </ul>
 *
 * <pre>{@code
 * try (CacheWriter writer = CacheWriter.create(file, names, Optional.of("y"))) {
 *   ...                        // write rows: the writer is a RowSink
 *   writer.commit(provenance); // completes the file
 * }
 * try (CacheFile cache = CacheFile.open(file)) {
 *   cache.verify(threads);
 *   cache.read(0, 10, features, targets);
 * }
 * }</pre>
 *
 * <p>Imports {@code blas}, {@code data}, {@code files} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.cache;

import org.jspecify.annotations.NullMarked;
