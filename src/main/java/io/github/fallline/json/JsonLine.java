package io.github.fallline.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Results as one JSON object on one line. */
public final class JsonLine {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonLine() {}

  /** An object as text, in the order of the map; NaN and infinity, which JSON has not, are null. */
  public static String of(Map<String, ?> object) {
    return MAPPER.writeValueAsString(plain(object));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? number : null;
    }
    if (value instanceof Map<?, ?> object) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      object.forEach((name, member) -> copy.put(name, plain(member)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonLine::plain).toList();
    }
    return value;
  }
}
