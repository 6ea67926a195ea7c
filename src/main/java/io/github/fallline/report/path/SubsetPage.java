package io.github.fallline.report.path;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.selection.SubsetModel;
import io.github.fallline.selection.SubsetSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Subsets of the features as an HTML page. */
public final class SubsetPage {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 330;
  private static final int DIGITS = 7;

  private SubsetPage() {}

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @param data the name of the data
   * @param rows what is known of them
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, String data, RowMetadata rows, SubsetSelection selection) {
    HtmlPage page =
        new HtmlPage(
            "Subsets of features for "
                + rows.targetName()
                + " on "
                + data.substring(data.lastIndexOf('/') + 1));
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("rows", NumberFormats.count(rows.rows()));
    figures.put("features", NumberFormats.count(rows.featureNames().size()));
    selection
        .validation()
        .ifPresent(
            known -> {
              figures.put("folds", NumberFormats.count(known.folds()));
              figures.put("features of the best", NumberFormats.count(known.best()));
            });
    figures.put("by AIC", NumberFormats.count(selection.bestByAic()));
    figures.put("by BIC", NumberFormats.count(selection.bestByBic()));
    page.figures(figures);
    page.section("errors", "Errors and criteria by number of features");
    page.columns(
        2,
        List.of(
            SubsetChart.errors(rows.targetName(), selection, WIDTH, HEIGHT),
            SubsetChart.criteria(selection, WIDTH, HEIGHT)));
    page.section("models", "Models");
    models(page, selection);
    page.write(file, "sort.js", "chart.js");
  }

  private static void models(HtmlPage page, SubsetSelection selection) {
    List<String> headings =
        new ArrayList<>(List.of("number", "features", "r²", "adjusted r²", "AIC", "BIC"));
    selection.validation().ifPresent(known -> headings.addAll(List.of("validated", "± se")));
    List<List<HtmlPage.Cell>> rows = new ArrayList<>();
    for (int i = 0; i < selection.models().size(); i++) {
      SubsetModel model = selection.models().get(i);
      List<HtmlPage.Cell> row = new ArrayList<>();
      row.add(HtmlPage.Cell.of(i));
      row.add(HtmlPage.Cell.of(String.join(", ", model.features())));
      row.add(HtmlPage.Cell.of(model.r2()));
      row.add(HtmlPage.Cell.of(model.adjustedR2()));
      row.add(criterion(model.aic()));
      row.add(criterion(model.bic()));
      int place = i;
      selection
          .validation()
          .ifPresent(
              known -> {
                row.add(HtmlPage.Cell.of(known.mean(place)));
                row.add(HtmlPage.Cell.of(known.standardError(place)));
              });
      rows.add(row);
    }
    page.table("The model of every number of features", headings, rows);
  }

  /** Differences of criteria count, however large they are. */
  private static HtmlPage.Cell criterion(double value) {
    return HtmlPage.Cell.of(NumberFormats.rounded(value, DIGITS), value);
  }
}
