package io.github.fallline.report.training;

import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.inference.CovarianceType;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The regression table: coefficients with their standard errors, tests and intervals. */
final class CoefficientsSection {
  private static final int DIGITS = 7;
  private static final int FEWER_DIGITS = 5;

  private final TrainingPageInput input;
  private final ReportedStatistics statistics;
  private final HtmlPage page;

  CoefficientsSection(TrainingPageInput input, HtmlPage page) {
    this.input = input;
    this.page = page;
    statistics = input.statistics();
  }

  /** Adds the section. */
  void write(FitCharts charts, int width) {
    page.section("coefficients", "Coefficients");
    Optional<CoefficientTable> table = statistics.inference().table();
    if (table.isEmpty()) {
      page.paragraph("No standard errors: " + statistics.inference().omitted().orElse("") + ".");
      plainTable();
      return;
    }
    statistics.inference().leastSquares().ifPresent(this::summary);
    if (table.get().covarianceType() != CovarianceType.CLASSICAL) {
      page.paragraph("Standard errors: " + table.get().covarianceType().description() + ".");
    }
    if (input.rows().featureNames().size() > 1) {
      charts
          .intervals(width, table.get(), statistics)
          .ifPresent(drawing -> page.columns(2, List.of(drawing)));
    }
    table(table.get());
  }

  private void summary(RegressionStatistics fit) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(
        "residual standard error, " + input.rows().targetName(),
        rounded(fit.residualStandardError()));
    figures.put("degrees of freedom", freedom(fit.degreesOfFreedom()));
    if (!fit.isCentred()) {
      figures.put("r², about 0", rounded(fit.rSquared()));
    }
    figures.put(
        fit.isCentred() ? "adjusted r²" : "adjusted r², about 0", rounded(fit.adjustedRSquared()));
    if (fit.fNumeratorFreedom() > 0 && !Double.isNaN(fit.fStatistic())) {
      String degrees = fit.fNumeratorFreedom() + " and " + freedom(fit.fDenominatorFreedom());
      figures.put("F on " + degrees, rounded(fit.fStatistic()));
      figures.put("p of F", NumberFormats.probability(fit.fPValue()));
    }
    if (statistics.diagnostics()) {
      figures.put("log-likelihood", NumberFormats.rounded(fit.logLikelihood(), DIGITS));
      figures.put("AIC", NumberFormats.rounded(fit.aic(), DIGITS));
      figures.put("BIC", NumberFormats.rounded(fit.bic(), DIGITS));
      figures.put("condition number", NumberFormats.rounded(fit.conditionNumber(), 4));
    }
    page.figures(figures);
    if (fit.isEssentiallyPerfect()) {
      page.paragraph("An essentially perfect fit: the standard errors are those of rounding.");
    }
  }

  private static String rounded(double number) {
    boolean large = Math.abs(number) >= 1e5 && Math.abs(number) < 1e15;
    return large
        ? NumberFormats.count(Math.round(number)).replace('-', '−')
        : NumberFormats.rounded(number, FEWER_DIGITS);
  }

  private static String freedom(double degrees) {
    return degrees == Math.rint(degrees)
        ? NumberFormats.count((long) degrees)
        : NumberFormats.rounded(degrees, DIGITS);
  }

  /** The coefficients alone, the intercept last. */
  private void plainTable() {
    LinearModel model = input.training().model();
    List<List<Cell>> rows = new ArrayList<>();
    model
        .coefficients()
        .forEach((name, value) -> rows.add(List.of(Cell.of(name), cell(value, DIGITS))));
    if (input.config().spec().intercept()) {
      rows.add(List.of(Cell.of(CoefficientTable.INTERCEPT), cell(model.intercept(), DIGITS)));
    }
    page.table(
        "Coefficients on the original scale of the columns",
        List.of("feature", "coefficient"),
        rows);
  }

  private void table(CoefficientTable table) {
    boolean normal = Double.isInfinite(table.degreesOfFreedom());
    String percent = NumberFormats.rounded(100 * statistics.level(), DIGITS) + " %";
    List<String> headings =
        new ArrayList<>(
            List.of(
                "feature",
                "coefficient",
                "std. error",
                normal ? "z" : "t",
                "p",
                "lower " + percent,
                "upper " + percent));
    Optional<RegressionStatistics> fit = statistics.inference().leastSquares();
    boolean more = statistics.diagnostics() && fit.isPresent();
    if (more) {
      headings.addAll(List.of("standardized", "VIF"));
    }
    double[][] further =
        more
            ? new double[][] {fit.get().standardizedCoefficients(), fit.get().vif()}
            : new double[0][];
    page.table(
        "Coefficients on the original scale of the columns, with "
            + percent
            + " confidence intervals",
        headings,
        rows(table, further));
  }

  /** A row for each coefficient, the intercept last. */
  private List<List<Cell>> rows(CoefficientTable table, double[]... further) {
    int size = table.names().size();
    int features = input.training().model().coefficients().size();
    double[] estimates = table.estimates();
    double[] errors = table.standardErrors();
    double[] t = table.tValues();
    double[] p = table.pValues();
    double[][] intervals = table.confidenceInterval(statistics.level());
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int j = (i + size - features) % size;
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(table.names().get(j)));
      row.add(cell(estimates[j], DIGITS));
      row.add(cell(errors[j], FEWER_DIGITS));
      row.add(cell(t[j], FEWER_DIGITS));
      row.add(Cell.of(NumberFormats.probability(p[j]), p[j]));
      row.add(cell(intervals[j][0], DIGITS));
      row.add(cell(intervals[j][1], DIGITS));
      for (double[] measure : further) {
        row.add(i < features ? cell(measure[i], FEWER_DIGITS) : Cell.of(""));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Cell cell(double value, int digits) {
    return Cell.of(NumberFormats.rounded(value, digits), value);
  }
}
