/**
 * Internal: comparisons and searches as tables and JSON.
 *
 * <p>Imports the library.
 */
@NullMarked
package io.github.fallline.cli.result;

import org.jspecify.annotations.NullMarked;
