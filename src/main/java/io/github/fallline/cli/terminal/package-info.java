/**
 * Internal: standard output and standard error: tables, counts, JSON texts and progress.
 *
 * <p>Imports {@code data} and {@code files}.
 */
package io.github.fallline.cli.terminal;
