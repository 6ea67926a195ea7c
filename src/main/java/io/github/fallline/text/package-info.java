/**
 * Internal: tables and counts as plain text.
 *
 * <p>{@code TextTable} aligns columns of numbers under headings, {@code Table} names and values;
 * {@code Plural} is a count with its noun.
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package io.github.fallline.text;

import org.jspecify.annotations.NullMarked;
