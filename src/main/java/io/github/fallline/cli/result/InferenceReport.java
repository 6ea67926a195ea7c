package io.github.fallline.cli.result;

import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.terminal.Plural;
import io.github.fallline.cli.terminal.TextTable;
import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.inference.CovarianceType;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.inference.TestResult;
import io.github.fallline.model.ModelStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The standard errors, tests and diagnostics of a training as text and as JSON. */
public final class InferenceReport {
  /** Digits of a residual sum of squares below which the output says how many there are. */
  private static final double ENOUGH_DIGITS = 6;

  private final Inference inference;
  private final Optional<ResidualAnalysis> residuals;
  private final Optional<String> cluster;
  private final Optional<Double> level;
  private final double jsonLevel;
  private final boolean diagnostics;
  private List<LocatedRow> influentialRows = List.of();

  /**
   * @param residuals of another pass over the rows; empty if there was none
   * @param cluster the column whose values make rows clusters; empty for none
   * @param level of the intervals in the table; empty for none
   * @param jsonLevel of those in the JSON
   */
  public InferenceReport(
      Inference inference,
      Optional<ResidualAnalysis> residuals,
      Optional<String> cluster,
      Optional<Double> level,
      double jsonLevel,
      boolean diagnostics) {
    this.inference =
        inference.omitted().isPresent()
            ? new Inference.Omitted(OptionWording.of(inference.omitted().get()))
            : inference;
    this.residuals = residuals;
    this.cluster = cluster;
    this.level = level;
    this.jsonLevel = jsonLevel;
    this.diagnostics = diagnostics;
  }

  /** What a training alone tells, without intervals in the table. */
  public static InferenceReport of(Inference inference) {
    return new InferenceReport(
        inference,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        CoefficientTable.DEFAULT_LEVEL,
        false);
  }

  /** What a model file keeps; empty unless there are statistics of squared errors. */
  public Optional<ModelStatistics> forModelFile() {
    return inference.leastSquares().map(RegressionStatistics::forModelFile);
  }

  /** Sets the influential rows, which the diagnostics name. */
  public void setInfluentialRows(List<LocatedRow> rows) {
    influentialRows = List.copyOf(rows);
  }

  /** Standard errors and tests, or why there are none. */
  public Inference inference() {
    return inference;
  }

  /** The residuals of a second pass; empty if there was none. */
  public Optional<ResidualAnalysis> residuals() {
    return residuals;
  }

  /** The influential rows with their places; empty until they are set. */
  public List<LocatedRow> influentialRows() {
    return influentialRows;
  }

  /** The level of intervals where they are always shown. */
  public double intervalLevel() {
    return jsonLevel;
  }

  /** Whether diagnostics are shown. */
  public boolean showsDiagnostics() {
    return diagnostics;
  }

  /** Whether there is a table of coefficients with their standard errors. */
  boolean hasTable() {
    return inference.table().isPresent();
  }

  /** The coefficients with standard errors and tests, the intercept last. */
  String coefficients(int most) {
    CoefficientTable table = inference.table().orElseThrow();
    TextTable text = new TextTable();
    boolean normal = Double.isInfinite(table.degreesOfFreedom());
    text.heading("", "coefficient", "std. error", normal ? "z" : "t", "p");
    level.ifPresent(
        each -> {
          String percent = count(100 * each) + " %";
          text.heading("lower " + percent, "upper " + percent);
        });
    Columns columns = new Columns(table, level);
    List<String> names = table.names();
    boolean intercept = names.get(0).equals(CoefficientTable.INTERCEPT);
    int first = intercept ? 1 : 0;
    for (int j = first; j < Math.min(names.size(), first + most); j++) {
      columns.add(text, j);
    }
    if (intercept) {
      columns.add(text, 0);
    }
    return text.render("  ");
  }

  /** The columns of a table, computed once. */
  private static final class Columns {
    private final CoefficientTable table;
    private final double[] estimates;
    private final double[] errors;
    private final double[] t;
    private final double[] p;
    private final double[][] intervals;

    Columns(CoefficientTable table, Optional<Double> level) {
      this.table = table;
      estimates = table.estimates();
      errors = table.standardErrors();
      t = table.tValues();
      p = table.pValues();
      intervals = level.isPresent() ? table.confidenceInterval(level.get()) : new double[0][];
    }

    void add(TextTable text, int j) {
      text.row(table.names().get(j));
      text.number(estimates[j], 7);
      text.number(errors[j], 4);
      text.number(t[j], 4);
      text.cell(probability(p[j]));
      if (intervals.length > 0) {
        text.number(intervals[j][0], 6);
        text.number(intervals[j][1], 6);
      }
    }
  }

