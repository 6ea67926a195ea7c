package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingSummaryTest {
  @Test
  void keepsSettingsInOrderAndInOneForm() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("z", 1);
    settings.put("a", 0.5f);
    settings.put("m", Arrays.asList((short) 2, null, Map.of("deep", true)));
    TrainingSummary summary = summary(settings);
    settings.clear();
    assertEquals(List.of("z", "a", "m"), List.copyOf(summary.settings().keySet()));
    assertEquals(
        Arrays.asList(1L, 0.5, Arrays.asList(2L, null, Map.of("deep", true))),
        new ArrayList<>(summary.settings().values()));
    assertThrows(UnsupportedOperationException.class, () -> summary.settings().put("later", null));
  }

  @ParameterizedTest
  @MethodSource("noSettings")
  void refusesSettingsThatJsonCannotHold(Object value, String message) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> summary(Map.of("rate", value)));
    assertEquals(message, error.getMessage());
  }

  static List<Arguments> noSettings() {
    return List.of(
        Arguments.of(Double.NaN, "settings.rate: expected a finite number, got NaN"),
        Arguments.of(
            List.of(1, Float.NEGATIVE_INFINITY),
            "settings.rate[1]: expected a finite number, got -Infinity"),
        Arguments.of(
            BigDecimal.ONE, "settings.rate: java.math.BigDecimal is neither a long nor a double"),
        Arguments.of(
            Map.of("x", 'c'),
            "settings.rate.x: java.lang.Character is not a JSON value; pass its text"),
        Arguments.of(Map.of(1, 2), "settings.rate: the key 1 is not text"));
  }

  @Test
  void refusesSettingsThatHoldThemselves() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> summary(Map.of("x", endless)));
    assertTrue(error.getMessage().endsWith(": lies more than 10 levels deep"), error.getMessage());
  }

  @Test
  void namesTheVersionsThatRun() {
    Map<String, String> versions = summary(Map.of()).versions();
    assertEquals(List.of("fallline", "nd4j", "java"), List.copyOf(versions.keySet()));
    assertEquals("development", versions.get("fallline"));
    assertTrue(versions.get("nd4j").matches("\\d+\\.\\d+\\..+"), versions.get("nd4j"));
    assertEquals(System.getProperty("java.version"), versions.get("java"));
  }

  private static TrainingSummary summary(Map<String, Object> settings) {
    RegressionMetrics metrics = new RegressionMetrics(2, 1, 1, 1, 0);
    return new TrainingSummary(settings, metrics)
        .withRows(2, 0)
        .withSeed(0)
        .withStopReason("converged")
        .withFingerprint("crc32c:00000000");
  }
}
