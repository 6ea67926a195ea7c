package io.github.fallline.report.tuning;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.text.Seconds;
import io.github.fallline.tune.Trial;
import io.github.fallline.tune.Tuning;
import io.github.fallline.tune.TuningChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tuning as an HTML page. */
public final class TuningPage {
  private static final int DIGITS = 4;

  private TuningPage() {}

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @param data the name of the data
   * @param rows what is known of them
   * @param command what trains with the best settings
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(
      Path file, String data, RowMetadata rows, Tuning tuning, String command) {
    String name = data.substring(data.lastIndexOf('/') + 1);
    HtmlPage page =
        new HtmlPage("Tuning of " + tuning.config().method().label() + " steps on " + name);
    Trial best = tuning.best();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("best learning rate", NumberFormats.rounded(best.learningRate(), DIGITS));
    figures.put("rows a step", NumberFormats.count(best.batchRows()));
    figures.put(
        "time to a gap of " + NumberFormats.rounded(tuning.targetGap(), 2),
        best.reachedTarget() ? Seconds.format(best.seconds()) : "not reached");
    figures.put("decades a second", NumberFormats.rounded(best.decadesPerSecond(), 3));
    figures.put("rows", NumberFormats.count(rows.rows()));
    figures.put("features", NumberFormats.count(rows.featureNames().size()));
    figures.put("runs", NumberFormats.count(tuning.trials().size()));
    figures.put("tuned in", Seconds.format(tuning.seconds()));
    page.figures(figures);
    page.html("<p>To train with it:</p><pre tabindex=\"0\">" + HtmlPage.escape(command) + "</pre>");
    page.section("rates", "Learning rates and sizes of batches")
        .paragraph(
            "The gap is (loss − optimum) / (initial loss − optimum), after %s epochs; the speed is"
                    .formatted(NumberFormats.count(tuning.epochs()))
                + " how many powers of ten it shrinks in a second. The best trial is marked.")
        .columns(2, TuningChart.charts(tuning));
    List<List<Cell>> trials = new ArrayList<>();
    tuning.trials().forEach(trial -> trials.add(row(trial, trial.equals(best))));
    page.section("trials", "All trials")
        .table(
            "Trials of the last search",
            List.of(
                "learning rate",
                "rows a step",
                "verdict",
                "final gap",
                "epochs",
                "time",
                "decades/s",
                "best"),
            trials);
    page.write(file, "sort.js", "chart.js");
  }

  private static List<Cell> row(Trial trial, boolean best) {
    return List.of(
        Cell.of(trial.learningRate()),
        Cell.of(NumberFormats.count(trial.batchRows()), (double) trial.batchRows()),
        Cell.of(trial.status().label()),
        Cell.of(trial.gap()),
        Cell.of(trial.epochs()),
        Cell.of(
            (trial.reachedTarget() ? "" : "> ") + Seconds.format(trial.seconds()), trial.seconds()),
        Cell.of(trial.decadesPerSecond()),
        Cell.of(best ? "★" : ""));
  }
}
