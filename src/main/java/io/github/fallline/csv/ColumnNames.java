package io.github.fallline.csv;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds columns by name up to Unicode composition: an accented letter is one character in some
 * files and two in others.
 */
final class ColumnNames {
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private Map<String, Integer> composed;

  /** The columns of a table, in their order, all different. */
  ColumnNames(List<String> names) {
    this.names = names;
    for (String name : names) {
      places.put(name, places.size());
    }
  }

  /** The index of a column, from 0, by its exact name or else by the same letters; -1 if none. */
  int placeOf(String name) {
    Integer place = places.get(name);
    if (place == null && !isAscii(name)) {
      place = composed().get(Normalizer.normalize(name, Normalizer.Form.NFC));
    }
    return place == null ? -1 : place;
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
