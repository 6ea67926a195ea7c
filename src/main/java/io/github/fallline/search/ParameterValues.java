package io.github.fallline.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number for each range of a search.
 *
 * @param values by the names of the ranges, in their order
 */
public record ParameterValues(Map<String, Double> values) {
  public ParameterValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The number of a range.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "setting '" + name + "': unknown; expected one of " + values.keySet());
    }
    return value;
  }
}
