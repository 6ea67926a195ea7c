package io.github.fallline.cli.terminal;

import java.io.PrintWriter;

/**
 * The streams of a command.
 *
 * @param out for results
 * @param err for errors, notes and progress
 */
public record CommandIo(PrintWriter out, PrintWriter err) {}
