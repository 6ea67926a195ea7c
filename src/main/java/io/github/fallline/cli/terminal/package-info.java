/**
 * Internal: standard output and standard error: tables, counts, JSON texts and progress.
 *
 * <p>Imports {@code csv} and {@code files}.
 */
package io.github.fallline.cli.terminal;
