package io.github.fallline.cli;

import io.github.fallline.blas.FaultyBlasException;
import io.github.fallline.blas.NativeMemoryError;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.jvm.LibraryErrors;
import io.github.fallline.cli.terminal.ClosedPipeException;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.SingleLine;
import io.github.fallline.cli.terminal.StandardOutput;
import io.github.fallline.descent.DivergedException;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Exit codes: one for each kind of error, and its one-line message. */
public final class ExitCodes {
  static final int DONE = 0;
  static final int FAULT = 1;
  public static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int DIVERGED = 4;

  /** The exit code that shells report for a program whose output was closed: 128 + SIGPIPE. */
  static final int CLOSED_PIPE = 141;

  private static final List<String> STANDARD_OUTPUT =
      List.of("/dev/stdout: ", "/dev/fd/1: ", "/proc/self/fd/1: ");

  private ExitCodes() {}

  /** Prints one line for an error, with --debug its stack trace too, and returns the exit code. */
  static int report(Throwable error, CommandSpec command, CommandIo io) {
    PrintWriter stderr = io.err();
    if (command.isDebug()) {
      error.printStackTrace(stderr);
      stderr.flush();
    }
    if (isClosedPipe(error)) {
      return CLOSED_PIPE;
    }
    int code = code(error);
    String message =
        error.getMessage() == null ? error.toString() : OptionWording.of(error.getMessage());
    if (error instanceof NativeMemoryError) {
      String less =
          command.offers("--memory", "streaming") ? "; --memory streaming needs less" : "";
      message = "out of memory: " + message + " (stop other programs" + less + ")";
    } else if (error instanceof OutOfMemoryError) {
      message = "out of memory: " + message + " (give the JVM more with java -Xmx...)";
    } else if (code == FAULT && !isExpected(error)) {
      String fault = "internal error: " + error + " (use --debug for a stack trace)";
      message = LibraryErrors.finding(error).orElse(fault);
    }
    stderr.println("fallline: " + SingleLine.of(message));
    return code;
  }

  /** Whether standard output was closed by its reader, under any of its names. */
  private static boolean isClosedPipe(Throwable error) {
    if (error instanceof ClosedPipeException) {
      return true;
    }
    Throwable cause = error.getCause();
    while (cause instanceof OutputException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (!(error instanceof OutputException) || !(cause instanceof IOException)) {
      return false;
    }
    for (String name : STANDARD_OUTPUT) {
      if (String.valueOf(error.getMessage()).startsWith(name)) {
        return StandardOutput.isClosedPipe((IOException) cause);
      }
    }
    return false;
  }

  private static boolean isExpected(Throwable error) {
    return error instanceof OutputException || error instanceof FaultyBlasException;
  }

  private static int code(Throwable error) {
    if (error instanceof InputException) {
      return BAD_INPUT;
    }
    if (error instanceof DivergedException) {
      return DIVERGED;
    }
    return error instanceof UsageException ? USAGE : FAULT;
  }

  /** Prints one line for wrong usage and returns the exit code. */
  static int wrongUsage(String message, CommandSpec command, CommandIo io) {
    io.err().printf("fallline: %s (see %s --help)%n", SingleLine.of(message), command.name());
    return USAGE;
  }
}
