package io.github.fallline.cli;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Results as one JSON object on one line. */
final class JsonText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonText() {}

  /** An object as text; NaN and infinity, which JSON has not, are to come as null. */
  static String of(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }

  /** A number for JSON: null where there is none. */
  static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
