package io.github.fallline.cli.args;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Suggests corrections of misspelt options. */
final class Suggestions {
  private Suggestions() {}

  /** The option closest to a misspelt one: one letter in three may be wrong. */
  static String suggestion(Collection<String> options, String misspelt) {
    return options.stream()
        .filter(name -> 3 * edits(name, misspelt) <= name.length() - "--".length())
        .min(Comparator.comparingInt(name -> edits(name, misspelt)))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** How many letters must be added, taken away or replaced to make one word the other. */
  private static int edits(String from, String to) {
    int[] above = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
