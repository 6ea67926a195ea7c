package io.github.fallline;

import io.github.fallline.autodiff.Formula;
import io.github.fallline.blas.Precision;
import io.github.fallline.compare.Candidate;
import io.github.fallline.compare.MethodComparison;
import io.github.fallline.compare.Repetitions;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Split;
import io.github.fallline.data.Tile;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.MultiTargetTrainer;
import io.github.fallline.descent.StabilityLimit;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.distributed.GradientStatistics;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import io.github.fallline.tune.Tuner;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A process of its own that hands data that was closed to an entry point of the library, in each
 * way in which data is closed, and prints what came of it, one line a way.
 */
final class ClosedDataProcess {
  private static final int ROWS = 6000;
  private static final int COLUMNS = 4;

  /** The entry points that take something else than rows. */
  static final String OTHERS = "others";

  /** What follows the name of an entry point on a line before its ways. */
  static final String BEGINS = " begins";

  /** Options of a JVM that may crash. */
  static final List<String> CRASH_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "fallline-%p.log"),
          "-Dorg.nd4j.log.initialization=false",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private ClosedDataProcess() {}

  /** An entry point that takes rows of any source. */
  static Map<String, Consumer<RowSource>> rowEntries() {
    Map<String, Consumer<RowSource>> entries = new LinkedHashMap<>();
    TrainingConfig full = TrainingConfig.of(new GradientMethod.FullBatch());
    TrainingConfig byRows =
        TrainingConfig.of(new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS));
    TrainingConfig stochastic = TrainingConfig.of(new GradientMethod.Stochastic());
    TrainingConfig batches = TrainingConfig.of(new GradientMethod.MiniBatch(32));
    entries.put("fit-moments", rows -> new Trainer(full).fit(rows));
    entries.put("fit-rows", rows -> new Trainer(byRows).fit(rows));
    entries.put("fit-conjugate", rows -> new Trainer(byRows.withConjugateGradient()).fit(rows));
    entries.put(
        "fit-huber",
        rows ->
            new Trainer(full.withObjective(new Objective(new HuberLoss(1), Penalty.NONE)))
                .fit(rows));
    entries.put("fit-stochastic", rows -> new Trainer(stochastic.withThreads(2)).fit(rows));
    entries.put("fit-mini-batch", rows -> new Trainer(batches.withThreads(2)).fit(rows));
    entries.put(
        "fit-in-order",
        rows ->
            new Trainer(batches.withShuffling(new Shuffling(false, 0, 0)).withThreads(1))
                .fit(rows));
    entries.put("metrics", rows -> RegressionMetrics.of(model(), rows));
    entries.put("least-squares", LeastSquares::of);
    entries.put("moments", Moments::of);
    entries.put("column-statistics", ColumnStatistics::of);
    entries.put(
        "gradient-sums", rows -> GradientStatistics.of(rows, Loss.SQUARED, new double[COLUMNS], 0));
    entries.put("stable-rate", rows -> StabilityLimit.of(rows, full));
    entries.put(
        "timed-descent",
        rows -> ConvergenceRun.run(full, rows, new ConvergenceRun.Limits(1e-3, 1, 10)));
    entries.put("tuner", rows -> Tuner.of(full.withThreads(2)).tune(rows));
    entries.put(
        "race",
        rows ->
            new MethodComparison(
                    "closed",
                    rows,
                    List.of(Candidate.of("full-batch", full.method(), full)),
                    new ConvergenceRun.Limits(1e-3, 1, 10),
                    Repetitions.exactly(1))
                .run(line -> {}));
    entries.put("fingerprint", RowSource::fingerprint);
    entries.put("pass", rows -> rows.pass(16));
    entries.put("reader", RowSource::reader);
    entries.put(
        "held-out",
        rows -> new Trainer(full).fit(ValidationSplit.training(rows, new Split(0.5, 1))));
    entries.put(
        "weighted",
        rows -> {
          RowSource plain = rows instanceof WeightedRows weighted ? weighted.unweighted() : rows;
          double[] weights = new double[(int) plain.rows()];
          Arrays.fill(weights, 2);
          new Trainer(full).fit(WeightedRows.of(plain, weights));
        });
    return entries;
  }

  private static LinearModel model() {
    return new LinearModel(
        List.of("x1", "x2", "x3", "x4"), "y", new double[] {1, 2, 3, 4}, 0, new double[COLUMNS]);
  }

  private static double[] numbers(int count) {
    return new SplittableRandom(5).doubles(count, -1, 1).toArray();
  }

  private static INDArray features() {
    return Nd4j.create(numbers(ROWS * COLUMNS), new long[] {ROWS, COLUMNS});
  }

  private static INDArray targets() {
    return Nd4j.create(numbers(ROWS), new long[] {ROWS, 1});
  }

  private static TextInput text() {
    double[] numbers = numbers(ROWS * (COLUMNS + 1));
    StringBuilder text = new StringBuilder("x1,x2,x3,x4,y\n");
    for (int i = 0; i < numbers.length; i++) {
      text.append(numbers[i]).append(i % (COLUMNS + 1) == COLUMNS ? '\n' : ',');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new TextInput(new ByteArrayInputStream(bytes), "table.csv");
  }

  private static Dataset read(Precision precision) {
    return CsvReader.read(
        text(),
        CsvFormat.DETECT,
        Schema.target("y"),
        MissingValues.FAIL,
        ReadingOptions.DEFAULT.withPrecision(precision));
  }

  private static CsvStream stream() {
    return new CsvStream(
        text(), CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL, ReadingOptions.DEFAULT);
  }

  private static <T extends AutoCloseable> T closed(T closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
    return closeable;
  }

  /** Rows that were closed, in every way. */
  static Map<String, Supplier<RowSource>> closedRows() {
    Map<String, Supplier<RowSource>> ways = new LinkedHashMap<>();
    ways.put("read", () -> closed(read(Precision.DOUBLE)));
    ways.put("read as floats", () -> closed(read(Precision.FLOAT)));
    ways.put("of arrays", () -> closed(Dataset.of(features(), targets())));
    ways.put("of copies", () -> closed(Dataset.of(features().dup('f'), targets())));
    ways.put(
        "features closed",
        () -> {
          INDArray features = features();
          Dataset data = Dataset.of(features, targets());
          features.close();
          return data;
        });
    ways.put(
        "targets closed",
        () -> {
          INDArray targets = targets();
          Dataset data = Dataset.of(features(), targets);
          targets.close();
          return data;
        });
    ways.put(
        "float features closed",
        () -> {
          INDArray features = features().castTo(DataType.FLOAT);
          Dataset data = Dataset.of(features, targets(), Precision.FLOAT);
          features.close();
          return data;
        });
    ways.put(
        "arrays of a closed data set",
        () -> {
          Dataset owner = read(Precision.DOUBLE);
          Dataset data = Dataset.of(owner.features(), owner.targets(), owner.featureNames(), "y");
          owner.close();
          return data;
        });
    ways.put(
        "held-out part",
        () -> {
          Dataset data = read(Precision.DOUBLE);
          RowSource part = ValidationSplit.training(data, new Split(0.2, 1));
          data.close();
          return part;
        });
    ways.put(
        "weighted rows",
        () -> {
          double[] weights = new double[ROWS];
          Arrays.setAll(weights, i -> 1 + i % 3);
          return closed(WeightedRows.of(read(Precision.DOUBLE), weights));
        });
    ways.put(
        "stored rows",
        () -> {
          try (CsvStream stream = stream()) {
            return closed(stream.stored(Path.of(System.getProperty("java.io.tmpdir"))));
          }
        });
    return ways;
  }

  /** Entry points that take one kind of data only, each with data that was closed. */
  static Map<String, Runnable> otherEntries() {
    Map<String, Runnable> entries = new LinkedHashMap<>();
    entries.put("features", () -> closed(read(Precision.DOUBLE)).features());
    entries.put("targets", () -> closed(read(Precision.DOUBLE)).targets());
    entries.put("tile", () -> closed(read(Precision.DOUBLE)).newTile(16));
    entries.put("in place", () -> closed(read(Precision.DOUBLE)).inPlace());
    entries.put("fill", () -> closed(read(Precision.DOUBLE)).impute(new double[COLUMNS]));
    entries.put("features of arrays", () -> closed(Dataset.of(features(), targets())).features());
    entries.put("data set of features", () -> Dataset.of(closed(features()), targets()));
    entries.put("data set of targets", () -> Dataset.of(features(), closed(targets())));
    entries.put(
        "floats of doubles", () -> Dataset.of(closed(features()), targets(), Precision.FLOAT));
    entries.put("ND4J data set", () -> Dataset.of(new DataSet(closed(features()), targets())));
    entries.put(
        "view",
        () -> {
          INDArray features = features();
          INDArray view = features.reshape(ROWS / 2, 2 * COLUMNS);
          features.close();
          Dataset.of(view, targets());
        });
    entries.put("predict", () -> model().predict(closed(features())));
    entries.put("predict floats", () -> model().predict(closed(features().castTo(DataType.FLOAT))));
    entries.put(
        "predict features of closed data",
        () -> {
          Dataset data = read(Precision.DOUBLE);
          INDArray features = data.features();
          data.close();
          model().predict(features);
        });
    MultiTargetTrainer trainer =
        new MultiTargetTrainer(TrainingConfig.of(new GradientMethod.FullBatch()));
    entries.put("joint features", () -> trainer.fit(closed(features()), targets()));
    entries.put("joint targets", () -> trainer.fit(features(), closed(targets())));
    entries.put(
        "joint floats", () -> trainer.fit(features(), closed(targets().castTo(DataType.FLOAT))));
    entries.put(
        "closed pass",
        () -> {
          Dataset data = read(Precision.DOUBLE);
          try (Tile tile = data.newTile(8)) {
            closed(data.pass(8)).next(tile);
          }
        });
    entries.put(
        "closed tile", () -> read(Precision.DOUBLE).pass(8).next(closed(new Tile(COLUMNS, 8))));
    entries.put(
        "closed reader",
        () ->
            closed(read(Precision.DOUBLE).reader())
                .read(0, 1, new Tile(COLUMNS, 8).features(), new double[1], 0));
    entries.put("pass of a stream", () -> closed(stream()).pass(8));
    entries.put(
        "fit of a stream",
        () -> new Trainer(TrainingConfig.of(new GradientMethod.FullBatch())).fit(closed(stream())));
    entries.put(
        "stored stream",
        () -> closed(stream()).stored(Path.of(System.getProperty("java.io.tmpdir"))));
    entries.put(
        "stream closed in a pass",
        () -> {
          CsvStream stream = stream();
          try (Tile tile = stream.newTile(8);
              RowStream.Pass pass = stream.pass(8)) {
            pass.next(tile);
            stream.close();
            pass.next(tile);
          }
        });
    entries.put(
        "formula", () -> squares().value(Map.of("x", closed(Nd4j.ones(DataType.DOUBLE, 3)))));
    entries.put(
        "gradient of a formula",
        () -> squares().differentiate(Map.of("x", closed(Nd4j.ones(DataType.DOUBLE, 3)))));
    return entries;
  }

  private static Formula squares() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, 3);
    return new Formula(graph.math().square(x).sum("result"));
  }

  /** Prints what came of each way: the class of the exception and its message, or "returned". */
  public static void main(String[] arguments) {
    for (String entry : arguments) {
      System.out.println(entry + BEGINS);
      ways(entry).entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(way -> System.out.println(way.getKey() + ": " + outcome(way.getValue())));
    }
  }

  private static Map<String, Runnable> ways(String name) {
    if (name.equals(OTHERS)) {
      return otherEntries();
    }
    Consumer<RowSource> entry = rowEntries().get(name);
    Map<String, Runnable> ways = new LinkedHashMap<>();
    closedRows().forEach((way, rows) -> ways.put(way, () -> entry.accept(rows.get())));
    return ways;
  }

  private static String outcome(Runnable way) {
    try {
      way.run();
      return "returned";
    } catch (RuntimeException | Error e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  static ProcessBuilder command(List<String> entries) {
    return JavaProcess.of(ClosedDataProcess.class, CRASH_OPTIONS, entries.toArray(String[]::new));
  }
}
