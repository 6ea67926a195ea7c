package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;

/** Texts as words of a command for a POSIX shell. */
public final class ShellWord {
  private ShellWord() {}

  /** A text as one word, in quotes where it needs them. */
  public static String of(String text) {
    return text.matches("[\\w./,:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Names as the value of an option of several; a name with a comma is in double quotes. */
  public static String ofNames(List<String> names) {
    List<String> words = new ArrayList<>();
    for (String name : names) {
      boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0;
      words.add(plain ? name : '"' + name.replace("\"", "\"\"") + '"');
    }
    return of(String.join(",", words));
  }
}
