package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CheckpointOptions;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.ExposureOption;
import io.github.fallline.cli.options.InferenceOptions;
import io.github.fallline.cli.options.LogTargetOption;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.RowsOptions;
import io.github.fallline.cli.options.TrainColumns;
import io.github.fallline.cli.options.TrainOptions;
import io.github.fallline.cli.options.ValidationOption;
import io.github.fallline.cli.result.GroupReport;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.csv.RowIndex;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.descent.CheckpointMismatchException;
import io.github.fallline.descent.CheckpointPolicy;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.files.InputException;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.regression.StatisticsOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code train}: fits a linear model. */
final class TrainCommand extends Command {
  private final DataOptions data = new DataOptions(spec);
  private final ValidationOption validation = new ValidationOption(spec);
  private final TrainColumns columns = new TrainColumns(spec);
  private final CliOption<Boolean> interceptOnly =
      spec.section(Section.COLUMNS)
          .flag("--intercept-only", "Use no features: the model is a constant.");
  private final CliOption<Optional<String>> by =
      spec.section(Section.COLUMNS)
          .optional(
              Converter.TEXT,
              "--by=NAME",
              "Column of groups, numbers or words: each gets a model of its own, in one pass."
                  + " --model-output holds all of them, for predict and evaluate.");
  private final ExposureOption exposure = new ExposureOption(spec);
  private final LogTargetOption logTarget = new LogTargetOption(spec);
  private final TrainOptions options = new TrainOptions(spec);
  private final RowsOptions rowsOptions = new RowsOptions(spec);
  private final CheckpointOptions checkpointing = new CheckpointOptions(spec);
  private final InferenceOptions inference = new InferenceOptions(spec);
  private final CliOption<Optional<Path>> modelOutput = CommonOptions.modelOutput(spec, "");
  private final CliOption<Optional<Path>> historyOutput = CommonOptions.historyOutput(spec);
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw the loss against the epochs.");
  private final CliOption<Optional<Path>> reportOutput =
      CommonOptions.report(spec, "coefficients with tests, residuals, curves and settings.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  TrainCommand() {
    super(
        new CommandSpec(
            "fallline train",
            "Fit a linear model by gradient descent.",
            "fallline train DATA... --target=NAME [OPTION]..."));
    spec.footer(
        "",
        "Examples:",
        "  fallline train prices.csv --target price",
        "  fallline train prices.csv --target price --exclude id,street --missing skip",
        "  fallline train cars.csv --target mpg --categorical one-hot",
        "  fallline train prices.csv.gz --target price --method mini-batch --batch-size 64",
        "  fallline train prices.csv --target price --model-output model.json --json",
        "  fallline train prices.csv --target price --plot loss.png --report training.html");
  }

