package io.github.fallline.model;

import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statistics of a model, as its file has them. */
final class StatisticsEntry {
  private static final String CHECKSUM = "checksum";
  private static final String INTERVAL = "interval";

  private StatisticsEntry() {}

  /**
   * The entry of a file.
   *
   * @param model the checksum of the model
   */
  static Map<String, Object> of(ModelStatistics statistics, String model) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(CHECKSUM, ModelChecksum.of(statistics, model));
    entry.put("covariance", statistics.covariance());
    entry.put("residualStandardError", finiteOrNull(statistics.residualStandardError()));
    entry.put("degreesOfFreedom", finiteOrNull(statistics.degreesOfFreedom()));
    entry.put("r2", finiteOrNull(statistics.r2()));
    entry.put("adjustedR2", finiteOrNull(statistics.adjustedR2()));
    entry.put("fStatistic", finiteOrNull(statistics.fStatistic()));
    entry.put("fPValue", finiteOrNull(statistics.fPValue()));
    List<Map<String, Object>> coefficients = new ArrayList<>();
    for (ModelStatistics.Coefficient coefficient : statistics.coefficients()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", coefficient.name());
      fields.put("standardError", finiteOrNull(coefficient.standardError()));
      fields.put("tValue", finiteOrNull(coefficient.tValue()));
      fields.put("pValue", finiteOrNull(coefficient.pValue()));
      coefficients.add(fields);
    }
    entry.put("coefficients", coefficients);
    statistics.interval().ifPresent(interval -> entry.put(INTERVAL, of(interval)));
    return entry;
  }

  private static @Nullable Object finiteOrNull(double number) {
    return JsonValues.finiteOrNull(number);
  }

  private static Map<String, Object> of(PredictionInterval interval) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("rows", finiteOrNull(interval.rows()));
    entry.put("variance", finiteOrNull(interval.variance()));
    entry.put("degreesOfFreedom", finiteOrNull(interval.degreesOfFreedom()));
    entry.put("columns", interval.columns());
    entry.put("means", interval.means());
    entry.put("triangle", interval.triangle());
    return entry;
  }

  /**
   * The statistics in a file.
   *
   * @param model that they must fit
   * @param modelChecksum its checksum
   * @throws io.github.fallline.files.InputException if they are malformed, damaged, or those of
   *     another model
   */
  static ModelStatistics read(JsonNodeReader node, LinearModel model, String modelChecksum) {
    List<ModelStatistics.Coefficient> coefficients = new ArrayList<>();
    for (JsonNodeReader each : node.at("coefficients").elements()) {
      coefficients.add(coefficient(each));
    }
    Optional<JsonNodeReader> interval = Optional.ofNullable(node.entries().get(INTERVAL));
    Optional<PredictionInterval> read = interval.map(StatisticsEntry::interval);
    ModelStatistics statistics =
        node.checked(
            () ->
                new ModelStatistics(
                    node.at("covariance").text(),
                    coefficients,
                    node.at("residualStandardError").numberOrNaN(),
                    node.at("degreesOfFreedom").numberOrNaN(),
                    node.at("r2").numberOrNaN(),
                    node.at("adjustedR2").numberOrNaN(),
                    node.at("fStatistic").numberOrNaN(),
                    node.at("fPValue").numberOrNaN(),
                    read));
    node.checked(
        () -> {
          statistics.requireOf(model);
          return statistics;
        });
    String found = ModelChecksum.of(statistics, modelChecksum);
    JsonNodeReader checksum = node.at(CHECKSUM);
    if (!checksum.text().equals(found)) {
      throw checksum.error(
          "the statistics are damaged, or of another model: they have checksum %s, the file says"
                  .formatted(found)
              + " %s; restore the file or train again".formatted(checksum.text()));
    }
    return statistics;
  }

  private static ModelStatistics.Coefficient coefficient(JsonNodeReader node) {
    return node.checked(
        () ->
            new ModelStatistics.Coefficient(
                node.at("name").text(),
                node.at("standardError").numberOrNaN(),
                node.at("tValue").numberOrNaN(),
                node.at("pValue").numberOrNaN()));
  }

  private static PredictionInterval interval(JsonNodeReader node) {
    List<JsonNodeReader> elements = node.at("columns").elements();
    int[] columns = new int[elements.size()];
    for (int k = 0; k < columns.length; k++) {
      JsonNodeReader column = elements.get(k);
      columns[k] = column.checked(() -> Math.toIntExact(column.integer()));
    }
    double rows = node.at("rows").numberOrNaN();
    return node.checked(
        () ->
            new PredictionInterval(
                columns,
                node.at("means").numbers(),
                node.at("triangle").numbers(),
                Double.isNaN(rows) ? Double.POSITIVE_INFINITY : rows,
                node.at("variance").number(),
                node.at("degreesOfFreedom").number()));
  }
}
