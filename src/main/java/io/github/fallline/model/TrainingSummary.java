package io.github.fallline.model;

import io.github.fallline.json.JsonValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Summary of a training run: enough to judge the model and to train it again. */
public final class TrainingSummary {
  private final Map<String, Object> settings;
  private final RegressionMetrics metrics;
  private long rows;
  private long skippedRows;
  private long seed;
  private String stopReason = "";
  private String fingerprint = "";
  private Map<String, String> versions;
  private Optional<ValidationSummary> validation = Optional.empty();

  /**
   * A summary of a training on the rows of its metrics, by the software that is running.
   *
   * @param settings by name, in order, deeply copied: null, Boolean, String, finite numbers, and
   *     lists and maps of these. Integers are kept as Long, other numbers as Double
   * @param metrics how good the model is on the rows it was trained on
   */
  public TrainingSummary(Map<String, Object> settings, RegressionMetrics metrics) {
    this(JsonValues.copyOf("settings", settings), metrics, Versions.current());
  }

  private TrainingSummary(
      Map<String, Object> settings, RegressionMetrics metrics, Map<String, String> versions) {
    this.settings = settings;
    this.metrics = Objects.requireNonNull(metrics, "metrics");
    this.versions = versions;
    rows = metrics.rows();
  }

  private TrainingSummary copy() {
    TrainingSummary copy = new TrainingSummary(settings, metrics, versions);
    copy.rows = rows;
    copy.skippedRows = skippedRows;
    copy.seed = seed;
    copy.stopReason = stopReason;
    copy.fingerprint = fingerprint;
    copy.validation = validation;
    return copy;
  }

  /**
   * The same with numbers of rows.
   *
   * @param trained on, at least one
   * @param skipped because of missing values
   */
  public TrainingSummary withRows(long trained, long skipped) {
    if (trained < 1) {
      throw new IllegalArgumentException("rows: training needs at least one, got " + trained);
    }
    if (skipped < 0) {
      throw new IllegalArgumentException("skippedRows: expected 0 or more, got " + skipped);
    }
    TrainingSummary other = copy();
    other.rows = trained;
    other.skippedRows = skipped;
    return other;
  }

  /** The same with the seed of the shuffling. */
  public TrainingSummary withSeed(long number) {
    TrainingSummary other = copy();
    other.seed = number;
    return other;
  }

  /** The same with the reason why the training ended. */
  public TrainingSummary withStopReason(String reason) {
    TrainingSummary other = copy();
    other.stopReason = Objects.requireNonNull(reason, "reason");
    return other;
  }

  /** The same with the checksum of the data. */
  public TrainingSummary withFingerprint(String checksum) {
    TrainingSummary other = copy();
    other.fingerprint = Objects.requireNonNull(checksum, "checksum");
    return other;
  }

  /** The same by other software: versions by name, in order. */
  public TrainingSummary withVersions(Map<String, String> others) {
    others.forEach((name, version) -> Objects.requireNonNull(version, name));
    TrainingSummary other = copy();
    other.versions = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    return other;
  }

  /** The same with errors on rows held out. */
  public TrainingSummary withValidation(ValidationSummary errors) {
    TrainingSummary other = copy();
    other.validation = Optional.of(errors);
    return other;
  }

  /** The settings of the training by name, in order. */
  public Map<String, Object> settings() {
    return settings;
  }

  /** How good the model is on the rows it was trained on. */
  public RegressionMetrics metrics() {
    return metrics;
  }

  /** How many rows it was trained on. */
  public long rows() {
    return rows;
  }

  /** How many rows were left out because of missing values. */
  public long skippedRows() {
    return skippedRows;
  }

  /** The seed of the shuffling. */
  public long seed() {
    return seed;
  }

  /** Why the training ended. */
  public String stopReason() {
    return stopReason;
  }

  /** The checksum of the data. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The versions of the software by name, in order. */
  public Map<String, String> versions() {
    return versions;
  }

  /** Errors on rows held out of training; empty if none were. */
  public Optional<ValidationSummary> validation() {
    return validation;
  }

  private List<Object> parts() {
    return List.of(
        settings, metrics, rows, skippedRows, seed, stopReason, fingerprint, versions, validation);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof TrainingSummary other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "TrainingSummary" + parts();
  }
}
