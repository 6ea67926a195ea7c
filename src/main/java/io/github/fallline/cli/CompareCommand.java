package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.ReadingOptions;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.ModelForm;
import io.github.fallline.descent.TimedDescent;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.race.Contender;
import io.github.fallline.race.Race;
import io.github.fallline.race.RaceResult;
import io.github.fallline.report.Convergence;
import io.github.fallline.report.Environment;
import io.github.fallline.report.RacePicture;
import io.github.fallline.report.ReportPage;
import io.github.fallline.report.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare}: lets the methods race on one data set. */
@Command(
    name = "compare",
    header = "Show which method converges how fast on a data set.",
    customSynopsis = "fallline compare DATA --target=NAME [OPTION]...",
    description = {
      "Squared errors, automatic learning rates. Seconds are of training, from when the rows",
      "are in memory; the gap is (loss - optimum) / (loss at the start - optimum)."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  fallline compare prices.csv --target price",
      "  fallline compare prices.csv --target price --all --seconds 5 --report race.html"
    })
final class CompareCommand implements Callable<Integer> {
  /** A gap at which a run has nothing more to show. */
  private static final double ENOUGH = 1e-9;

  @Mixin private DataOptions data;

  @Mixin private ColumnOptions columns;

  @Option(names = "--all", description = "Mini-batches of 8, too.")
  private boolean all;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Training of each run at most. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of each run at most. Default: any number.")
  private Long epochs;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each method, each with a seed of its own. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--l2",
      paramLabel = "R",
      defaultValue = "0",
      description = "As in train. Default: ${DEFAULT-VALUE}.")
  private double l2;

  @Option(
      names = "--intercept",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the models have an intercept. Default: yes.")
  private boolean intercept;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The source of all randomness. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: all cores.")
  private Integer threads;

  @Mixin private PictureOption plot;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with the race, tables, and the measurements to take along.")
  private Path reportOutput;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    TrainingConfig config = UsageException.check(this::config);
    long most = epochs == null ? Long.MAX_VALUE : epochs;
    TimedDescent.Limits limits =
        UsageException.check(() -> new TimedDescent.Limits(ENOUGH, seconds, most));
    if (repetitions < 1) {
      throw new UsageException("--repetitions: expected at least 1, got " + repetitions);
    }
    Schema schema = columns.schema();
    OutputPaths.requireUsable(data.filesAnd(), plot.path(), reportOutput);
    Optional<PictureFile> picture = plot.file();
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(config.threads());
    data.requireRoom(schema, "a sample of the rows shows the same");
    try (Dataset rows = data.read(schema, data.missing(), null, reading, terminal)) {
      List<Contender> contenders =
          Contender.of(rows.rows(), config, GradientMethod.Acceleration.DEFAULT, all);
      RaceResult result =
          run(new Race(shortName(), rows, contenders, limits, repetitions), terminal);
      write(result, picture);
      RaceReport report = new RaceReport(data.name(), rows, result);
      OutputPaths.reportWriter(spec.commandLine(), plot.path(), reportOutput)
          .println(json ? report.json() : report.table());
    }
    return ExitCodes.DONE;
  }

  /** The name of the data without the way to it. */
  private String shortName() {
    return data.name().substring(data.name().lastIndexOf('/') + 1);
  }

  private TrainingConfig config() {
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withObjective(new Objective(Loss.SQUARED, Penalty.elasticNet(0, l2)))
            .withForm(
                new ModelForm(
                    intercept, ModelForm.DEFAULT.standardize(), ModelForm.DEFAULT.initialWeight()))
            .withSeed(seed);
    return threads == null ? config : config.withThreads(threads);
  }

  private RaceResult run(Race race, Terminal terminal) {
    try (Progress progress = terminal.progress("racing")) {
      return race.run(who -> progress.state(() -> who));
    } catch (IllegalArgumentException e) {
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
  }

  private void write(RaceResult result, Optional<PictureFile> picture) {
    if (reportOutput == null && picture.isEmpty()) {
      return;
    }
    String command =
        "fallline "
            + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
    Convergence convergence = result.convergence(Environment.current("", command));
    picture.ifPresent(file -> file.write(RacePicture.draw(convergence)));
    if (reportOutput != null) {
      ReportPage.write(reportOutput, Results.of("convergence.json", convergence), command);
    }
  }
}
