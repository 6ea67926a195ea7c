/**
 * The command line: one class for each command, on top of the library.
 *
 * <p>{@link io.github.fallline.cli.Main} is the program. Results go to standard output, all else to
 * standard error; {@link io.github.fallline.cli.ExitCodes} maps errors to exit codes.
 *
 * <p>Its internal packages hold the parsing of arguments ({@code args}), groups of options ({@code
 * options}), results as text ({@code result}), the terminal ({@code terminal}) and the settings of
 * the JVM ({@code jvm}).
 *
 * <p>Imports the library, {@code cli.args}, {@code cli.jvm}, {@code cli.options}, {@code
 * cli.result} and {@code cli.terminal}.
 */
@NullMarked
package io.github.fallline.cli;

import org.jspecify.annotations.NullMarked;
