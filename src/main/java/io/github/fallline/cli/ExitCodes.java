package io.github.fallline.cli;

import io.github.fallline.blas.NativeMemoryError;
import io.github.fallline.descent.DivergedException;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** How the program ends: the exit code of each kind of error, and its one line. */
final class ExitCodes
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  static final int DONE = 0;
  static final int FAULT = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int DIVERGED = 4;

  @Override
  public int handleExecutionException(
      Exception error, CommandLine command, CommandLine.ParseResult arguments) {
    return report(error, command);
  }

  /** Prints one line for an error, or its stack trace under --debug, and gives the exit code. */
  static int report(Throwable error, CommandLine command) {
    PrintWriter stderr = command.getErr();
    if (isDebug(command)) {
      error.printStackTrace(stderr);
      stderr.flush();
    }
    int code = code(error);
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (error instanceof NativeMemoryError) {
      message =
          "out of memory: " + message + " (stop other programs; --memory streaming needs less)";
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

  private static boolean isDebug(CommandLine command) {
    return Declared.isDebug(command.getCommandSpec().root().commandLine());
  }

  @Override
  public int handleParseException(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    command
        .getErr()
        .printf(
            "fallline: %s (see %s --help)%n",
            OneLine.of(UsageMessage.of(error)), command.getCommandSpec().qualifiedName());
    return USAGE;
  }
}
