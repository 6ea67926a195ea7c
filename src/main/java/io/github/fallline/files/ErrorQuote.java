package io.github.fallline.files;

/** Quotes text from a file for an error: on one line, abridged. */
public final class ErrorQuote {
  private static final int LENGTH = 40;

  private ErrorQuote() {}

  /**
   * Returns the text with control characters escaped; only the beginning if it has over 40
   * characters.
   */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    int end =
        text.codePointCount(0, text.length()) > LENGTH
            ? text.offsetByCodePoints(0, LENGTH)
            : text.length();
    text.substring(0, end).codePoints().forEach(c -> append(shown, c));
    return shown.append(end < text.length() ? "..." : "").toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isVisible(c)) {
          shown.appendCodePoint(c);
        } else {
          shown.append(String.format("\\u%04x", c));
        }
      }
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
