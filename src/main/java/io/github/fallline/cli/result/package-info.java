/**
 * Internal: comparisons and searches as tables and JSON.
 *
 * <p>Imports the library and {@code cli.args}.
 */
@NullMarked
package io.github.fallline.cli.result;

import org.jspecify.annotations.NullMarked;
