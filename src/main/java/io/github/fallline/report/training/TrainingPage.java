package io.github.fallline.report.training;

import io.github.fallline.chart.Drawing;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Penalty;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.NumberFormats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One training as an HTML page: coefficients with their tests, residuals, the way down and
 * settings, and with one feature the fitted line.
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
    page.page.write(file, "sort.js", "chart.js", "training.js");
  }

  private void fill() {
    outcome();
    page.contents();
    FitCharts charts = new FitCharts(training.model(), input.rows());
    new CoefficientsSection(input, page).write(charts, WIDTH);
    fit(charts);
    LossCurve curve = new LossCurve(input);
    page.section("loss", "Convergence")
        .html("<div id=\"loss-chart\"></div>")
        .html("<noscript>")
        .columns(2, List.of(curve.byEpoch(WIDTH, HEIGHT), curve.bySeconds(WIDTH, HEIGHT)))
        .html("</noscript>")
        .html(
            "<script type=\"application/json\" id=\"trace-data\">"
                + new TraceData(input, List.of(input.shortName() + ": " + method())).json()
                + "</script>");
    page.section("settings", "Settings and versions");
    settings();
  }

  /** The fit on a sample of the rows, as far as there are no pictures of all rows. */
  private void fit(FitCharts charts) {
    ReportedStatistics statistics = input.statistics();
    Optional<ResidualAnalysis> analysis = statistics.residuals();
    List<Drawing> drawings = new ArrayList<>();
    int features = training.model().coefficients().size();
    boolean one = features == 1;
    if (one) {
      drawings.add(charts.fittedLine(WIDTH, HEIGHT));
    }
    if (analysis.isEmpty()) {
      drawings.add(charts.residuals(WIDTH, HEIGHT));
    }
    if (features > 1 && statistics.inference().table().isEmpty()) {
      drawings.add(charts.effects(WIDTH));
    }
    if (!drawings.isEmpty()) {
      page.section("fit", "The fit").paragraph("Shown: " + charts.rowsShown() + ".");
      page.columns(2, drawings);
    }
    if (analysis.isPresent()) {
      RegressionStatistics fit = statistics.inference().leastSquares().orElseThrow();
      new ResidualsSection(input, analysis.get(), fit, page).write(WIDTH, HEIGHT);
    }
  }

  /** How it was trained, in one line. */
  private String method() {
    TrainingConfig config = input.config();
    StringBuilder text = new StringBuilder(config.method().label());
    config.method().batchSize().ifPresent(size -> text.append(" of ").append(size));
    if (training.gradients() == GradientMethod.Gradients.MOMENTS) {
      text.append(" by moments");
    }
    if (!config.takesPlainSteps()) {
      text.append(", ").append(config.updateLabel());
    }
    text.append(", ").append(config.objective().loss().label()).append(" loss");
    if (input.isPenalized()) {
      Penalty penalty = config.objective().penalty();
      text.append(", penalties l1 ").append(NumberFormats.rounded(penalty.l1(), 4));
      text.append(", l2 ").append(NumberFormats.rounded(penalty.l2(), 4));
    }
    text.append(", learning rate ").append(NumberFormats.rounded(training.learningRate(), 4));
    text.append(config.learningRate().isAutomatic() ? " (automatic)" : "");
    return text.toString();
  }

  private void outcome() {
    page.html("<p class=\"answer\">" + HtmlPage.escape(method()) + "</p>");
    String formula = new ModelFormula(training.model()).text();
    page.html("<p class=\"formula\">" + HtmlPage.escape(formula) + "</p>");
    RegressionMetrics metrics = training.metrics();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(
        input.config().spec().intercept() ? "r²" : "r², centred",
        NumberFormats.rounded(metrics.r2(), DIGITS));
    String target = input.rows().targetName();
    figures.put("rmse, " + target, NumberFormats.rounded(metrics.rmse(), DIGITS));
    figures.put("mae, " + target, NumberFormats.rounded(metrics.mae(), DIGITS));
    input.summary().validation().ifPresent(held -> heldOut(figures, held.metrics()));
    figures.put("rows", NumberFormats.count(input.rows().rows()));
    figures.put("epochs", NumberFormats.count(training.epochs()));
    figures.put("seconds", NumberFormats.rounded(training.seconds(), 3));
    figures.put("ended", training.stopReason().label());
    page.figures(figures);
    training.notes().forEach(page::paragraph);
  }

  private void heldOut(Map<String, String> figures, RegressionMetrics metrics) {
    String target = input.rows().targetName();
    figures.put("r² on rows held out", NumberFormats.rounded(metrics.r2(), DIGITS));
    figures.put("rmse on them, " + target, NumberFormats.rounded(metrics.rmse(), DIGITS));
    figures.put("mae on them, " + target, NumberFormats.rounded(metrics.mae(), DIGITS));
    figures.put("rows held out", NumberFormats.count(metrics.rows()));
  }

  private void settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("data", input.dataName());
    all.put("target", input.rows().targetName());
    all.put("skipped rows", input.rows().skippedRows());
    input.summary().settings().forEach((name, value) -> all.put(words(name), value));
    all.put("final learning rate", NumberFormats.rounded(training.learningRate(), DIGITS));
    all.put("updates", NumberFormats.count(training.updates()));
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
