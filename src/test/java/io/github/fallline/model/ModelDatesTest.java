package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of models with features that are made of dates. */
class ModelDatesTest {
  private static final List<DateColumn> DATES =
      List.of(
          new DateColumn("sold", List.of(DatePart.DAYS, DatePart.WEEKDAY), Optional.of("d.M.yyyy")),
          new DateColumn("built", List.of(DatePart.YEAR), Optional.empty()));

  @TempDir Path directory;

  private static SavedModel stored() {
    List<String> names = new ArrayList<>(List.of("area"));
    DATES.forEach(column -> names.addAll(column.features()));
    double[] numbers = new double[names.size()];
    LinearModel model = new LinearModel(names, "price", numbers, 0, numbers);
    TrainingSummary training =
        new TrainingSummary(Map.of(), new RegressionMetrics(3, 1, 1, 1, 0.5))
            .withRows(3, 0)
            .withSeed(0)
            .withStopReason("converged")
            .withFingerprint("fingerprint")
            .withVersions(Map.of());
    return new SavedModel(model, training).withDates(DATES);
  }

  @Test
  void datesComeBack() {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, stored());
    SavedModel read = ModelFile.read(file);

    assertEquals(stored(), read);
    Schema schema = read.schema(Optional.empty(), UnseenLevels.FAIL);
    assertEquals(List.of("area", "sold", "built"), schema.features());
    assertEquals(DATES, schema.dates());
  }

  /** Text changed by hand, and the error after the name of the file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "d.M.yyyy | M.d.yyyy | /checksum: the model is damaged",
        "d.M.yyyy | q | /dates/0: DateColumn.withFormat 'q'",
        "\"days\" | \"decade\" | /dates/0/parts/0: DatePart.of: expected one of days, seconds",
        "\"days\" | \"weekday\" | /dates/0: Schema.withDates: expected different parts of column 'sold'",
        "\"parts\" | \"pieces\" | /dates/0/parts: is missing",
        "\"built\" | \"made\" | /checksum: the model is damaged",
        "\"dates\" | \"times\" | /checksum: the model is damaged"
      })
  void changedDatesAreNoticed(String old, String changed, String error) throws IOException {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, stored());
    String text = Files.readString(file);
    assertTrue(text.contains(old), text);
    Files.writeString(file, text.replace(old, changed));
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": " + error), message);
  }

  @Test
  void datesWhoseFeaturesAreNotThoseOfTheModelAreRefused() {
    SavedModel stored = stored();
    List<DateColumn> other =
        List.of(new DateColumn("sold", List.of(DatePart.SECONDS), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SavedModel(stored.model(), stored.training()).withDates(other));
  }
}
