package io.github.fallline.cli.terminal;

import io.github.fallline.files.ErrorQuote;

/** A message as standard error shows it: on one line, whatever names and values it quotes. */
public final class SingleLine {
  private SingleLine() {}

  /** The message with line breaks and all other control characters escaped. */
  public static String of(String message) {
    return ErrorQuote.escaped(message, c -> !breaksTheLine(c));
  }

  private static boolean breaksTheLine(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
