package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CheckpointOptions;
import io.github.fallline.cli.options.ColumnOptions;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.TrainOptions;
import io.github.fallline.cli.options.WeightOption;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.CheckpointMismatchException;
import io.github.fallline.descent.CheckpointPolicy;
import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.files.InputException;
import io.github.fallline.objective.Objective;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.spark.SparkColumns;
import io.github.fallline.spark.SparkRows;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** {@code train} for spark-submit: rows that Spark reads, the model and report of {@code train}. */
public final class SparkTrain extends Command {
  private final CliOption<List<String>> data =
      spec.arguments(
          Converter.TEXT,
          "DATA",
          1,
          "Files or directories, at a path that all executors can read.");
  private final CliOption<String> format =
      spec.section(Section.DATA)
          .withDefault(
              Converter.TEXT,
              "--format=NAME",
              "csv",
              "csv (with a header), parquet, orc or another format of Spark. Default:"
                  + " ${DEFAULT-VALUE}.");
  private final CliOption<MissingValues> missing =
      CommonOptions.missing(spec, CommonOptions.MISSING_RULES);
  private final ColumnOptions columns = new ColumnOptions(spec);
  private final WeightOption weight = new WeightOption(spec);
  private final TrainOptions options = new TrainOptions(spec);
  private final CliOption<Boolean> persist =
      spec.section(Section.MEMORY)
          .toggle(
              "--persist",
              "Persist the rows on the executors, in memory and on disk, if they are read more"
                  + " than once. Default: yes.");
  private final CheckpointOptions checkpointing = new CheckpointOptions(spec);
  private final CliOption<Optional<Path>> modelOutput =
      CommonOptions.modelOutput(spec, ", on the driver");
  private final CliOption<Optional<Path>> historyOutput = CommonOptions.historyOutput(spec);
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  SparkTrain() {
    super(
        new CommandSpec(
            "fallline-spark",
            "Fit a linear model by gradient descent on Apache Spark.",
            "spark-submit --class io.github.fallline.cli.SparkTrain fallline-spark.jar DATA"
                + " --target=NAME [OPTION]..."));
  }

  /** Runs the command and ends the driver with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter stdout = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = execute(stdout, stderr, arguments);
    stdout.flush();
    System.exit(code);
  }

  /** Runs the command in this JVM and gives its exit code; the session stays. */
  static int execute(PrintWriter stdout, PrintWriter stderr, String... arguments) {
    return CommandRunner.run(
        new SparkTrain(), List.of(arguments), () -> {}, new CommandIo(stdout, stderr));
  }

  @Override
  int call(CommandIo io) {
    long startNanos = System.nanoTime();
    TrainingConfig config = options.config();
    UsageException.check(() -> new DistributedTrainer(config));
    Optional<PenaltySearch> search = options.search();
    checkpointing.check();
    OutputPaths.requireUsable(
        List.of(),
        OutputPaths.given(modelOutput.value(), historyOutput.value(), checkpointing.file()));
    try {
      Dataset<Row> frame = frame(SparkSession.builder().getOrCreate());
      SparkRows rows =
          SparkRows.of(persist.value() ? frame.persist(storage()) : frame, columns(frame));
      double loadSeconds = (System.nanoTime() - startNanos) / 1e9;
      TrainingConfig used =
          search.isPresent() ? penalized(config, search.get(), rows, io.err()) : config;
      Training training = train(new DistributedTrainer(used), rows, io.err());
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      SparkView view = new SparkView(rows, training.metrics().rows());
      RegressionResult result =
          RegressionResult.of(used, training, view)
              .withName(data.value().get(0))
              .withSeconds(loadSeconds, seconds - loadSeconds)
              .withWording(OptionWording::of);
      report(result, io);
      frame.unpersist();
    } catch (IllegalArgumentException e) {
      throw new InputException(data.value().get(0) + ": " + e.getMessage(), e);
    }
    return ExitCodes.DONE;
  }

  /** The settings with the penalty of the least error in cross-validation, in a pass of its own. */
  private static TrainingConfig penalized(
      TrainingConfig config, PenaltySearch search, SparkRows rows, PrintWriter stderr) {
    PenaltySearch.Choice choice = search.choose(rows.foldMoments(search.folds()), config.spec());
    stderr.println("note: " + OptionWording.of(choice.note()));
    return config.withObjective(new Objective(config.objective().loss(), choice.penalty()));
  }

  private static StorageLevel storage() {
    return StorageLevel.MEMORY_AND_DISK();
  }

  private Dataset<Row> frame(SparkSession session) {
    try {
      return session
          .read()
          .format(format.value())
          .option("header", "true")
          .option("inferSchema", "true")
          .option("nanValue", "NaN")
          .load(data.value().get(0));
    } catch (Exception e) {
      if (e instanceof AnalysisException) { // which no signature of Spark's shows
        throw new InputException(data.value().get(0) + ": " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private SparkColumns columns(Dataset<Row> frame) {
    Schema schema = weight.apply(columns.schema());
    String target = schema.target().orElseThrow();
    List<String> chosen =
        schema.features().isEmpty()
            ? Arrays.stream(frame.columns())
                .filter(name -> !name.equals(target))
                .filter(name -> !schema.weight().equals(Optional.of(name)))
                .filter(name -> !schema.excluded().contains(name))
                .toList()
            : schema.features();
    return new SparkColumns(chosen, target, schema.weight(), missing.value());
  }

  private Training fit(DistributedTrainer trainer, SparkRows rows, PrintWriter stderr) {
    Consumer<Trace.Point> observer =
        point -> {
          if (Long.bitCount(point.epoch()) == 1) {
            stderr.printf(Locale.ROOT, "epoch %,d, loss %.6g%n", point.epoch(), point.loss());
          }
        };
    Optional<CheckpointPolicy> checkpoints = checkpointing.checkpoints(new Terminal(stderr));
    try {
      return checkpoints.isPresent()
          ? trainer.fit(rows, observer, checkpoints.get())
          : trainer.fit(rows, observer);
    } catch (CheckpointMismatchException e) {
      throw new InputException(checkpointing.file().orElseThrow() + ": " + e.getMessage(), e);
    }
  }

  /** Trains, and reads the rows once more for the mean absolute error. */
  private Training train(DistributedTrainer trainer, SparkRows rows, PrintWriter stderr) {
    stderr.printf("training on %d partitions%n", rows.partitions());
    Training training = fit(trainer, rows, stderr);
    return training.withMetrics(rows.errors(training.model()).metrics());
  }

  private void report(RegressionResult result, CommandIo io) {
    if (historyOutput.isGiven()) {
      result.history(historyOutput.value().orElseThrow());
    }
    if (modelOutput.isGiven()) {
      result.save(modelOutput.value().orElseThrow());
    }
    result.notes().forEach(note -> io.err().println("note: " + note));
    io.out().println(json.value() ? result.json() : result.toString());
  }
}
