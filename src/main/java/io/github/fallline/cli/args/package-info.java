/**
 * Internal: the options of commands, their parsing and their help.
 *
 * <p>{@code CommandSpec} declares options and parses arguments with commons-cli; {@code CliOption}
 * is the value of an option. Imports nothing of the project.
 */
package io.github.fallline.cli.args;