  /** A p-value: three digits; where it is below the range of a double, the bound. */
  static String probability(double p) {
    if (Double.isNaN(p)) {
      return "-";
    }
    return p == 0 ? "< 1e-300" : String.format(Locale.ROOT, p < 1e-3 ? "%.2e" : "%.4f", p);
  }

  /** The lines below the errors of the model; empty if there are none. */
  String summary() {
    if (inference.omitted().isPresent()) {
      return String.format("  no standard errors: %s%n", inference.omitted().get());
    }
    StringBuilder text = new StringBuilder();
    CoefficientTable table = inference.table().orElseThrow();
    if (table.covarianceType() != CovarianceType.CLASSICAL) {
      line(text, "standard errors: %s", describe(table.covarianceType()));
    }
    inference.leastSquares().ifPresent(statistics -> lines(text, statistics));
    return text.toString();
  }

  private String describe(CovarianceType type) {
    return type.isClustered()
        ? "%s, by %s of %s%s"
            .formatted(
                type.label(),
                Plural.of(clusters(), "cluster"),
                cluster.orElse(""),
                clusters() < 2 ? ", which is too few: give two or more a weight" : "")
        : type.description();
  }

  /** The number of clusters; 0 without. */
  private long clusters() {
    return residuals.isPresent() && residuals.get().sandwich().isPresent()
        ? residuals.get().sandwich().get().clusters()
        : 0;
  }

  private void lines(StringBuilder text, RegressionStatistics statistics) {
    line(
        text,
        "residual standard error %s on %s",
        TextTable.format(statistics.residualStandardError(), 5),
        freedom(statistics.degreesOfFreedom()));
    String adjusted = TextTable.format(statistics.adjustedRSquared(), 7);
    if (statistics.isCentred()) {
      line(text, "adjusted r2 %s", adjusted);
    } else {
      line(
          text,
          "r2 %s, adjusted r2 %s, both uncentred: about 0, as R's",
          TextTable.format(statistics.rSquared(), 5),
          adjusted);
    }
    if (statistics.fNumeratorFreedom() > 0 && !Double.isNaN(statistics.fStatistic())) {
      line(
          text,
          "F %s on %d and %s, p %s",
          TextTable.format(statistics.fStatistic(), 5),
          statistics.fNumeratorFreedom(),
          freedom(statistics.fDenominatorFreedom()),
          probability(statistics.fPValue()));
    }
    if (statistics.isEssentiallyPerfect()) {
      line(text, "an essentially perfect fit: the standard errors are those of rounding");
      return;
    }
    double digits = Math.min(statistics.residualDigits(), statistics.standardErrorDigits());
    if (digits < ENOUGH_DIGITS) {
      line(
          text,
          "the standard errors have about %d digits: rounding of one pass over the rows left no"
              + " more (--memory in-memory reads them again)",
          (int) Math.max(0, digits));
    }
    if (diagnostics) {
      diagnose(text, statistics);
    }
  }

  private void diagnose(StringBuilder text, RegressionStatistics statistics) {
    text.append(System.lineSeparator());
    line(
        text,
        "log-likelihood %s, AIC %s, BIC %s, condition number %s",
        TextTable.format(statistics.logLikelihood(), 7),
        TextTable.format(statistics.aic(), 7),
        TextTable.format(statistics.bic(), 7),
        TextTable.format(statistics.conditionNumber(), 4));
    residuals.ifPresent(
        analysis -> {
          double[] quartiles = analysis.residualQuartiles();
          line(
              text,
              "residuals: minimum %s, quartiles %s%s, %s, %s, maximum %s",
              TextTable.format(quartiles[0], 5),
              analysis.hasExactQuartiles() ? "" : "about ",
              TextTable.format(quartiles[1], 5),
              TextTable.format(quartiles[2], 5),
              TextTable.format(quartiles[3], 5),
              TextTable.format(quartiles[4], 5));
          line(text, "Durbin-Watson %s", TextTable.format(analysis.durbinWatson(), 5));
          if (analysis.breuschPagan().degreesOfFreedom() > 0) {
            line(text, "Breusch-Pagan %s", test(analysis.breuschPagan()));
          }
          line(text, "Jarque-Bera %s", test(analysis.jarqueBera()));
        });
    TextTable table = new TextTable();
    table.heading("", "standardized", "VIF");
    double[] standardized = statistics.standardizedCoefficients();
    double[] vif = statistics.vif();
    int first = statistics.names().size() - vif.length;
    for (int j = 0; j < Math.min(vif.length, TrainingReport.MOST_ROWS); j++) {
      table.row(statistics.names().get(first + j));
      table.number(standardized[j], 4);
      table.number(vif[j], 4);
    }
    if (vif.length > 0) {
      text.append(System.lineSeparator()).append(table.render("  "));
    }
    if (!influentialRows.isEmpty()) {
      text.append(System.lineSeparator()).append(InfluenceText.table(influentialRows));
    }
  }

