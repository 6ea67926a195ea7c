/**
 * Internal: standard output and standard error: lines and progress.
 *
 * <p>Imports {@code csv}, {@code files} and {@code text}.
 */
package io.github.fallline.cli.terminal;
