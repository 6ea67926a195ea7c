package io.github.fallline.report.path;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Series.Style;
import io.github.fallline.selection.SubsetModel;
import io.github.fallline.selection.SubsetSelection;
import io.github.fallline.stats.CrossValidation;
import java.util.ArrayList;
import java.util.List;

/** Subsets of the features in pictures, against their number. */
public final class SubsetChart {
  private SubsetChart() {}

  /** The errors, and the criteria beside them. */
  public static Drawing sheet(String target, SubsetSelection selection, int width, int height) {
    return Drawing.sheet(
        "Subsets of the features for " + target,
        2,
        List.of(errors(target, selection, width, height), criteria(selection, width, height)));
  }

  /** The mean squared error on the rows, and in cross-validation with its standard error. */
  static Drawing errors(String target, SubsetSelection selection, int width, int height) {
    List<Series> series = new ArrayList<>();
    List<DataPoint> own = new ArrayList<>();
    for (int i = 0; i < selection.models().size(); i++) {
      own.add(DataPoint.of(i, selection.models().get(i).squaredError()));
    }
    series.add(new Series("on these rows", Style.DASHES, Palette.GREY, own));
    selection.validation().ifPresent(known -> addErrors(series, known));
    return new LineChart(
            "Error by number of features",
            Axis.linear("features"),
            Axis.linear("mean squared error, " + target + "²"),
            series)
        .draw(width, height);
  }

  private static void addErrors(List<Series> series, CrossValidation validation) {
    List<DataPoint> means = new ArrayList<>();
    for (int i = 0; i < validation.models(); i++) {
      double mean = validation.mean(i);
      double error = validation.standardError(i);
      means.add(new DataPoint(i, mean - error, mean, mean + error));
    }
    series.add(
        new Series("in cross-validation ± its standard error", Style.LINE, Palette.BLUE, means));
    int best = validation.best();
    series.add(
        new Series(
            "best",
            Style.DIAMONDS,
            Palette.VERMILION,
            List.of(DataPoint.of(best, validation.mean(best)))));
  }

  /** AIC and BIC less the least of each. */
  static Drawing criteria(SubsetSelection selection, int width, int height) {
    List<SubsetModel> models = selection.models();
    double leastAic = models.get(selection.bestByAic()).aic();
    double leastBic = models.get(selection.bestByBic()).bic();
    List<DataPoint> aic = new ArrayList<>();
    List<DataPoint> bic = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      aic.add(DataPoint.of(i, models.get(i).aic() - leastAic));
      bic.add(DataPoint.of(i, models.get(i).bic() - leastBic));
    }
    return new LineChart(
            "Criteria by number of features",
            Axis.linear("features"),
            Axis.linear("above the least"),
            List.of(
                new Series("AIC", Style.LINE, Palette.VERMILION, aic),
                new Series("BIC", Style.LINE, Palette.GREEN, bic)))
        .draw(width, height);
  }
}
