/**
 * The command line: one class a command, over the library and nothing else.
 *
 * <p>{@link io.github.fallline.cli.Main} is the program. Results go to standard output, all else to
 * standard error; {@link io.github.fallline.cli.ExitCodes} says how errors end.
 *
 * <p>Imports every other package.
 */
package io.github.fallline.cli;
