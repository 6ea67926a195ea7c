package io.github.fallline.cli;

import java.util.Map;
import java.util.TreeSet;

/** Options whose value is one of a few words. */
final class Choice {
  private Choice() {}

  /** The value for a word, or wrong usage that names the words there are. */
  static <T> T of(String option, String word, Map<String, T> values) {
    T value = values.get(word);
    if (value == null) {
      throw new UsageException(
          option
              + ": expected one of "
              + String.join(", ", new TreeSet<>(values.keySet()))
              + ", got '"
              + word
              + "'");
    }
    return value;
  }
}
