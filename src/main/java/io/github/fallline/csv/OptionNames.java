package io.github.fallline.csv;

import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.List;

/** Names of columns as the value of an option, in the form that a shell takes. */
final class OptionNames {
  /** More would make a message that cannot be read. */
  private static final int MOST = 50;

  private OptionNames() {}

  /**
   * Returns an option with names that were given before and others.
   *
   * @param option with its dashes
   * @param given names or patterns that the option has already, which stay
   */
  static String option(String option, List<String> given, List<String> others) {
    List<String> names = new ArrayList<>();
    for (String name : given) {
      names.add(field(name));
    }
    for (String name : others) {
      names.add(field(name));
    }
    boolean cut = names.size() > MOST;
    String value = String.join(",", cut ? names.subList(0, MOST) : names) + (cut ? ",..." : "");
    return option + " " + quoted(value);
  }

  /** A name as a field of CSV: in double quotes if it would not be one otherwise. */
  private static String field(String name) {
    boolean special = name.indexOf(',') >= 0 || name.startsWith("\"") || !name.strip().equals(name);
    String shown = ErrorQuote.of(name);
    return special ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
  }

  /** Quotes a text for a shell. */
  static String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.,=+".indexOf(c) >= 0);
    return plain && !text.isEmpty() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
