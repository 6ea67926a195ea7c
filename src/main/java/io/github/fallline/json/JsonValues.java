package io.github.fallline.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that JSON can hold, in one form each: null, Boolean, String, Long, finite Double,
 * unmodifiable List and unmodifiable Map in order. Values in this form are read back from a file
 * unchanged.
 */
public final class JsonValues {
  private static final int MOST_LEVELS = 10;

  private JsonValues() {}

  /**
   * A deep copy of a map; integers become Long, other numbers Double.
   *
   * @param name what the map is called in errors
   * @throws IllegalArgumentException when a value is none that JSON can hold, or maps and lists lie
   *     in each other more than 10 deep
   */
  public static Map<String, @Nullable Object> copyOf(String name, Map<String, ?> map) {
    return copyOf(name, map, MOST_LEVELS);
  }

  private static Map<String, @Nullable Object> copyOf(String name, Map<?, ?> map, int levels) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw new IllegalArgumentException(name + ": the key " + key + " is not text");
          }
          copy.put(text, copyOf(name + "." + text, value, levels - 1));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOf(String name, @Nullable Object value, int levels) {
    if (levels < 0) {
      throw new IllegalArgumentException(name + ": lies more than " + MOST_LEVELS + " levels deep");
    }
    if (value == null || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      return number(name, number);
    }
    if (value instanceof Map<?, ?> map) {
      return copyOf(name, map, levels);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(copyOf(name + "[" + copy.size() + "]", element, levels - 1));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        name + ": " + value.getClass().getName() + " is not a JSON value; pass its text");
  }

  /** The number; null, which stands for it in JSON, if it is not finite. */
  public static @Nullable Double finiteOrNull(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static Number number(String name, Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return number.longValue();
    }
    if (number instanceof Double || number instanceof Float) {
      if (Double.isFinite(number.doubleValue())) {
        return number.doubleValue();
      }
      throw new IllegalArgumentException(name + ": expected a finite number, got " + number);
    }
    throw new IllegalArgumentException(
        name + ": " + number.getClass().getName() + " is neither a long nor a double");
  }
}