  @Override
  int call(CommandIo io) {
    long startNanos = System.nanoTime();
    TrainingConfig config = options.config();
    Optional<PenaltySearch> search = options.search();
    rowsOptions.check();
    validation.check();
    inference.check();
    checkpointing.check();
    Schema named = columns.schema(rowsOptions.cache());
    inference.checkClusters(config.objective().loss(), rowsOptions.cache());
    exposure.check(config.objective().loss(), rowsOptions.cache());
    logTarget.check(config.objective().loss());
    exposureFits();
    List<Path> moments = data.momentsFiles();
    if (by.isGiven()) {
      return trainGroups(moments, config, search, named, startNanos, io);
    }
    if (!moments.isEmpty()) {
      return trainOnMoments(moments, config, search, featuresOf(named, config), startNanos, io);
    }
    Schema asked = inference.apply(exposure.apply(featuresOf(named, config)));
    List<Path> outputs =
        OutputPaths.given(
            modelOutput.value(),
            historyOutput.value(),
            plot.value(),
            reportOutput.value(),
            rowsOptions.cache(),
            checkpointing.file());
    OutputPaths.requireUsable(data.filesAnd(), outputs);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    Terminal terminal = new Terminal(io.err());
    Optional<CheckpointPolicy> checkpoints = checkpointing.checkpoints(terminal);
    Schema schema = columns.withLevels(asked, data, config.spec().intercept(), terminal);
    Optional<Split> split = validation.split(config.shuffling().seed());
    Optional<RowKeys> keys =
        inference.cluster().isPresent() ? Optional.of(new RowKeys()) : Optional.empty();
    Optional<RowExposures> exposures = exposure.exposures();
    RowIndex index = new RowIndex();
    ReadingOptions reading = reading(config, schema, split, keys, exposures, index);
    boolean drawn = reportOutput.isGiven() || picture.isPresent();
    StatisticsOptions statistics = inference.statistics(keys);
    if (reportOutput.isGiven()) {
      statistics = statistics.withInfluence();
    }
    LinearRegression regression =
        regression(config, exposures)
            .named(data.name())
            .withSchema(schema)
            .withStatistics(statistics);
    if (search.isPresent()) {
      regression = regression.withPenaltySearch(search.get());
    }
    if (split.isPresent()) {
      regression = regression.withValidation(split.get());
      regression = drawn || historyOutput.isGiven() ? regression.withValidationCurve() : regression;
    }
    boolean often =
        exposures.isPresent()
            || logTarget.isOn()
            || drawn
            || split.isPresent()
            || keys.isPresent()
            || search.isPresent();
    try (Progress progress = terminal.progress("training");
        RowStream rows =
            often
                ? rowsOptions.source(data, schema, reading, terminal, progress)
                : rowsOptions.stream(
                    data, schema, config, reading, statistics.readsAgain(), terminal, progress)) {
      double loadSeconds = (System.nanoTime() - startNanos) / 1e9;
      RegressionResult result =
          train(regression, rows, schema, progress, checkpoints.orElse(CheckpointPolicy.NONE))
              .withLoadSeconds(loadSeconds)
              .withWording(OptionWording::of);
      if (!result.influentialRows().isEmpty()) {
        result =
            result.withInfluentialRows(
                InfluentialRows.locate(result.influentialRows(), data, schema, index));
      }
      writeFiles(result);
      if (picture.isPresent()) {
        result.plot(picture.get().path());
      }
      if (reportOutput.isGiven()) {
        result.report(reportOutput.value().orElseThrow());
      }
      print(result, outputs, terminal, io);
    }
    return ExitCodes.DONE;
  }

  /** Writes history and model, before pictures: a training is not lost with them. */
  private void writeFiles(RegressionResult result) {
    if (historyOutput.isGiven()) {
      result.history(historyOutput.value().orElseThrow());
    }
    if (modelOutput.isGiven()) {
      result.save(modelOutput.value().orElseThrow());
    }
  }

  /** The results; caches and checkpoints are none. */
  private List<Path> written() {
    return OutputPaths.given(
        modelOutput.value(), historyOutput.value(), plot.value(), reportOutput.value());
  }

  private void print(RegressionResult result, List<Path> outputs, Terminal terminal, CommandIo io) {
    result.notes().forEach(terminal::note);
    OutputPaths.noteWritten(terminal, written());
    OutputPaths.reportWriter(io, outputs).println(json.value() ? result.json() : result.toString());
  }

  private LinearRegression regression(TrainingConfig config, Optional<RowExposures> exposures) {
    LinearRegression plain = LinearRegression.of(config);
    if (exposures.isPresent()) {
      return plain.withExposure(exposure.exposure().orElseThrow(), exposures.get());
    }
    return logTarget.isOn() ? plain.withLogTarget(logTarget.center()) : plain;
  }

