/**
 * Internal: standard output and standard error: tables, counts, JSON texts and progress.
 *
 * <p>Imports {@code csv} and {@code files}.
 */
@NullMarked
package io.github.fallline.cli.terminal;

import org.jspecify.annotations.NullMarked;
