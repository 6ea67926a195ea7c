/**
 * Internal: tables, counts and errors of models as plain text.
 *
 * <p>{@code TextTable} aligns columns of numbers under headings, {@code Table} names and values;
 * {@code Plural} is a count with its noun, {@code Seconds} a time with its unit.
 *
 * <p>Imports {@code model}.
 */
@NullMarked
package io.github.fallline.text;

import org.jspecify.annotations.NullMarked;
