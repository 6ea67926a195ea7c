package io.github.fallline.cli;

import io.github.fallline.chart.Drawing;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.options.PathOptions.Chosen;
import io.github.fallline.cli.result.PathReport;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.objective.Penalty;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.report.path.PathCharts;
import io.github.fallline.report.path.PathPage;
import io.github.fallline.stats.CrossValidation;
import java.nio.file.Path;
import java.util.Optional;

/** The models of many penalties. */
final class PenaltyPathResult implements PathResult {
  private final String name;
  private final PathInput input;
  private final RegularizationPath path;

  /**
   * Fits the models.
   *
   * @param name of the data
   */
  PenaltyPathResult(String name, PathInput input, PathSettings settings) {
    this.name = name;
    this.input = input;
    path =
        input.folds().isPresent()
            ? RegularizationPath.of(input.rows(), input.folds().get(), settings)
            : RegularizationPath.of(input.rows(), input.moments(), settings);
  }

  @Override
  public Optional<String> note() {
    return path.note().map(OptionWording::of);
  }

  @Override
  public RegressionResult model(Chosen chosen) {
    CrossValidation validation = ChosenModel.validation(path.validation());
    int point =
        chosen == Chosen.BEST ? validation.best() : validation.simplestWithinOneStandardError();
    Penalty penalty = path.points().get(point).penalty();
    return ChosenModel.of(
        name,
        input.rows(),
        input.moments(),
        input.schema(),
        ChosenModel.config(penalty, path.settings().spec()));
  }

  @Override
  public Drawing picture() {
    return new PathCharts(path).sheet(ChosenModel.PICTURE_WIDTH, ChosenModel.PICTURE_HEIGHT);
  }

  @Override
  public void writePage(Path file) {
    PathPage.write(file, name, input.rows(), path);
  }

  @Override
  public String text(double seconds, boolean json) {
    PathReport report = new PathReport(name, input.rows(), path, seconds);
    return json ? report.json() : report.table();
  }
}
