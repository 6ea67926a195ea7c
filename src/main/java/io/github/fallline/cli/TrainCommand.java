package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
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
import io.github.fallline.cli.result.HistoryFile;
import io.github.fallline.cli.result.InferenceReport;
import io.github.fallline.cli.result.TrainingReport;
import io.github.fallline.cli.result.UntrainedLevels;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Plural;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.csv.RowIndex;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.descent.CheckpointMismatchException;
import io.github.fallline.descent.CheckpointPolicy;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.inference.Clusters;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.TrainingSummary;
import io.github.fallline.report.training.LossCurve;
import io.github.fallline.report.training.ReportedStatistics;
import io.github.fallline.report.training.TrainingPage;
import io.github.fallline.report.training.TrainingPageInput;
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
    if (!moments.isEmpty()) {
      return trainOnMoments(moments, config, featuresOf(named, config), startNanos, io);
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
    TrainedTarget target = new TrainedTarget(exposure, logTarget);
    Optional<Split> split = validation.split(config.shuffling().seed());
    Optional<RowKeys> keys =
        inference.cluster().isPresent() ? Optional.of(new RowKeys()) : Optional.empty();
    RowIndex index = new RowIndex();
    ReadingOptions reading = reading(config, schema, split, keys, target, index);
    boolean often =
        !target.isPlain()
            || reportOutput.isGiven()
            || picture.isPresent()
            || split.isPresent()
            || keys.isPresent();
    boolean twice = inference.readsAgain();
    try (Progress progress = terminal.progress("training");
        RowStream all =
            often
                ? rowsOptions.source(data, schema, reading, terminal, progress)
                : rowsOptions.stream(data, schema, config, reading, twice, terminal, progress)) {
      RowStream known = ValidationOption.training(data.name(), all, split);
      RowStream rows =
          target.isPlain() ? known : ValidationOption.training(data.name(), target.of(all), split);
      Optional<Clusters> clusters = InferencePasses.clusters(data.name(), rows, keys, inference);
      double loadSeconds = (System.nanoTime() - startNanos) / 1e9;
      boolean drawn = historyOutput.isGiven() || reportOutput.isGiven() || picture.isPresent();
      Optional<RowSource> heldOut =
          drawn ? target.heldOut(data.name(), all, split) : Optional.empty();
      Training fitted =
          train(target.settings(config, known), rows, schema, progress, checkpoints, heldOut);
      Training training = target.reported(fitted, known);
      double totalSeconds = (System.nanoTime() - startNanos) / 1e9;
      InferenceReport statistics =
          InferencePasses.report(
              training,
              config,
              rows,
              clusters,
              inference,
              target.exposuresOf(known),
              reportOutput.isGiven());
      if (statistics.residuals().isPresent()
          && (statistics.showsDiagnostics() || reportOutput.isGiven())) {
        statistics.setInfluentialRows(
            InfluentialRows.locate(statistics.residuals().get(), rows, data, schema, index));
      }
      TrainingReport report =
          new TrainingReport(
              data.name(),
              config,
              exposure.exposure().isPresent() ? known : rows,
              !isInMemory(all),
              training,
              statistics,
              target.response(training),
              target.validation(data.name(), training, all, split),
              loadSeconds,
              totalSeconds);
      if (historyOutput.isGiven()) {
        HistoryFile.write(historyOutput.value().orElseThrow(), training.trace());
      }
      if (modelOutput.isGiven() || reportOutput.isGiven() || picture.isPresent()) {
        TrainingSummary summary = report.summary(); // takes a pass over the rows
        writeModel(report, summary, schema);
        draw(config, rows, training, summary, statistics, picture);
      }
      note(training, rows, schema, config.spec().intercept(), terminal);
      OutputPaths.reportWriter(io, outputs).println(json.value() ? report.json() : report.table());
    }
    return ExitCodes.DONE;
  }

  /** Trains on moments files instead of rows. */
  private int trainOnMoments(
      List<Path> files, TrainingConfig config, Schema columns, long startNanos, CommandIo io) {
    MomentsTraining moments = new MomentsTraining(data.name(), files, spec, config, inference);
    List<Path> outputs = OutputPaths.given(modelOutput.value(), historyOutput.value());
    OutputPaths.requireUsable(files, outputs);
    Terminal terminal = new Terminal(io.err());
    MomentsTraining.Result result = moments.train(columns, startNanos, point -> {}, terminal);
    TrainingReport report = result.report();
    if (historyOutput.isGiven()) {
      HistoryFile.write(historyOutput.value().orElseThrow(), report.training().trace());
    }
    if (modelOutput.isGiven()) {
      writeModel(report, report.summary(), result.schema());
    }
    note(report.training(), report.rows(), result.schema(), config.spec().intercept(), terminal);
    OutputPaths.reportWriter(io, outputs).println(json.value() ? report.json() : report.table());
    return ExitCodes.DONE;
  }

  private ReadingOptions reading(
      TrainingConfig config,
      Schema schema,
      Optional<Split> split,
      Optional<RowKeys> keys,
      TrainedTarget target,
      RowIndex index) {
    ReadingOptions reading = rowsOptions.reading(config, schema).withIndex(index);
    ReadingOptions keyed = keys.isPresent() ? reading.withKeys(keys.get()) : reading;
    ReadingOptions exposed =
        target.exposures().isPresent() ? keyed.withExposures(target.exposures().get()) : keyed;
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
          exposure.exposure().get().kind().option()
              + ": --report draws rows without exposures only; leave out one of the two");
    }
  }

  private void note(
      Training training, RowMetadata rows, Schema schema, boolean intercept, Terminal terminal) {
    training.notes().forEach(terminal::note);
    UntrainedLevels.notes(schema.categorical(), training.model()).forEach(terminal::note);
    int coefficients = training.model().coefficients().size() + (intercept ? 1 : 0);
    if (coefficients > rows.rows()) {
      terminal.note(
          "%s: %s for %s: they can fit these rows exactly, which says nothing of other rows."
              .formatted(
                  data.name(),
                  Plural.of(coefficients, "coefficient"),
                  Plural.of(rows.rows(), "row")));
    }
  }

  private void writeModel(TrainingReport report, TrainingSummary summary, Schema schema) {
    if (modelOutput.isGiven()) {
      ModelFile.write(
          modelOutput.value().orElseThrow(),
          new ModelFile.Stored(
              report.training().model().withTargetName(schema.target().orElseThrow()),
              summary,
              schema.categorical(),
              report.inference().forModelFile(),
              schema.dates(),
              report.response()));
    }
  }

  private static boolean isInMemory(RowStream rows) {
    return rows instanceof Dataset
        || (rows instanceof WeightedRows weighted && isInMemory(weighted.unweighted()));
  }

  private void draw(
      TrainingConfig config,
      RowStream rows,
      Training training,
      TrainingSummary summary,
      InferenceReport statistics,
      Optional<PictureFile> picture) {
    if (!reportOutput.isGiven() && picture.isEmpty()) {
      return;
    }
    RowSource source = (RowSource) rows; // opened as one, to be read again
    TrainingPageInput input =
        new TrainingPageInput(
            data.name(),
            config,
            source,
            training,
            summary,
            new ReportedStatistics(
                statistics.inference(),
                statistics.residuals(),
                statistics.influentialRows(),
                statistics.intervalLevel(),
                statistics.showsDiagnostics()));
    picture.ifPresent(file -> file.write(LossCurve.draw(input)));
    if (reportOutput.isGiven()) {
      TrainingPage.write(reportOutput.value().orElseThrow(), input);
    }
  }

  private Training train(
      TrainingConfig config,
      RowStream rows,
      Schema schema,
      Progress progress,
      Optional<CheckpointPolicy> checkpoints,
      Optional<RowSource> heldOut) {
    Trainer trainer = new Trainer(config);
    Consumer<Trace.Point> observer =
        point ->
            progress.state(
                () ->
                    String.format(
                        Locale.ROOT, "epoch %,d, loss %.6g", point.epoch(), point.loss()));
    try {
      return checkpoints.isPresent()
          ? trainer.fit(rows, observer, checkpoints.get(), heldOut)
          : trainer.fit(rows, observer, heldOut);
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
