package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.ColumnOptions;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.PictureOption;
import io.github.fallline.cli.options.TrainOptions;
import io.github.fallline.cli.options.TuneOptionOverrides;
import io.github.fallline.cli.result.TuningReport;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import io.github.fallline.tune.TuningChart;
import java.io.PrintWriter;
import java.util.Optional;

/** {@code tune}: finds the learning rate of a method. */
final class TuneCommand implements Command {
  private final DataOptions data;
  private final ColumnOptions columns;
  private final CliOption<Double> gap;
  private final TrainOptions options;
  private final PictureOption plot;
  private final CliOption<Boolean> json;
  private final CommandSpec spec;

  TuneCommand() {
    spec =
        new CommandSpec(
            "fallline tune",
            "Find the learning rate and the batch size that converge fastest.",
            "fallline tune DATA --target=NAME [OPTION]...");
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
        "  fallline tune prices.csv --target price --batch-size 64 --plot rates.png");
    data = new DataOptions(spec);
    columns = new ColumnOptions(spec);
    gap =
        CliOption.orDefault(
            spec,
            Section.STOPPING,
            Double.class,
            "--gap",
            "G",
            "" + Tuner.DEFAULT_TARGET_GAP,
            "Target gap, as a fraction of the initial one. Default: ${DEFAULT-VALUE}.");
    options = new TrainOptions(spec);
    plot = new PictureOption(spec, "Draw the loss against the learning rate.");
    json = CommonOptions.json(spec);
    TuneOptionOverrides.apply(spec);
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int call() {
    Tuner tuner = tuner();
    Schema schema = columns.schema().withoutMoreLevels();
    OutputPaths.requireUsable(data.filesAnd(), plot.path());
    Optional<PictureFile> picture = plot.file();
    Terminal terminal = new Terminal(spec.err());
    try (Dataset rows = read(schema, tuner.config().threads(), terminal)) {
      Tuning tuning = tune(tuner, rows);
      picture.ifPresent(file -> file.write(TuningChart.draw(tuning)));
      String command = TuneOptionOverrides.trainCommand(spec, tuning);
      TuningReport report = new TuningReport(data.name(), rows, tuning, command);
      PrintWriter out = OutputPaths.reportWriter(spec, plot.path());
      if (json.get()) {
        out.println(report.json());
      } else {
        out.print(report.table());
        out.flush();
      }
    }
    return ExitCodes.DONE;
  }

  private Dataset read(Schema schema, int threads, Terminal terminal) {
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(threads);
    data.requireRoom(schema, "use a sample of the rows");
    return data.read(schema, data.missing(), null, reading, terminal);
  }

  private Tuner tuner() {
    if (options.namesLearningRate()) {
      throw new UsageException("--learning-rate is the result of tune; leave it out");
    }
    if (TrainingConfig.CONJUGATE_GRADIENT.equals(options.update())) {
      throw new UsageException(
          "--update conjugate-gradient has no learning rate to tune; use train");
    }
    return UsageException.check(
        () -> {
          TrainingConfig config = options.config();
          Tuner tuner = Tuner.of(config).withTargetGap(gap.get());
          Integer size = options.batchSize();
          return size == null ? tuner : tuner.withBatchSize(size);
        });
  }

  private Tuning tune(Tuner tuner, Dataset rows) {
    try {
      return tuner.tune(rows);
    } catch (IllegalArgumentException e) {
      // The settings alone were checked before: it is the rows that they do not fit.
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
  }
}
