/**
 * Internal: results as tables, JSON and CSV.
 *
 * <p>Imports the library and {@code cli.terminal}.
 */
package io.github.fallline.cli.result;
