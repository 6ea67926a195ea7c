package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.Exposure;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions for rows of numbers, words and dates by name. */
class NamedRowTest {
  private static final CategoricalColumn CITY =
      new CategoricalColumn("city", List.of("Basel", "Bern", "Chur"), true);
  private static final DateColumn SOLD =
      new DateColumn("sold", List.of(DatePart.YEAR, DatePart.MONTH), Optional.empty());

  private static SavedModel stored(LinearModel model, Response response) {
    TrainingSummary training =
        new TrainingSummary(Map.of(), new RegressionMetrics(3, 1, 1, 1, 0.5))
            .withRows(3, 0)
            .withSeed(0)
            .withStopReason("converged")
            .withFingerprint("f")
            .withVersions(Map.of());
    boolean mixed = model.featureNames().contains("city=Bern");
    return new SavedModel(model, training)
        .withCategorical(mixed ? List.of(CITY) : List.of())
        .withDates(mixed ? List.of(SOLD) : List.of())
        .withResponse(response);
  }

  /** 1 + 2 area + 10 (Bern) + 20 (Chur) + year + 100 to 1200 for the months but the first. */
  private static SavedModel mixed() {
    List<String> names = new java.util.ArrayList<>(List.of("area", "city=Bern", "city=Chur"));
    names.addAll(SOLD.features());
    double[] coefficients = new double[names.size()];
    coefficients[0] = 2;
    coefficients[1] = 10;
    coefficients[2] = 20;
    coefficients[3] = 1;
    for (int j = 4; j < coefficients.length; j++) {
      coefficients[j] = 100 * (j - 2);
    }
    LinearModel model =
        new LinearModel(names, "price", coefficients, 1, new double[coefficients.length]);
    return stored(model, Response.PLAIN);
  }

  private static Map<String, Object> row(Object area, Object city, Object sold) {
    return Map.of("area", area, "city", city, "sold", sold, "id", "a7");
  }

  @ParameterizedTest
  @CsvSource({
    "5, Basel, 2020-01-31, 2031",
    "5, Bern, 2020-01-31, 2041",
    "0.5, Chur, 2021-01-01, 2043",
    "5, Basel, 2020-02-29, 2231",
    "5, Basel, 2020-12-01, 3231"
  })
  void wordsAndDatesBecomeFeatures(double area, String city, LocalDate sold, double price) {
    assertEquals(price, mixed().predict(row(area, city, sold)));
    assertEquals(price, mixed().predict(row(area, city, sold.atTime(12, 30))));
  }

  @Test
  void namesTheValueThatDoesNotFit() {
    LocalDateTime sold = LocalDate.of(2020, 1, 1).atStartOfDay();
    assertRefused("row: 'Genf' is no level of 'city'; they are Basel, Bern, Chur", 1, "Genf", sold);
    assertRefused("row: expected a number in 'area', got 'big'", "big", "Bern", sold);
    assertRefused(
        "row: expected a LocalDate or a LocalDateTime in 'sold', got 2020", 1, "Bern", 2020);
    Map<String, Object> incomplete = new HashMap<>(row(1, "Bern", sold));
    incomplete.remove("city");
    SavedModel model = mixed();
    Exception error = assertThrows(IllegalArgumentException.class, () -> model.predict(incomplete));
    assertEquals("row: expected a value in 'city'", error.getMessage());
  }

  private static void assertRefused(String message, Object area, Object city, Object sold) {
    SavedModel model = mixed();
    Map<String, Object> row = row(area, city, sold);
    Exception error = assertThrows(IllegalArgumentException.class, () -> model.predict(row));
    assertEquals(message, error.getMessage());
  }

  @Test
  void ratesAreMultipliedByTheExposure() {
    LinearModel rate =
        new LinearModel(List.of("age"), "claims", new double[] {0}, 0, new double[1], Link.LOG);
    SavedModel model = stored(rate, Response.of(new Exposure("years", Exposure.Kind.EXPOSURE)));

    assertEquals(3.5, model.predict(Map.of("age", 40, "years", 3.5)));
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> model.predict(Map.of("age", 40, "years", -1)));
    assertEquals(
        "row: got -1.0 in 'years'; an exposure is a finite number above 0", error.getMessage());
  }

  @Test
  void logarithmsAreBroughtBack() {
    LinearModel log = new LinearModel(List.of("age"), "price", new double[] {1}, 0, new double[1]);
    SavedModel model = stored(log, Response.of(new LogTarget(LogTarget.Center.MEAN, 0.5)));

    assertEquals(Math.exp(2 + 0.25), model.predict(Map.of("age", 2)), 1e-15 * 10);
  }
}
