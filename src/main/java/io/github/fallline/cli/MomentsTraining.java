package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.InferenceOptions;
import io.github.fallline.cli.result.MomentsText;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.files.InputException;
import io.github.fallline.moments.DataMoments;
import io.github.fallline.moments.MomentFolds;
import io.github.fallline.moments.MomentSelection;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.regression.StatisticsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A training of {@code train} from moments files instead of rows. */
final class MomentsTraining {
  /** The options of train that need no rows; others are rejected. */
  private static final Set<String> WITHOUT_ROWS =
      Set.of(
          "DATA",
          "--target",
          "--features",
          "--exclude",
          "--intercept-only",
          "--method",
          "--update",
          "--momentum",
          "--gradient",
          "--precondition",
          "--initial-weight",
          "--seed",
          "--threads",
          "--learning-rate",
          "--schedule",
          "--schedule-rate",
          "--schedule-power",
          "--schedule-epochs",
          "--loss",
          "--l1",
          "--l2",
          "--intercept",
          "--standardize",
          "--epochs",
          "--tolerance",
          "--patience",
          "--standard-errors",
          "--confidence-level",
          "--model-output",
          "--history-output",
          "--json",
          "--debug");

  private final String name;
  private final List<Path> files;
  private final TrainingConfig config;
  private final Optional<PenaltySearch> search;
  private final StatisticsOptions statistics;

  /**
   * @param name of the data
   * @param given the command line
   * @throws UsageException if an option or a setting needs rows
   */
  MomentsTraining(
      String name,
      List<Path> files,
      CommandSpec given,
      TrainingConfig config,
      Optional<PenaltySearch> search,
      InferenceOptions inference) {
    this.name = name;
    this.files = files;
    this.config = config;
    this.search = search;
    statistics = inference.statistics(Optional.empty());
    for (CliOption<?> option : given.given()) {
      if (!WITHOUT_ROWS.contains(option.name())) {
        throw needsRows(option.name());
      }
    }
    if (search.isPresent() && files.size() == 1) {
      throw new UsageException(
          files.get(0)
              + ": expected rows or several moments files, each a fold, to find a penalty by"
              + " cross-validation; give a number for --l1 or --l2");
    }
    if (statistics.readsAgain()) {
      throw needsRows("--standard-errors " + statistics.covariance().label());
    }
    try {
      new MomentsTrainer(config);
    } catch (IllegalArgumentException e) {
      throw new UsageException(files.get(0) + ": " + e.getMessage());
    }
  }

  private UsageException needsRows(String option) {
    return new UsageException(
        option + ": needs rows, and " + files.get(0) + " holds moments; leave it out or give rows");
  }

  /**
   * Trains.
   *
   * @param columns target and features
   * @throws InputException if the files cannot be read, or lack a column
   */
  RegressionResult train(
      Schema columns, long startNanos, Consumer<Trace.Point> observer, Terminal terminal) {
    MomentFolds folds = MergedMoments.folds(files);
    DataMoments moments = folds.all();
    double loadSeconds = (System.nanoTime() - startNanos) / 1e9;
    try {
      TrainingConfig settings = penalized(folds, columns, terminal);
      MomentSelection selection = moments.selection(columns, settings);
      Training training = moments.fit(selection, settings, observer);
      double totalSeconds = (System.nanoTime() - startNanos) / 1e9;
      MomentsText.digitsLost(moments, files.get(0)).ifPresent(terminal::note);
      Schema used =
          Schema.target(selection.target())
              .withCategorical(selection.categorical())
              .withDates(selection.dates());
      return RegressionResult.of(settings, training, moments.metadata(selection))
          .withName(name)
          .withSchema(used)
          .withSeconds(loadSeconds, totalSeconds - loadSeconds)
          .withStatistics(statistics)
          .withWording(OptionWording::of);
    } catch (IllegalArgumentException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
  }

  /** The settings with the penalty that is to be found, if one is. */
  private TrainingConfig penalized(MomentFolds folds, Schema columns, Terminal terminal) {
    if (search.isEmpty()) {
      return config;
    }
    PenaltySearch.Choice choice = folds.choose(columns, search.get(), config.spec());
    terminal.note(OptionWording.of(choice.note()));
    return config.withObjective(new Objective(Loss.SQUARED, choice.penalty()));
  }
}
