package io.github.fallline.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  @Test
  void numbersThatJsonHasNotAreNull() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("loss", Double.POSITIVE_INFINITY);
    object.put("coefficients", Map.of("x", Double.NaN));

    assertEquals("{\"loss\":null,\"coefficients\":{\"x\":null}}", JsonLine.of(object));
  }

  @Test
  void numbersHaveAllTheirDigits() {
    assertEquals("{\"w\":1.9999999999999236}", JsonLine.of(Map.of("w", 1.9999999999999236)));
  }
}