  /** Trains on moments files instead of rows. */
  private int trainOnMoments(
      List<Path> files,
      TrainingConfig config,
      Optional<PenaltySearch> search,
      Schema columns,
      long startNanos,
      CommandIo io) {
    MomentsTraining moments =
        new MomentsTraining(data.name(), files, spec, config, search, inference);
    List<Path> outputs = OutputPaths.given(modelOutput.value(), historyOutput.value());
    OutputPaths.requireUsable(files, outputs);
    Terminal terminal = new Terminal(io.err());
    RegressionResult result = moments.train(columns, startNanos, point -> {}, terminal);
    writeFiles(result);
    print(result, outputs, terminal, io);
    return ExitCodes.DONE;
  }

  /** Trains a model for each group. */
  private int trainGroups(
      List<Path> moments,
      TrainingConfig config,
      Optional<PenaltySearch> search,
      Schema named,
      long startNanos,
      CommandIo io) {
    GroupTraining groups = new GroupTraining(by.value().orElseThrow(), data, spec, config);
    if (!moments.isEmpty() || search.isPresent()) {
      throw new UsageException(
          "--by: expected rows as DATA, and numbers for --l1 and --l2 (fallline path finds them)");
    }
    List<Path> outputs = OutputPaths.given(modelOutput.value());
    OutputPaths.requireUsable(data.filesAnd(), outputs);
    Terminal terminal = new Terminal(io.err());
    Schema without = UsageException.check(() -> named.withGroups(by.value().orElseThrow()));
    Schema schema = columns.withLevels(without, data, config.spec().intercept(), terminal);
    GroupReport report = groups.train(schema, startNanos, terminal);
    if (modelOutput.isGiven()) {
      report.model().save(modelOutput.value().orElseThrow());
    }
    OutputPaths.noteWritten(terminal, outputs);
    PrintWriter out = OutputPaths.reportWriter(io, outputs);
    if (json.value()) {
      out.println(report.json());
    } else {
      out.print(report.table());
      out.flush();
    }
    return ExitCodes.DONE;
  }

  private ReadingOptions reading(
      TrainingConfig config,
      Schema schema,
      Optional<Split> split,
      Optional<RowKeys> keys,
      Optional<RowExposures> exposures,
      RowIndex index) {
    ReadingOptions reading = rowsOptions.reading(config, schema).withIndex(index);
    ReadingOptions keyed = keys.isPresent() ? reading.withKeys(keys.get()) : reading;
    ReadingOptions exposed = exposures.isPresent() ? keyed.withExposures(exposures.get()) : keyed;
    return split.isPresent() ? exposed.withSplit(split.get()) : exposed;
  }

  /** The features, unless there are to be none. */
  private Schema featuresOf(Schema named, TrainingConfig config) {
    if (!interceptOnly.value()) {
      return named;
    }
    if (!config.spec().intercept()) {
      throw new UsageException("--intercept-only: expected no --no-intercept with it");
    }
    try {
      return named.withoutFeatures();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--intercept-only: a model without features has neither --features nor --exclude");
    }
  }

  private void exposureFits() {
    if (reportOutput.isGiven() && exposure.exposure().isPresent()) {
      throw new UsageException(
          OptionWording.option(exposure.exposure().get().kind().setting())
              + ": --report draws rows without exposures only; leave out one of the two");
    }
  }

  private RegressionResult train(
      LinearRegression regression,
      RowStream rows,
      Schema schema,
      Progress progress,
      CheckpointPolicy checkpoints) {
    Consumer<Trace.Point> observer =
        point ->
            progress.state(
                () ->
                    String.format(
                        Locale.ROOT, "epoch %,d, loss %.6g", point.epoch(), point.loss()));
    try {
      return regression.fit(rows, observer, checkpoints);
    } catch (CheckpointMismatchException e) {
      throw new InputException(checkpointing.file().orElseThrow() + ": " + e.getMessage(), e);
    } catch (WrongNumberException e) {
      throw data.refusal(e, schema);
    } catch (IllegalArgumentException e) {
      // The settings alone were checked before: it is the rows that they do not fit.
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    } finally {
      progress.close();
    }
  }
}
