package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.inference.CovarianceType;
import java.util.Optional;

/** The options of {@code train} about standard errors, tests and diagnostics. */
public final class InferenceOptions {
  /** The level of intervals where none is named. */
  public static final double DEFAULT_LEVEL = CoefficientTable.DEFAULT_LEVEL;

  private final CliOption<StandardErrors> standardErrors;
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
    standardErrors.value();
    level
        .value()
        .ifPresent(
            given -> {
              if (!(given > 0 && given < 1)) {
                throw new UsageException(
                    "--confidence-level: expected more than 0 and less than 1, got " + given);
              }
            });
  }

  /** Whether standard errors are wanted at all. */
  public boolean isOn() {
    return standardErrors.value() != StandardErrors.NONE;
  }

  /** Whether they were asked for, rather than printed because they cost nothing. */
  public boolean isAskedFor() {
    return isOn() && (standardErrors.isGiven() || level.isGiven() || diagnostics.value());
  }

  /** Whether the rows are read once more after training. */
  public boolean readsAgain() {
    return isOn() && (diagnostics.value() || covariance() != CovarianceType.CLASSICAL);
  }

  /** How the covariance of least-squares coefficients is estimated. */
  public CovarianceType covariance() {
    return isOn()
        ? CovarianceType.valueOf(standardErrors.value().name())
        : CovarianceType.CLASSICAL;
  }

  /** Whether diagnostics are printed. */
  public boolean diagnostics() {
    return diagnostics.value();
  }

  /** The level of the intervals to print; empty for none. */
  public Optional<Double> level() {
    return level.value();
  }
}
