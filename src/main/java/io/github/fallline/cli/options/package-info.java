/**
 * Internal: groups of options shared by several commands, each with the settings that it produces.
 *
 * <p>Imports the library, {@code cli.args}, {@code cli.jvm} and {@code cli.terminal}.
 */
@NullMarked
package io.github.fallline.cli.options;

import org.jspecify.annotations.NullMarked;
