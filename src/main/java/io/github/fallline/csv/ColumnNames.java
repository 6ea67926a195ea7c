package io.github.fallline.csv;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds columns by name up to Unicode composition: an accented letter is one character in some
 * files and two in others. Several columns may have one name, which then is ambiguous.
 */
final class ColumnNames {
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Integer> seconds = new HashMap<>();
  private @Nullable Map<String, Integer> composed;

  /** The columns of a table, in their order. */
  ColumnNames(List<String> names) {
    this.names = names;
    for (int i = 0; i < names.size(); i++) {
      if (places.putIfAbsent(names.get(i), i) != null) {
        seconds.putIfAbsent(names.get(i), i);
      }
    }
  }

  /**
   * The index of the first column, from 0, by its exact name or else by the same letters; -1 if
   * there is none.
   */
  int placeOf(String name) {
    Integer place = places.get(name);
    if (place == null && !isAscii(name)) {
      place = composed().get(Normalizer.normalize(name, Normalizer.Form.NFC));
    }
    return place == null ? -1 : place;
  }

  /** The index of the second column that has the exact name; -1 if the name is not ambiguous. */
  int secondPlaceOf(String name) {
    return seconds.getOrDefault(name, -1);
  }

  /** Whether there is a column. */
  boolean contains(String name) {
    return placeOf(name) >= 0;
  }

  private Map<String, Integer> composed() {
    if (composed == null) {
      composed = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        composed.putIfAbsent(Normalizer.normalize(names.get(i), Normalizer.Form.NFC), i);
      }
    }
    return composed;
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
