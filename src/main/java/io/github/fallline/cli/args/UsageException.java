package io.github.fallline.cli.args;

import java.util.function.Supplier;

/** Wrong usage: options that conflict or are out of range; the message is one line. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /** A setting out of range is wrong usage; the message names the option that gives it. */
  public UsageException(IllegalArgumentException cause) {
    super(OptionWording.of(String.valueOf(cause.getMessage())), cause);
  }

  /** Builds settings from options; a setting out of range is wrong usage. */
  public static <T> T check(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
