/**
 * Internal: reads JSON files of bounded size and depth, and checks their entries.
 *
 * <p>{@code JsonReader} parses a file; {@code JsonNodeReader} is one value of it, and its errors
 * name the file and the entry; {@code JsonValues} copies maps that may be written as JSON; {@code
 * JsonLine} writes them on one line. Imports {@code files}.
 */
@NullMarked
package io.github.fallline.json;

import org.jspecify.annotations.NullMarked;
