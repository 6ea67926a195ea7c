package io.github.fallline.regression;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowKeys;
import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.inference.CovarianceType;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Which standard errors, intervals and diagnostics of a regression are wanted. Immutable: each
 * method gives another value.
 */
public final class StatisticsOptions {
  /** What training finds on its way: classical standard errors of squared errors. */
  public static final StatisticsOptions DEFAULT = new StatisticsOptions();

  /** None. */
  public static final StatisticsOptions NONE = DEFAULT.off();

  private boolean on = true;
  private boolean askedFor;
  private CovarianceType covariance = CovarianceType.CLASSICAL;
  private String cluster = "";
  private @Nullable RowKeys clusterKeys;
  private double level = Double.NaN;
  private boolean diagnostics;
  private boolean influence;

  private StatisticsOptions() {}

  private StatisticsOptions copy() {
    StatisticsOptions copy = new StatisticsOptions();
    copy.on = on;
    copy.askedFor = askedFor;
    copy.covariance = covariance;
    copy.cluster = cluster;
    copy.clusterKeys = clusterKeys;
    copy.level = level;
    copy.diagnostics = diagnostics;
    copy.influence = influence;
    return copy;
  }

  private StatisticsOptions off() {
    StatisticsOptions copy = copy();
    copy.on = false;
    return copy;
  }

  private StatisticsOptions asked() {
    StatisticsOptions copy = copy();
    copy.askedFor = true;
    return copy;
  }

  /**
   * The same with another estimate of the covariance of least-squares coefficients; all but the
   * classical one read the rows once more. Losses other than squared errors get standard errors of
   * their own.
   *
   * @throws IllegalArgumentException if it is one by clusters: {@link #withClusters}
   */
  public StatisticsOptions withCovariance(CovarianceType type) {
    Argument.require(!type.isClustered(), "type", "one without clusters", type);
    StatisticsOptions other = asked();
    other.covariance = type;
    return other;
  }

  /**
   * The same with standard errors that allow for residuals that depend on each other within
   * clusters of rows; reads the rows once more.
   *
   * @param type CR0 or CR1
   * @param column whose values make the clusters, for people
   * @param keys collected while all rows are read
   */
  public StatisticsOptions withClusters(CovarianceType type, String column, RowKeys keys) {
    Argument.require(type.isClustered(), "type", "CR0 or CR1", type);
    StatisticsOptions other = asked();
    other.covariance = type;
    other.cluster = Objects.requireNonNull(column, "column");
    other.clusterKeys = Objects.requireNonNull(keys, "keys");
    return other;
  }

  /**
   * The same with confidence intervals in the table.
   *
   * @param probability between 0 and 1, for example 0.95
   */
  public StatisticsOptions withConfidenceLevel(double probability) {
    Argument.require(
        probability > 0 && probability < 1, "level", "more than 0 and less than 1", probability);
    StatisticsOptions other = asked();
    other.level = probability;
    return other;
  }

  /**
   * The same with variance inflation, condition number, information criteria, standardized
   * coefficients, and quartiles and tests of the residuals; reads the rows once more.
   */
  public StatisticsOptions withDiagnostics() {
    StatisticsOptions other = asked();
    other.diagnostics = true;
    return other;
  }

  /** The same with pictures of residuals and the most influential rows; reads the rows again. */
  public StatisticsOptions withInfluence() {
    StatisticsOptions other = copy();
    other.influence = true;
    return other;
  }

  /** Whether standard errors are wanted at all. */
  public boolean isOn() {
    return on;
  }

  /** Whether they were asked for, rather than shown because they cost nothing. */
  boolean isAskedFor() {
    return on && askedFor;
  }

  /** Whether the rows are read once more after training. */
  public boolean readsAgain() {
    return on && (diagnostics || covariance != CovarianceType.CLASSICAL);
  }

  /** How the covariance of least-squares coefficients is estimated. */
  public CovarianceType covariance() {
    return covariance;
  }

  /** The column of clusters; empty for none. */
  public String cluster() {
    return cluster;
  }

  Optional<RowKeys> clusterKeys() {
    return Optional.ofNullable(clusterKeys);
  }

  /** The level of the intervals in the table; empty for none. */
  public OptionalDouble level() {
    return Double.isNaN(level) ? OptionalDouble.empty() : OptionalDouble.of(level);
  }

  /** The level of intervals where they are always shown. */
  double shownLevel() {
    return Double.isNaN(level) ? CoefficientTable.DEFAULT_LEVEL : level;
  }

  /** Whether there are diagnostics. */
  public boolean diagnostics() {
    return diagnostics;
  }

  /** Whether residuals are drawn and influential rows named. */
  public boolean influence() {
    return influence;
  }
}
