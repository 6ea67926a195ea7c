/**
 * Internal: groups of options that several commands share, each with the settings made of them.
 *
 * <p>Imports the library, {@code cli.args}, {@code cli.jvm} and {@code cli.terminal}.
 */
package io.github.fallline.cli.options;
