package io.github.fallline.files;

import java.util.function.IntPredicate;

/** Quotes text from a file for an error: on one line, abridged. */
public final class ErrorQuote {
  private static final int LENGTH = 40;

  private ErrorQuote() {}

  /**
   * Returns the text with control characters escaped; only the beginning if it has over 40
   * characters.
   */
  public static String of(String text) {
    int end =
        text.codePointCount(0, text.length()) > LENGTH
            ? text.offsetByCodePoints(0, LENGTH)
            : text.length();
    return escaped(text.substring(0, end), ErrorQuote::isVisible)
        + (end < text.length() ? "..." : "");
  }

  /** Returns the text with all characters escaped that are not visible. */
  public static String escaped(String text, IntPredicate visible) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (visible.test(c)) {
                    shown.appendCodePoint(c);
                  } else {
                    shown.append(String.format("\\u%04x", c));
                  }
                }
              }
            });
    return shown.toString();
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
