package io.github.fallline.data;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A categorical column, which holds words, and its indicators in a matrix: columns of 0 and 1, one
 * a level, named {@code column=level}, 1 in the rows that hold the level.
 *
 * <p>In a model with an intercept the first level is the reference (treatment contrasts, as R's
 * {@code model.matrix} makes them): it has no indicator, and the coefficient of each other level
 * says by how much that level differs from it. With an indicator for every level the indicators
 * would add up to the intercept's column, and no coefficient would be determined.
 *
 * @param name of the column
 * @param levels the words, all different, none empty, in their {@link LevelOrder} or in ascending
 *     order of their characters
 * @param hasReference whether the first level is the reference
 */
public record CategoricalColumn(String name, List<String> levels, boolean hasReference) {
  /** The most levels of a column that is detected as categorical. */
  public static final int MOST_LEVELS = 1000;

  public CategoricalColumn {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("column '" + name + "': expected at least one level");
    }
    int wrong = firstOutOf(Comparator.naturalOrder(), levels);
    if (wrong >= 0
        && (levels.get(wrong).isEmpty() || firstOutOf(LevelOrder.of(levels), levels) >= 0)) {
      throw new IllegalArgumentException(
          "column '%s': expected levels in ascending order, all different, none empty; got '%s'"
              .formatted(name, levels.get(wrong)));
    }
  }

  /** The first level that is empty or not above the one before it; -1 if there is none. */
  private static int firstOutOf(Comparator<String> order, List<String> levels) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).isEmpty()
          || (i > 0 && order.compare(levels.get(i - 1), levels.get(i)) >= 0)) {
        return i;
      }
    }
    return -1;
  }

  /** The level that has no indicator; empty if each has one. */
  public Optional<String> reference() {
    return hasReference ? Optional.of(levels.get(0)) : Optional.empty();
  }

  /** The names of the indicators in the order of the levels. */
  public List<String> indicators() {
    return levels.stream().skip(unmarked()).map(level -> name + "=" + level).toList();
  }

  /** The number of first levels without an indicator: 1 with a reference, otherwise 0. */
  public int unmarked() {
    return hasReference ? 1 : 0;
  }
}
