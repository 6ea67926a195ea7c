package io.github.fallline.cli.args;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Options whose value is one of a fixed set of words. */
public final class Choice {
  private Choice() {}

  /** The error for an unknown word. */
  public static UsageException unknown(String option, String word, String... words) {
    return new UsageException(
        option
            + ": expected one of "
            + String.join(", ", new TreeSet<>(List.of(words)))
            + ", got '"
            + word
            + "'");
  }

  /** The value for a word; the error for an unknown one lists the known words. */
  public static <T> T of(String option, String word, Map<String, T> values) {
    T value = values.get(word);
    if (value == null) {
      throw unknown(option, word, values.keySet().toArray(String[]::new));
    }
    return value;
  }
}
