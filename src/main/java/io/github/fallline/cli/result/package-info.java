/**
 * Internal: comparisons and searches as tables and JSON.
 *
 * <p>Imports the library.
 */
package io.github.fallline.cli.result;
