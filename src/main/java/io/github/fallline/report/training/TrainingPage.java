package io.github.fallline.report.training;

import io.github.fallline.descent.Training;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.NumberFormats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One training as an HTML page: the way down, residuals, coefficients and settings, and with one
 * feature the fitted line.
 */
public final class TrainingPage {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 330;
  private static final int DIGITS = 7;

  private final TrainingPageInput input;
  private final Training training;
  private final HtmlPage page;

  private TrainingPage(TrainingPageInput input) {
    this.input = input;
    training = input.training();
    page = new HtmlPage("Training on " + input.shortName());
  }

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, TrainingPageInput input) {
    TrainingPage page = new TrainingPage(input);
    page.fill();
    page.page.write(file, "sort.js");
  }

  private void fill() {
    outcome();
    LossCurve curve = new LossCurve(input);
    page.section("loss", "Convergence")
        .columns(2, List.of(curve.byEpoch(WIDTH, HEIGHT), curve.bySeconds(WIDTH, HEIGHT)));
    FitCharts fit = new FitCharts(training.model(), input.rows());
    page.section("fit", "The fit").paragraph("Shown: " + fit.rowsShown() + ".");
    if (input.rows().featureNames().size() == 1) {
      page.columns(2, List.of(fit.fittedLine(WIDTH, HEIGHT), fit.residuals(WIDTH, HEIGHT)));
    } else {
      page.columns(2, List.of(fit.residuals(WIDTH, HEIGHT), fit.effects(WIDTH)));
    }
    page.section("coefficients", "Coefficients");
    coefficients();
    page.section("settings", "Settings and versions");
    settings();
  }

  private void outcome() {
    RegressionMetrics metrics = training.metrics();
    page.html("<dl class=\"figures\">");
    figure(
        input.config().spec().intercept() ? "r²" : "r², centred",
        NumberFormats.rounded(metrics.r2(), DIGITS));
    figure("rmse, " + input.rows().targetName(), NumberFormats.rounded(metrics.rmse(), DIGITS));
    figure("mae, " + input.rows().targetName(), NumberFormats.rounded(metrics.mae(), DIGITS));
    figure("rows", NumberFormats.count(input.rows().rows()));
    figure("epochs", NumberFormats.count(training.epochs()));
    figure("seconds", NumberFormats.rounded(training.seconds(), 3));
    figure("ended", training.stopReason().label());
    page.html("</dl>");
    training.notes().forEach(page::paragraph);
  }

  private void figure(String name, String value) {
    page.html(
        "<div><dt>" + HtmlPage.escape(name) + "</dt><dd>" + HtmlPage.escape(value) + "</dd></div>");
  }

  private void coefficients() {
    LinearModel model = training.model();
    List<List<HtmlPage.Cell>> rows = new ArrayList<>();
    model
        .coefficients()
        .forEach((name, value) -> rows.add(List.of(HtmlPage.Cell.of(name), cell(value))));
    if (input.config().spec().intercept()) {
      rows.add(List.of(HtmlPage.Cell.of("(intercept)"), cell(model.intercept())));
    }
    page.table(
        "Coefficients on the original scale of the columns",
        List.of("feature", "coefficient"),
        rows);
  }

  private static HtmlPage.Cell cell(double value) {
    return HtmlPage.Cell.of(NumberFormats.rounded(value, DIGITS), value);
  }

  private void settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("data", input.dataName());
    all.put("target", input.rows().targetName());
    all.put("skipped rows", input.rows().skippedRows());
    input.summary().settings().forEach((name, value) -> all.put(words(name), value));
    all.put("final learning rate", NumberFormats.rounded(training.steps().learningRate(), DIGITS));
    all.put("updates", NumberFormats.count(training.steps().updates()));
    boolean squares = "squared".equals(input.summary().settings().get("loss"));
    all.put(
        squares ? "gap, variances of the target" : "gap, losses of a robust deviation",
        NumberFormats.rounded(training.gap(), 3));
    all.put("threads", input.config().threads());
    all.put("seed", input.summary().seed());
    all.put("checksum of the data", input.summary().fingerprint());
    all.putAll(input.summary().versions());
    List<List<HtmlPage.Cell>> rows = new ArrayList<>();
    all.forEach(
        (name, value) ->
            rows.add(List.of(HtmlPage.Cell.of(name), HtmlPage.Cell.of(String.valueOf(value)))));
    page.table("Settings and environment", List.of("setting", "value"), rows);
  }

  /** {@code batchSize} as {@code batch size}. */
  private static String words(String name) {
    return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
