package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CacheOption;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.TrainColumns;
import io.github.fallline.cli.result.ComparisonReport;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.compare.Candidate;
import io.github.fallline.compare.ComparisonResult;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.MethodComparison;
import io.github.fallline.compare.Repetitions;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.jdbc.Query;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.report.comparison.ComparisonPage;
import io.github.fallline.report.comparison.ConvergenceChart;
import io.github.fallline.report.comparison.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code compare}: compares the methods on one data set. */
final class CompareCommand extends Command {
  /** The gap at which a run ends: the smallest that is compared. */
  private static final double ENOUGH = 1e-6;

  private final DataOptions data = new DataOptions(spec);
  private final TrainColumns columns = new TrainColumns(spec);
  private final CliOption<Boolean> allMethods =
      spec.section(Section.METHOD).flag("--all", "Also run mini-batches of size 8.");
  private final CliOption<Optional<Integer>> repetitions =
      spec.section(Section.METHOD)
          .optional(
              Converter.INTEGER,
              "--repetitions=N",
              "Runs of each method, with different seeds. Fewer than %d decide nothing. Default: %d, up to %d while all take less than %.0f s."
                  .formatted(
                      SecondsInterval.LEAST_REPETITIONS,
                      Repetitions.DEFAULT.least(),
                      Repetitions.DEFAULT.most(),
                      Repetitions.DEFAULT.seconds()));
  private final CliOption<Long> seed = CommonOptions.seed(spec.section(Section.METHOD));
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.METHOD));
  private final CliOption<Double> l2 =
      spec.section(Section.LOSS)
          .withDefault(
              Converter.REAL, "--l2=R", "0", "L2 penalty, as in train. Default: ${DEFAULT-VALUE}.");
  private final CliOption<Boolean> intercept = CommonOptions.intercept(spec.section(Section.LOSS));
  private final CliOption<Double> seconds =
      spec.section(Section.STOPPING)
          .withDefault(
              Converter.REAL,
              "--seconds=S",
              "1",
              "Maximum training time of each run. Default: ${DEFAULT-VALUE}.");
  private final CliOption<Optional<Long>> epochs =
      spec.section(Section.STOPPING)
          .optional(
              Converter.LONG,
              "--epochs=N",
              "Maximum number of epochs of each run. Default: no limit.");
  private final CacheOption cache = new CacheOption(spec);
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw the gap against time.");
  private final CliOption<Optional<Path>> reportOutput =
      CommonOptions.report(spec, "charts, tables and the raw data.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  CompareCommand() {
    super(
        new CommandSpec(
            "fallline compare",
            "Compare how fast the methods converge on a data set.",
            "fallline compare DATA... --target=NAME [OPTION]..."));
    spec.description(
        "Squared loss, automatic learning rates. The clock starts when the rows are in memory."
            + " The gap is (loss - optimum) / (initial loss - optimum).");
    spec.footer(
        "",
        "Examples:",
        "  fallline compare prices.csv --target price",
        "  fallline compare prices.csv --target price --all --seconds 5 --report race.html");
  }

  @Override
  int call(CommandIo io) {
    TrainingConfig config = UsageException.check(this::config);
    long most = epochs.value().orElse(Long.MAX_VALUE);
    ConvergenceRun.Limits limits =
        UsageException.check(() -> new ConvergenceRun.Limits(ENOUGH, seconds.value(), most));
    Repetitions repeated =
        UsageException.check(
            () -> repetitions.value().map(Repetitions::exactly).orElse(Repetitions.DEFAULT));
    Schema named = columns.schema(cache.file());
    List<Path> outputs = OutputPaths.given(plot.value(), reportOutput.value());
    List<Path> all = OutputPaths.given(plot.value(), reportOutput.value(), cache.file());
    OutputPaths.requireUsable(data.filesAnd(), all);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    Terminal terminal = new Terminal(io.err());
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(config.threads());
    Schema schema = columns.withLevels(named, data, intercept.value(), terminal);
    try (RowSource rows = data.readToTrain(schema, cache, reading, terminal)) {
      List<Candidate> candidates =
          Candidate.of(
              rows.rows(), config, GradientMethod.Acceleration.DEFAULT, allMethods.value());
      ComparisonResult result =
          run(new MethodComparison(shortName(), rows, candidates, limits, repeated), terminal);
      write(result, rows.targetName(), picture);
      OutputPaths.noteWritten(terminal, outputs);
      ComparisonReport report = new ComparisonReport(data.name(), rows, result);
      OutputPaths.reportWriter(io, outputs).println(json.value() ? report.json() : report.table());
    }
    return ExitCodes.DONE;
  }

  /** The name of the data without its directory. */
  private String shortName() {
    return data.name().substring(data.name().lastIndexOf('/') + 1);
  }

  private TrainingConfig config() {
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withObjective(new Objective(Loss.SQUARED, Penalty.elasticNet(0, l2.value())))
            .withForm(
                new ModelSpec(
                    intercept.value(),
                    ModelSpec.DEFAULT.standardize(),
                    ModelSpec.DEFAULT.initialWeight()))
            .withSeed(seed.value());
    return config.withThreads(threads.value().orElse(config.threads()));
  }

  private ComparisonResult run(MethodComparison comparison, Terminal terminal) {
    try (Progress progress = terminal.progress("racing")) {
      return comparison.run(name -> progress.state(() -> name));
    } catch (IllegalArgumentException e) {
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
  }

  private void write(ComparisonResult result, String target, Optional<PictureFile> picture) {
    if (!reportOutput.isGiven() && picture.isEmpty()) {
      return;
    }
    StringBuilder words = new StringBuilder(spec.name());
    for (String word : spec.words()) {
      words.append(' ').append(Query.withoutPassword(word));
    }
    String command = words.toString();
    Convergence convergence = result.convergence(Environment.current("", command), target);
    picture.ifPresent(file -> file.write(ConvergenceChart.draw(convergence)));
    if (reportOutput.isGiven()) {
      ComparisonPage.write(
          reportOutput.value().orElseThrow(), Results.of("convergence.json", convergence), command);
    }
  }
}
