/**
 * Internal: results as tables, JSON and CSV.
 *
 * <p>Imports the library and {@code cli.terminal}.
 */
@NullMarked
package io.github.fallline.cli.result;

import org.jspecify.annotations.NullMarked;
