package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.Schema;
import io.github.fallline.inference.CovarianceType;
import io.github.fallline.objective.Loss;
import io.github.fallline.regression.StatisticsOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The options of {@code train} about standard errors, tests and diagnostics. */
public final class InferenceOptions {
  private final CliOption<StandardErrors> standardErrors;
  private final CliOption<Optional<String>> cluster;
  private final CliOption<Optional<Double>> level;
  private final CliOption<Boolean> diagnostics;

  /** The words of {@code --standard-errors}. */
  enum StandardErrors {
    CLASSICAL,
    HC0,
    HC1,
    HC2,
    HC3,
    NONE
  }

  public InferenceOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.STATISTICS);
    standardErrors =
        section.withDefault(
            Choice.of(StandardErrors.values()),
            "--standard-errors=KIND",
            "classical",
            "How standard errors are estimated: classical, hc0 to hc3 (robust to residuals of"
                + " different variances; reads the rows twice), or none. They are printed for"
                + " squared errors without a penalty, and for other losses if this is given."
                + " Default: ${DEFAULT-VALUE}.");
    cluster =
        section.optional(
            Converter.TEXT,
            "--cluster=NAME",
            "Column of numbers or words whose equal values make rows a cluster; it is no feature."
                + " Standard errors allow for residuals that depend on each other within clusters"
                + " (CR1; with --standard-errors hc0 CR0). Reads the rows twice.");
    level =
        section.optional(
            Converter.REAL,
            "--confidence-level=P",
            "Print confidence intervals of the coefficients at this level, for example 0.95.");
    diagnostics =
        section.flag(
            "--diagnostics",
            "Print variance inflation, condition number, AIC, BIC, standardized coefficients,"
                + " residual quartiles and tests of the residuals; reads the rows twice.");
  }

  /** Rejects values out of range. */
  public void check() {
    switch (standardErrors.value()) {
      case CLASSICAL, HC0, HC1 -> {
        // Of clusters, classical and hc1 mean CR1.
      }
      case HC2, HC3, NONE -> requireNoCluster();
    }
    checkLevel(level);
  }

  private void requireNoCluster() {
    if (cluster.isGiven()) {
      throw new UsageException(
          "--cluster: expected --standard-errors hc0 (CR0) or hc1 (CR1, the default) with it, got "
              + standardErrors.value().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Rejects a level of confidence out of range. */
  static void checkLevel(CliOption<Optional<Double>> level) {
    if (level.isGiven()) {
      double given = level.value().orElseThrow();
      if (!(given > 0 && given < 1)) {
        throw new UsageException(
            "--confidence-level: expected more than 0 and less than 1, got " + given);
      }
    }
  }

  /**
   * Rejects clusters with options that they do not fit.
   *
   * @param loss that is minimized
   * @param cache that the rows are stored in; empty for none
   */
  public void checkClusters(Loss loss, Optional<Path> cache) {
    if (cluster.isGiven() && !loss.equals(Loss.SQUARED)) {
      throw new UsageException("--cluster: expected --loss squared, got " + loss.label());
    }
    if (cluster.isGiven() && cache.isPresent()) {
      throw new UsageException(
          "--cluster: --cache does not store clusters; leave out one of the two");
    }
  }

  /** Adds the column of clusters to a schema, if one is named. */
  public Schema apply(Schema schema) {
    return cluster.isGiven()
        ? UsageException.check(() -> schema.withCluster(cluster.value().orElseThrow()))
        : schema;
  }

  /** The column of clusters; empty for none. */
  public Optional<String> cluster() {
    return cluster.value();
  }

  /**
   * What standard errors and diagnostics are wanted.
   *
   * @param keys of the clusters, collected while rows are read; present if a column is named
   */
  public StatisticsOptions statistics(Optional<RowKeys> keys) {
    if (standardErrors.value() == StandardErrors.NONE) {
      return StatisticsOptions.NONE;
    }
    StatisticsOptions wanted = StatisticsOptions.DEFAULT;
    if (keys.isPresent()) {
      boolean plain = standardErrors.value() == StandardErrors.HC0;
      CovarianceType type = plain ? CovarianceType.CR0 : CovarianceType.CR1;
      wanted = wanted.withClusters(type, cluster.value().orElseThrow(), keys.get());
    } else if (standardErrors.isGiven()) {
      wanted = wanted.withCovariance(CovarianceType.valueOf(standardErrors.value().name()));
    }
    if (level.isGiven()) {
      wanted = wanted.withConfidenceLevel(level.value().orElseThrow());
    }
    return diagnostics.value() ? wanted.withDiagnostics() : wanted;
  }
}
