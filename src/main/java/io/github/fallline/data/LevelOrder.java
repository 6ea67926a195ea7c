package io.github.fallline.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The order of the levels of a categorical column, of which the first may be the reference: by
 * value if all are numbers, otherwise by their characters.
 */
public final class LevelOrder {
  private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)");

  private static final Comparator<String> BY_VALUE =
      Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());

  private LevelOrder() {}

  /** The order of some levels. */
  public static Comparator<String> of(Collection<String> levels) {
    for (String level : levels) {
      if (!NUMBER.matcher(level).matches()) {
        return Comparator.naturalOrder();
      }
    }
    return BY_VALUE;
  }
}
