package io.github.fallline.report.path;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.path.PathPoint;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.stats.CrossValidation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A regularization path as an HTML page. */
public final class PathPage {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 330;
  private static final int DIGITS = 7;

  private final RegularizationPath path;
  private final HtmlPage page;

  private PathPage(String data, RegularizationPath path) {
    this.path = path;
    page =
        new HtmlPage(
            "Path of " + path.targetName() + " on " + data.substring(data.lastIndexOf('/') + 1));
  }

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @param data the name of the data
   * @param rows what is known of them
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, String data, RowMetadata rows, RegularizationPath path) {
    PathPage written = new PathPage(data, path);
    written.fill(rows);
    written.page.write(file, "sort.js", "chart.js");
  }

  private void fill(RowMetadata rows) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("rows", NumberFormats.count(rows.rows()));
    figures.put("features", NumberFormats.count(path.featureNames().size()));
    figures.put("penalties", NumberFormats.count(path.points().size()));
    path.validation().ifPresent(validation -> addErrors(figures, validation));
    page.figures(figures);
    PathCharts charts = new PathCharts(path);
    page.section("path", "Coefficients and errors by penalty");
    page.columns(
        2,
        path.validation().isPresent()
            ? List.of(charts.coefficients(WIDTH, HEIGHT), charts.errors(WIDTH, HEIGHT))
            : List.of(charts.coefficients(WIDTH, HEIGHT)));
    coefficients();
    penalties();
  }

  private void addErrors(Map<String, String> figures, CrossValidation validation) {
    figures.put("folds", NumberFormats.count(validation.folds()));
    figures.put(
        "least mean squared error",
        NumberFormats.rounded(validation.mean(validation.best()), DIGITS));
    figures.put(
        "its standard error",
        NumberFormats.rounded(validation.standardError(validation.best()), DIGITS));
  }

  /** The models that matter: with cross-validation two, otherwise that of the least penalty. */
  private void coefficients() {
    Optional<CrossValidation> validation = path.validation();
    int last = path.points().size() - 1;
    int best = validation.map(CrossValidation::best).orElse(last);
    int simple = validation.map(CrossValidation::simplestWithinOneStandardError).orElse(last);
    page.section("coefficients", "Coefficients");
    List<String> headings = new ArrayList<>(List.of("feature"));
    headings.add(validation.isPresent() ? "best" : "least penalty");
    if (validation.isPresent()) {
      headings.add("within one standard error");
    }
    List<List<HtmlPage.Cell>> rows = new ArrayList<>();
    if (path.settings().spec().intercept()) {
      rows.add(
          row(
              "(intercept)",
              path.points().get(best).intercept(),
              path.points().get(simple).intercept(),
              validation.isPresent()));
    }
    double[] ofBest = path.coefficients(best);
    double[] ofSimple = path.coefficients(simple);
    for (int j = 0; j < ofBest.length; j++) {
      rows.add(row(path.featureNames().get(j), ofBest[j], ofSimple[j], validation.isPresent()));
    }
    page.table("Coefficients on the original scale; 0 is not in the model", headings, rows);
  }

  private static List<HtmlPage.Cell> row(
      String name, double best, double simple, boolean validated) {
    List<HtmlPage.Cell> row = new ArrayList<>(List.of(HtmlPage.Cell.of(name)));
    row.add(HtmlPage.Cell.of(best));
    if (validated) {
      row.add(HtmlPage.Cell.of(simple));
    }
    return row;
  }

  private void penalties() {
    page.section("penalties", "Penalties");
    List<String> headings =
        new ArrayList<>(List.of("l1", "l2", "features", "r²", "mean squared error"));
    path.validation().ifPresent(known -> headings.addAll(List.of("validated", "± se")));
    List<List<HtmlPage.Cell>> rows = new ArrayList<>();
    for (int i = 0; i < path.points().size(); i++) {
      PathPoint point = path.points().get(i);
      List<HtmlPage.Cell> row = new ArrayList<>();
      row.add(HtmlPage.Cell.of(point.penalty().l1()));
      row.add(HtmlPage.Cell.of(point.penalty().l2()));
      row.add(HtmlPage.Cell.of(point.nonzero()));
      row.add(HtmlPage.Cell.of(point.r2()));
      row.add(HtmlPage.Cell.of(point.squaredError()));
      int place = i;
      path.validation()
          .ifPresent(
              known -> {
                row.add(HtmlPage.Cell.of(known.mean(place)));
                row.add(HtmlPage.Cell.of(known.standardError(place)));
              });
      rows.add(row);
    }
    page.table("All penalties, the largest first", headings, rows);
  }
}
