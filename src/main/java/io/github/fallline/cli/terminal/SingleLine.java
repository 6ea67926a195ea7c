package io.github.fallline.cli.terminal;

/** A message as standard error shows it: on one line, whatever names and values it quotes. */
public final class SingleLine {
  private SingleLine() {}

  /** The message with line breaks and all other control characters escaped. */
  public static String of(String message) {
    StringBuilder line = new StringBuilder(message.length());
    message.codePoints().forEach(each -> append(line, each));
    return line.toString();
  }

  private static void append(StringBuilder line, int character) {
    switch (character) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (breaksTheLine(character)) {
          line.append(String.format("\\u%04x", character));
        } else {
          line.appendCodePoint(character);
        }
      }
    }
  }

  private static boolean breaksTheLine(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
