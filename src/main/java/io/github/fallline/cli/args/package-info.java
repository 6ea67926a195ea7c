/**
 * Internal: the options of commands, their parsing and their help.
 *
 * <p>{@code CommandSpec} declares options by {@code OptionSection}, in the order of the help; a
 * {@code CliOption} is one of them and its value. {@code CommandLineParser} reads a command line
 * with commons-cli, {@code HelpPage} prints the help. Imports nothing of the project.
 */
@NullMarked
package io.github.fallline.cli.args;

import org.jspecify.annotations.NullMarked;
