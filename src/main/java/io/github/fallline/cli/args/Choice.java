package io.github.fallline.cli.args;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A value that is one of a fixed set of words: the names of constants, in lower case and with
 * dashes.
 *
 * @param <E> the type of the constants
 */
public final class Choice<E extends Enum<E>> extends Converter<E> {
  private final List<E> constants;

  private Choice(List<E> constants) {
    super("");
    this.constants = constants;
  }

  /** A choice between constants. */
  public static <E extends Enum<E>> Choice<E> of(E[] constants) {
    return new Choice<>(List.of(constants));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  E parse(String text) {
    for (E each : constants) {
      if (word(each).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(text);
  }

  @Override
  String expected() {
    TreeSet<String> words = new TreeSet<>();
    for (E each : constants) {
      words.add(word(each));
    }
    return "one of " + String.join(", ", words);
  }

  /** Accepts any word: an unknown one is rejected with the settings, after a wrong command line. */
  @Override
  void check(String option, String text) {}
}
