package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.Exposure;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a row by the names of its columns: numbers, words and dates. */
final class NamedRow {
  private final Map<String, ?> cells;

  NamedRow(Map<String, ?> cells) {
    this.cells = cells;
  }

  /**
   * The features that a model has of this row, those that are made of words and dates among them.
   */
  Map<String, Number> features(
      LinearModel model, List<CategoricalColumn> categorical, List<DateColumn> dates) {
    Map<String, Number> features = new LinkedHashMap<>();
    categorical.forEach(column -> addIndicators(column, features));
    dates.forEach(column -> addParts(column, features));
    for (String name : model.featureNames()) {
      if (!features.containsKey(name) && !model.hasNoFeatures()) {
        features.put(name, number(name));
      }
    }
    return features;
  }

  /** The exposure in its column, which is accepted as in a table. */
  double exposure(Exposure exposure) {
    double number = number(exposure.column()).doubleValue();
    if (!exposure.kind().accepts(number)) {
      throw new IllegalArgumentException(
          "row: got %s in '%s'; %s"
              .formatted(number, exposure.column(), exposure.kind().expectation()));
    }
    return exposure.kind().exposure(number);
  }

  private void addIndicators(CategoricalColumn column, Map<String, Number> features) {
    String level = String.valueOf(cell(column.name()));
    int place = column.levels().indexOf(level);
    if (place < 0) {
      throw new IllegalArgumentException(
          "row: '%s' is no level of '%s'; they are %s"
              .formatted(level, column.name(), String.join(", ", column.levels())));
    }
    List<String> indicators = column.indicators();
    for (int i = 0; i < indicators.size(); i++) {
      features.put(indicators.get(i), i + column.unmarked() == place ? 1 : 0);
    }
  }

  private void addParts(DateColumn column, Map<String, Number> features) {
    Object cell = cell(column.name());
    LocalDate date;
    LocalTime time = LocalTime.MIDNIGHT;
    if (cell instanceof LocalDateTime moment) {
      date = moment.toLocalDate();
      time = moment.toLocalTime();
    } else if (cell instanceof LocalDate day) {
      date = day;
    } else {
      throw new IllegalArgumentException(
          "row: expected a LocalDate or a LocalDateTime in '%s', got %s"
              .formatted(column.name(), cell));
    }
    double[] numbers = new double[column.numbers()];
    int at = 0;
    for (DatePart part : column.parts()) {
      part.write(date, time, numbers, at);
      at += part.numbers();
    }
    for (int i = 0; i < numbers.length; i++) {
      features.put(column.features().get(i), numbers[i]);
    }
  }

  private Number number(String column) {
    Object cell = cell(column);
    if (cell instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException(
        "row: expected a number in '%s', got '%s'".formatted(column, cell));
  }

  private Object cell(String column) {
    Object cell = cells.get(column);
    if (cell == null) {
      throw new IllegalArgumentException("row: expected a value in '" + column + "'");
    }
    return cell;
  }
}
