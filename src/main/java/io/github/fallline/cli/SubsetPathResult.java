package io.github.fallline.cli;

import io.github.fallline.chart.Drawing;
import io.github.fallline.cli.options.PathOptions.Chosen;
import io.github.fallline.cli.result.SubsetReport;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.moments.DataMoments;
import io.github.fallline.moments.MomentSelection;
import io.github.fallline.objective.Penalty;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.report.path.SubsetChart;
import io.github.fallline.report.path.SubsetPage;
import io.github.fallline.selection.SubsetSelection;
import io.github.fallline.stats.Moments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The models of many subsets of the features. */
final class SubsetPathResult implements PathResult {
  private final String name;
  private final PathInput input;
  private final ModelSpec spec;
  private final SubsetSelection.Method method;
  private final SubsetSelection selection;

  /**
   * Chooses the features.
   *
   * @param name of the data
   */
  SubsetPathResult(String name, PathInput input, ModelSpec spec, SubsetSelection.Method method) {
    this.name = name;
    this.input = input;
    this.spec = spec;
    this.method = method;
    selection =
        input.folds().isPresent()
            ? SubsetSelection.of(input.rows(), input.folds().get(), spec.intercept(), method)
            : SubsetSelection.of(input.rows(), input.moments(), spec.intercept(), method);
  }

  @Override
  public Optional<String> note() {
    return Optional.empty();
  }

  @Override
  public RegressionResult model(Chosen chosen) {
    MomentSelection part = part(selection.models().get(size(chosen)).features());
    DataMoments all = DataMoments.of(input.rows(), input.moments());
    Schema schema =
        Schema.target(part.target()).withCategorical(part.categorical()).withDates(part.dates());
    return ChosenModel.of(
        name,
        all.metadata(part),
        all.moments(part),
        schema,
        ChosenModel.config(Penalty.NONE, spec));
  }

  /**
   * The columns of the model. Of a column of words or dates that has a chosen feature all are
   * there, those not chosen as zeros: a model needs all of them to read the column.
   */
  private MomentSelection part(List<String> chosen) {
    Set<String> used = new HashSet<>(chosen);
    List<CategoricalColumn> words = new ArrayList<>();
    for (CategoricalColumn column : input.schema().categorical()) {
      if (!Collections.disjoint(column.indicators(), chosen)) {
        words.add(column);
        used.addAll(column.indicators());
      }
    }
    List<DateColumn> dates = new ArrayList<>();
    for (DateColumn column : input.schema().dates()) {
      if (!Collections.disjoint(column.features(), chosen)) {
        dates.add(column);
        used.addAll(column.features());
      }
    }
    List<String> names = input.rows().featureNames();
    List<String> features = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      if (used.contains(names.get(j))) {
        features.add(names.get(j));
        places.add(chosen.contains(names.get(j)) ? j : Moments.ZERO);
      }
    }
    if (features.isEmpty()) {
      features.add(Schema.NO_FEATURE);
      places.add(Moments.ZERO);
    }
    places.add(names.size());
    return new MomentSelection(input.rows().targetName(), features, places, words, dates);
  }

  private int size(Chosen chosen) {
    return switch (chosen) {
      case BEST -> ChosenModel.validation(selection.validation()).best();
      case ONE_SE ->
          ChosenModel.validation(selection.validation()).simplestWithinOneStandardError();
      case AIC -> selection.bestByAic();
      case BIC -> selection.bestByBic();
    };
  }

  @Override
  public Drawing picture() {
    return SubsetChart.sheet(
        input.rows().targetName(),
        selection,
        ChosenModel.PICTURE_WIDTH,
        ChosenModel.PICTURE_HEIGHT);
  }

  @Override
  public void writePage(Path file) {
    SubsetPage.write(file, name, input.rows(), selection);
  }

  @Override
  public String text(double seconds, boolean json) {
    String words = method == SubsetSelection.Method.BEST ? "best subsets" : "forward selection";
    SubsetReport report =
        new SubsetReport(name, input.rows(), words, selection, this::tableColumns, seconds);
    return json ? report.json() : report.table();
  }

  /** The columns of the table that make up features; empty if they make up more. */
  private Optional<List<String>> tableColumns(List<String> features) {
    MomentSelection part = part(features);
    if (part.features().size() > features.size()) {
      return Optional.empty();
    }
    return Optional.of(
        Schema.ofModel(
                Optional.empty(), features, part.categorical(), part.dates(), UnseenLevels.FAIL)
            .features());
  }
}
