/**
 * Internal: standard output and standard error: lines and progress.
 *
 * <p>Imports {@code csv}, {@code files} and {@code text}.
 */
@NullMarked
package io.github.fallline.cli.terminal;

import org.jspecify.annotations.NullMarked;
