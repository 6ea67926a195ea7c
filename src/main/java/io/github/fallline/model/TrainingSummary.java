package io.github.fallline.model;

import io.github.fallline.json.JsonValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Summary of a training run: enough to judge the model and to train it again.
 *
 * @param settings the settings of the training by name, in order, deeply copied: null, Boolean,
 *     String, finite numbers, and lists and maps of these. Integers are kept as Long, other numbers
 *     as Double
 * @param metrics how good the model is on the rows it was trained on
 * @param rows how many rows it was trained on
 * @param skippedRows how many rows were left out because of missing values
 * @param seed the seed of the shuffling
 * @param stopReason why the training ended
 * @param fingerprint the checksum of the data
 * @param versions the versions of the software by name, in order; copied
 * @param validation errors on rows held out of training; empty if none were
 */
public record TrainingSummary(
    Map<String, Object> settings,
    RegressionMetrics metrics,
    long rows,
    long skippedRows,
    long seed,
    String stopReason,
    String fingerprint,
    Map<String, String> versions,
    Optional<ValidationSummary> validation) {
  /** Copies the maps and checks the rest. */
  public TrainingSummary {
    settings = JsonValues.copyOf("settings", settings);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(stopReason, "stopReason");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(validation, "validation");
    versions.forEach((name, version) -> Objects.requireNonNull(version, name));
    if (rows < 1) {
      throw new IllegalArgumentException("rows: training needs at least one, got " + rows);
    }
    if (skippedRows < 0) {
      throw new IllegalArgumentException("skippedRows: expected 0 or more, got " + skippedRows);
    }
  }

  /** A summary without rows held out. */
  public TrainingSummary(
      Map<String, Object> settings,
      RegressionMetrics metrics,
      long rows,
      long skippedRows,
      long seed,
      String stopReason,
      String fingerprint,
      Map<String, String> versions) {
    this(
        settings,
        metrics,
        rows,
        skippedRows,
        seed,
        stopReason,
        fingerprint,
        versions,
        Optional.empty());
  }

  /** The same with errors on rows held out. */
  public TrainingSummary withValidation(ValidationSummary other) {
    return new TrainingSummary(
        settings,
        metrics,
        rows,
        skippedRows,
        seed,
        stopReason,
        fingerprint,
        versions,
        Optional.of(other));
  }

  /** The summary of a training by the software that is running: its versions are filled in. */
  public static TrainingSummary of(
      Map<String, Object> settings,
      RegressionMetrics metrics,
      long rows,
      long skippedRows,
      long seed,
      String stopReason,
      String fingerprint) {
    return new TrainingSummary(
        settings, metrics, rows, skippedRows, seed, stopReason, fingerprint, Versions.current());
  }
}
