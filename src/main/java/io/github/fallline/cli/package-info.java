/**
 * The command line: one class a command, over the library and nothing else.
 *
 * <p>{@link io.github.fallline.cli.Main} is the program. Results go to standard output, all else to
 * standard error; {@link io.github.fallline.cli.ExitCodes} says how errors end.
 *
 * <p>Its internal packages hold the parsing of arguments ({@code args}), groups of options ({@code
 * options}), results as text ({@code result}), the terminal ({@code terminal}) and the settings of
 * the JVM ({@code jvm}).
 *
 * <p>Imports every other package.
 */
package io.github.fallline.cli;