  private static String test(TestResult result) {
    return String.format(
        Locale.ROOT,
        "%s on %s, p %s",
        TextTable.format(result.statistic(), 5),
        freedom(result.degreesOfFreedom()),
        probability(result.pValue()));
  }

  private static String freedom(double degrees) {
    return count(degrees) + (degrees == 1 ? " degree of freedom" : " degrees of freedom");
  }

  private static String count(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%,.2f", number);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append("  ")
        .append(String.format(Locale.ROOT, format, arguments))
        .append(System.lineSeparator());
  }

  /** Adds the fields of the JSON object: {@code statistics}, or null and the reason. */
  void addTo(Map<String, Object> object) {
    if (inference.table().isEmpty()) {
      object.put("statistics", null);
      object.put("statisticsOmitted", inference.omitted().orElse(""));
      return;
    }
    CoefficientTable table = inference.table().get();
    Map<String, Object> fields = new LinkedHashMap<>();
    inference.leastSquares().ifPresent(statistics -> addSummary(fields, statistics));
    fields.put("standardErrors", named(table.names(), table.standardErrors()));
    fields.put("tValues", named(table.names(), table.tValues()));
    fields.put("pValues", named(table.names(), table.pValues()));
    double[][] intervals = table.confidenceInterval(jsonLevel);
    Map<String, Object> named = new LinkedHashMap<>();
    for (int j = 0; j < intervals.length; j++) {
      named.put(table.names().get(j), List.of(intervals[j][0], intervals[j][1]));
    }
    fields.put("confidenceLevel", jsonLevel);
    fields.put("confidenceIntervals", named);
    fields.put("covariance", table.covarianceType().label());
    if (table.covarianceType().isClustered()) {
      fields.put("clusters", clusters());
    }
    if (diagnostics) {
      inference.leastSquares().ifPresent(s -> fields.put("diagnostics", diagnosed(s)));
    }
    object.put("statistics", fields);
  }

  private static void addSummary(Map<String, Object> fields, RegressionStatistics statistics) {
    fields.put("residualStandardError", statistics.residualStandardError());
    fields.put("degreesOfFreedom", statistics.degreesOfFreedom());
    fields.put("r2", statistics.rSquared());
    fields.put("adjustedR2", statistics.adjustedRSquared());
    fields.put("fStatistic", statistics.fStatistic());
    fields.put("fPValue", statistics.fPValue());
    fields.put("aic", statistics.aic());
    fields.put("bic", statistics.bic());
    fields.put("digits", Math.min(statistics.residualDigits(), statistics.standardErrorDigits()));
  }

  private Map<String, Object> diagnosed(RegressionStatistics statistics) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> names = statistics.names();
    double[] vif = statistics.vif();
    List<String> features = names.subList(names.size() - vif.length, names.size());
    fields.put("logLikelihood", statistics.logLikelihood());
    fields.put("conditionNumber", statistics.conditionNumber());
    fields.put("vif", named(features, vif));
    fields.put("standardizedCoefficients", named(features, statistics.standardizedCoefficients()));
    residuals.ifPresent(
        analysis -> {
          List<Double> quartiles = new ArrayList<>();
          for (double quartile : analysis.residualQuartiles()) {
            quartiles.add(quartile);
          }
          fields.put("residualQuartiles", quartiles);
          fields.put("durbinWatson", analysis.durbinWatson());
          fields.put("breuschPagan", fields(analysis.breuschPagan()));
          fields.put("jarqueBera", fields(analysis.jarqueBera()));
        });
    if (!influentialRows.isEmpty()) {
      fields.put("influentialRows", InfluenceText.fields(influentialRows));
    }
    return fields;
  }

  private static Map<String, Object> fields(TestResult test) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("statistic", test.statistic());
    fields.put("degreesOfFreedom", test.degreesOfFreedom());
    fields.put("pValue", test.pValue());
    return fields;
  }

  private static Map<String, Object> named(List<String> names, double[] numbers) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int j = 0; j < numbers.length; j++) {
      named.put(names.get(j), numbers[j]);
    }
    return named;
  }
}
