/**
 * Internal: standard output and standard error: lines and progress.
 *
 * <p>Imports {@code cli.args}, {@code csv}, {@code files} and {@code text}.
 */
@NullMarked
package io.github.fallline.cli.terminal;

import org.jspecify.annotations.NullMarked;
