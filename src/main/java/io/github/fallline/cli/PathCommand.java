package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.FoldOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.PathOptions;
import io.github.fallline.cli.options.TrainColumns;
import io.github.fallline.cli.result.PathReport;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.path.PathSettings;
import io.github.fallline.path.RegularizationPath;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.report.path.PathCharts;
import io.github.fallline.report.path.PathPage;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code path}: fits the models of many penalties, with cross-validation. */
final class PathCommand extends Command {
  private static final int PICTURE_WIDTH = 560;
  private static final int PICTURE_HEIGHT = 420;

  private final DataOptions data = new DataOptions(spec);
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.DATA));
  private final TrainColumns columns = new TrainColumns(spec);
  private final PathOptions options = new PathOptions(spec);
  private final FoldOptions folds = new FoldOptions(spec);
  private final CliOption<Optional<Path>> modelOutput = CommonOptions.modelOutput(spec, "");
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw coefficients and errors against the penalty.");
  private final CliOption<Optional<Path>> reportOutput =
      CommonOptions.report(spec, "coefficients and errors by penalty.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  PathCommand() {
    super(
        new CommandSpec(
            "fallline path",
            "Fit ridge, lasso or elastic net for many penalties, with cross-validation.",
            "fallline path DATA... --target=NAME [OPTION]..."));
    spec.description(
        "Reads the rows once: the sums that each fold leaves are enough for all penalties and for"
            + " exact cross-validation. DATA may be moments files, too, each of which is a fold;"
            + " with one of them there is no cross-validation.");
    spec.footer(
        "",
        "Examples:",
        "  fallline path prices.csv --target price",
        "  fallline path prices.csv --target price --mix 0 --folds 5",
        "  fallline path prices.csv --target price --choose one-se --model-output model.json",
        "  fallline path prices.csv --target price --plot path.png --report path.html");
  }

  /** What a pass leaves. */
  private record Folded(RowMetadata rows, FoldMoments folds, Schema schema) {}

  @Override
  int call(CommandIo io) {
    long startNanos = System.nanoTime();
    PathSettings settings = options.settings();
    FoldAssignment assignment = folds.assignment();
    Schema named = columns.schema(Optional.empty());
    List<Path> outputs = OutputPaths.given(modelOutput.value(), plot.value(), reportOutput.value());
    OutputPaths.requireUsable(data.filesAnd(), outputs);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    Terminal terminal = new Terminal(io.err());
    Folded folded = read(named, settings, assignment, terminal);
    RegularizationPath path = RegularizationPath.of(folded.rows, folded.folds, settings);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (modelOutput.isGiven()) {
      model(folded, path, settings).save(modelOutput.value().orElseThrow());
    }
    picture.ifPresent(
        file -> file.write(new PathCharts(path).sheet(PICTURE_WIDTH, PICTURE_HEIGHT)));
    if (reportOutput.isGiven()) {
      PathPage.write(
          reportOutput.value().orElseThrow(),
          data.name(),
          path,
          Map.of("rows", String.format("%,d", folded.rows.rows())));
    }
    PathReport report = new PathReport(data.name(), folded.rows, path, seconds);
    OutputPaths.reportWriter(io, outputs)
        .print(json.value() ? report.json() + "\n" : report.table());
    return ExitCodes.DONE;
  }

  private Folded read(
      Schema named, PathSettings settings, FoldAssignment assignment, Terminal terminal) {
    Schema schema = columns.withLevels(named, data, settings.spec().intercept(), terminal);
    int workers = CommonOptions.count(threads);
    boolean means = data.missing() == MissingValues.MEAN;
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(workers).withManyPasses(means);
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(schema, data.missing(), reading, progress, terminal)) {
      if (!means) {
        return new Folded(rows, FoldMoments.of(rows, assignment, workers), schema);
      }
      try (RowSource stored = rows.stored(Path.of(System.getProperty("java.io.tmpdir")))) {
        return new Folded(stored, FoldMoments.of(stored, assignment, workers), schema);
      }
    } catch (IllegalArgumentException e) {
      throw new InputException(data.name() + ": " + OptionWording.of(e.getMessage()), e);
    }
  }

  private RegressionResult model(Folded folded, RegularizationPath path, PathSettings settings) {
    CrossValidation validation = path.validation().orElseThrow();
    int chosen =
        options.chosen() == PathOptions.Chosen.BEST
            ? validation.best()
            : validation.simplestWithinOneStandardError();
    Objective objective = new Objective(Loss.SQUARED, path.points().get(chosen).penalty());
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withObjective(objective)
            .withForm(settings.spec());
    Training training =
        new MomentsTrainer(config).fit(folded.rows, folded.folds.all(), point -> {});
    return RegressionResult.of(config, training, folded.rows)
        .withName(data.name())
        .withSchema(folded.schema)
        .withWording(OptionWording::of);
  }
}
