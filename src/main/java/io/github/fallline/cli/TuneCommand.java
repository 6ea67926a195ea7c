package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.options.CacheOption;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.ExposureOption;
import io.github.fallline.cli.options.LogTargetOption;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.TrainColumns;
import io.github.fallline.cli.options.TuneOptions;
import io.github.fallline.cli.result.TuningReport;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.files.InputException;
import io.github.fallline.regression.TrainedTarget;
import io.github.fallline.report.tuning.TuningPage;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import io.github.fallline.tune.TuningChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code tune}: finds the learning rate of a method. */
final class TuneCommand extends Command {
  private final DataOptions data = new DataOptions(spec);
  private final TrainColumns columns = new TrainColumns(spec);
  private final ExposureOption exposure = new ExposureOption(spec);
  private final LogTargetOption logTarget = new LogTargetOption(spec);
  private final TuneOptions options = new TuneOptions(spec);
  private final CacheOption cache = new CacheOption(spec);
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw the loss against the learning rate.");
  private final CliOption<Optional<Path>> reportOutput =
      CommonOptions.report(spec, "charts and all trials.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  TuneCommand() {
    super(
        new CommandSpec(
            "fallline tune",
            "Find the learning rate and the batch size that converge fastest.",
            "fallline tune DATA... --target=NAME [OPTION]..."));
    spec.description(
        "Searches coarse-to-fine with short runs, from 1/1000 to 10 times the largest stable rate,"
            + " which follows from the curvature of the data. Runs are ranked by decades of"
            + " suboptimality removed per second, where the gap is (loss - optimum) / (initial loss"
            + " - optimum). The last line of the table is the train command to use.");
    spec.footer(
        "",
        "Examples:",
        "  fallline tune prices.csv --target price",
        "  fallline tune prices.csv --target price --method full-batch --update nesterov",
        "  fallline tune prices.csv --target price --batch-size 64 --plot rates.png",
        "  fallline tune prices.csv --target price --report tuning.html");
  }

  @Override
  int call(CommandIo io) {
    Tuner tuner = options.tuner();
    Schema named = exposure.apply(columns.schema(cache.file()));
    exposure.check(tuner.config().objective().loss(), cache.file());
    logTarget.check(tuner.config().objective().loss());
    TrainedTarget target =
        new TrainedTarget(exposure.exposure(), exposure.exposures(), logTarget.given());
    List<Path> outputs = OutputPaths.given(plot.value(), reportOutput.value());
    List<Path> all = OutputPaths.given(plot.value(), reportOutput.value(), cache.file());
    OutputPaths.requireUsable(data.filesAnd(), all);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    Terminal terminal = new Terminal(io.err());
    Schema schema = columns.withLevels(named, data, tuner.config().spec().intercept(), terminal);
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(tuner.config().threads());
    if (target.exposures().isPresent()) {
      reading = reading.withExposures(target.exposures().get());
    }
    try (RowSource rows = data.readToTrain(schema, cache, reading, terminal)) {
      Tuning tuning = tune(tuner, rows, target, schema);
      picture.ifPresent(file -> file.write(TuningChart.draw(tuning)));
      String command = TuneOptions.trainCommand(spec, tuning);
      if (reportOutput.isGiven()) {
        TuningPage.write(reportOutput.value().orElseThrow(), data.name(), rows, tuning, command);
      }
      OutputPaths.noteWritten(terminal, outputs);
      TuningReport report = new TuningReport(data.name(), rows, tuning, command);
      PrintWriter out = OutputPaths.reportWriter(io, outputs);
      if (json.value()) {
        out.println(report.json());
      } else {
        out.print(report.table());
        out.flush();
      }
    }
    return ExitCodes.DONE;
  }

  private Tuning tune(Tuner tuner, RowSource rows, TrainedTarget target, Schema schema) {
    try {
      Tuner known =
          new Tuner(target.settings(tuner.config(), rows), tuner.batchSizes(), tuner.targetGap());
      return known.tune((RowSource) target.of(rows));
    } catch (WrongNumberException e) {
      throw data.refusal(e, schema);
    } catch (IllegalArgumentException e) {
      // The settings alone were checked before: it is the rows that they do not fit.
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
  }
}
