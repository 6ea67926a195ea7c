package io.github.fallline.cli;

import io.github.fallline.blas.NativeMemoryError;
import io.github.fallline.descent.DivergedException;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import java.io.PrintWriter;

/** How the program ends: the exit code of each kind of error, and its one line. */
final class ExitCodes {
  static final int DONE = 0;
  static final int FAULT = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int DIVERGED = 4;

  private ExitCodes() {}

  /** Prints one line for an error, or its stack trace under --debug, and gives the exit code. */
  static int report(Throwable error, CommandSpec command) {
    PrintWriter stderr = command.err();
    if (command.isDebug()) {
      error.printStackTrace(stderr);
      stderr.flush();
    }
    int code = code(error);
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (error instanceof NativeMemoryError) {
      String less =
          command.offers("--memory", "streaming") ? "; --memory streaming needs less" : "";
      message = "out of memory: " + message + " (stop other programs" + less + ")";
    } else if (error instanceof OutOfMemoryError) {
      message = "out of memory: " + message + " (give the JVM more with java -Xmx...)";
    } else if (code == FAULT && !isExpected(error)) {
      message = "a fault of fallline itself: " + error + " (--debug shows where)";
    }
    stderr.println("fallline: " + OneLine.of(message));
    return code;
  }

  private static boolean isExpected(Throwable error) {
    return error instanceof OutputException;
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

  /** Prints one line for a command line that is not understood, and gives the exit code. */
  static int wrongUsage(String message, CommandSpec command) {
    command.err().printf("fallline: %s (see %s --help)%n", OneLine.of(message), command.name());
    return USAGE;
  }
}
