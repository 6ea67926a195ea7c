package io.github.fallline.report.training;

import io.github.fallline.inference.InfluentialRow;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.inference.TestResult;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The residuals of a least-squares fit: pictures of all rows, tests, and influential rows. */
final class ResidualsSection {
  private static final int DIGITS = 5;

  private final TrainingPageInput input;
  private final ResidualAnalysis analysis;
  private final RegressionStatistics fit;
  private final HtmlPage page;

  ResidualsSection(
      TrainingPageInput input, ResidualAnalysis analysis, RegressionStatistics fit, HtmlPage page) {
    this.input = input;
    this.analysis = analysis;
    this.fit = fit;
    this.page = page;
  }

  /** Adds the section. */
  void write(int width, int height) {
    page.section("residuals", "Residuals");
    ResidualCharts charts = new ResidualCharts(input.rows().targetName(), analysis, fit);
    page.paragraph(charts.rowsShown());
    page.columns(2, charts.draw(width, height + 40));
    if (input.statistics().diagnostics()) {
      tests();
    }
    if (!input.statistics().influentialRows().isEmpty()) {
      influentialRows();
    }
  }

  private void tests() {
    Map<String, String> figures = new LinkedHashMap<>();
    double[] quartiles = analysis.residualQuartiles();
    List<String> names =
        List.of("least residual", "first quartile", "median", "third quartile", "greatest");
    for (int k = 0; k < quartiles.length; k++) {
      figures.put(names.get(k), NumberFormats.rounded(quartiles[k], DIGITS));
    }
    figures.put("Durbin-Watson", NumberFormats.rounded(analysis.durbinWatson(), DIGITS));
    add(figures, "Breusch-Pagan", analysis.breuschPagan());
    add(figures, "Jarque-Bera", analysis.jarqueBera());
    page.figures(figures);
  }

  private static void add(Map<String, String> figures, String name, TestResult test) {
    figures.put(
        "%s, χ² on %.0f".formatted(name, test.degreesOfFreedom()),
        NumberFormats.rounded(test.statistic(), DIGITS)
            + ", p "
            + NumberFormats.probability(test.pValue()));
  }

  private void influentialRows() {
    List<LocatedRow> located = input.statistics().influentialRows();
    boolean lines = located.get(0).line().isPresent();
    List<List<Cell>> rows = new ArrayList<>();
    for (LocatedRow each : located) {
      InfluentialRow row = each.influence();
      long place = each.line().orElse(each.number());
      rows.add(
          List.of(
              Cell.of(each.place(), (double) place),
              cell(row.fitted()),
              cell(row.residual()),
              cell(row.leverage()),
              cell(row.studentizedResidual()),
              cell(row.cooksDistance())));
    }
    String target = input.rows().targetName();
    page.table(
        located.size() == 1
            ? "The most influential row, by Cook's distance"
            : "The " + located.size() + " most influential rows, by Cook's distance",
        List.of(
            lines ? "line" : "row",
            "fitted " + target,
            "residual",
            "leverage",
            "standardized residual",
            "Cook's distance"),
        rows);
    page.paragraph(
        lines
            ? "Lines of "
                + input.shortName()
                + " are counted from 1, the header, skipped rows and blank lines included; a record"
                + " of several lines is named by its first."
            : "Rows are counted from 1 in the order of the data, without the header, skipped rows"
                + " and blank lines; the lines are not known, because the data can be read only"
                + " once.");
  }

  private static Cell cell(double value) {
    return Cell.of(NumberFormats.rounded(value, DIGITS), value);
  }
}
