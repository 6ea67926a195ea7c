package io.github.fallline.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for names of columns: {@code *} stands for any characters, none included; in a table
 * without a header {@code 3-7} stands for the columns 3 to 7 and {@code 3-} for those from 3 on.
 */
public final class ColumnPattern {
  private static final char ANY = '*';
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{0,9})");

  private final String text;

  private ColumnPattern(String text) {
    this.text = text;
  }

  /**
   * Whether a text that is no name of a column is a pattern.
   *
   * @param numbered whether columns are named by their numbers, so that there are ranges
   */
  public static boolean isPattern(String text, boolean numbered) {
    return text.indexOf(ANY) >= 0 || (numbered && isRange(text));
  }

  /** Whether a text is a range of numbers. */
  public static boolean isRange(String text) {
    return RANGE.matcher(text).matches();
  }

  /** The pattern that a text is. */
  public static ColumnPattern of(String text) {
    return new ColumnPattern(text);
  }

  /**
   * Whether the pattern stands for a column.
   *
   * @param place of the column, from 0
   */
  public boolean matches(String name, int place) {
    if (text.indexOf(ANY) >= 0) {
      return matches(name);
    }
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return false;
    }
    int number = place + 1;
    boolean open = range.group(2).isEmpty();
    return number >= Integer.parseInt(range.group(1))
        && (open || number <= Integer.parseInt(range.group(2)));
  }

  private boolean matches(String name) {
    String[] parts = text.split("\\*", -1);
    int last = parts.length - 1;
    if (!name.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < last; i++) {
      at = name.indexOf(parts[i], at);
      if (at < 0) {
        return false;
      }
      at += parts[i].length();
    }
    return name.length() - at >= parts[last].length() && name.endsWith(parts[last]);
  }
}
