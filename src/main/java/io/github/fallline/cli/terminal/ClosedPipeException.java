package io.github.fallline.cli.terminal;

/** Standard output is a pipe whose reader has ended: the program ends too, without a message. */
public final class ClosedPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClosedPipeException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
