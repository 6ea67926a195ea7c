package io.github.fallline.spark;

import io.github.fallline.data.MissingValues;
import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training time beside Spark's own linear regression (normal solver): one session, the same cached
 * rows, both warmed, in turn. Then one bit pattern or not. {@link Growth} and {@link LocalPaths}
 * are begun from here, too.
 */
public final class SparkRival {
  private static final int FEATURES = 20;
  private static final int PARTITIONS = 8;
  private static final int RUNS = 5;

  private final SparkSession session;
  private final String[] names;

  private SparkRival(SparkSession session) {
    this.session = session;
    names = names();
  }

  private static String[] names() {
    return IntStream.rangeClosed(1, FEATURES).mapToObj(j -> "x" + j).toArray(String[]::new);
  }

  /**
   * Runs it all.
   *
   * @param arguments thousands of rows, default 1000; compare, growth or paths; then the master to
   *     compare on or the file for the figures of growth
   */
  public static void main(String[] arguments) throws IOException {
    long rows = 1000L * (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1000);
    String what = arguments.length > 1 ? arguments[1] : "compare";
    if (what.equals("growth")) {
      Growth.measure(rows, Path.of(arguments[2]));
      return;
    }
    SparkSession session =
        SparkSession.builder()
            .master(arguments.length > 2 ? arguments[2] : "local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    if (what.equals("paths")) {
      LocalPaths.print(session, rows);
    } else {
      new SparkRival(session).compare(rows);
    }
    session.stop();
  }

  /** Generated rows in eight partitions: x1 to x20 and y, a line of them and noise. */
  static Dataset<Row> rows(SparkSession session, long count) {
    List<String> columns = new ArrayList<>();
    StringBuilder sum = new StringBuilder("3");
    for (int j = 1; j <= FEATURES; j++) {
      columns.add("%d + %d * randn(%d) AS x%d".formatted(j, j % 5 + 1, j, j));
      sum.append(" + ").append(j).append(" * x").append(j);
    }
    columns.add("randn(99) AS noise");
    List<String> all = new ArrayList<>(Arrays.asList(names()));
    all.add(sum + " + noise AS y");
    return session
        .range(0, count, 1, PARTITIONS)
        .selectExpr(columns.toArray(String[]::new))
        .selectExpr(all.toArray(String[]::new));
  }

  static Dataset<Row> cached(Dataset<Row> frame) {
    Dataset<Row> kept = frame.persist();
    kept.count();
    return kept;
  }

  private static Training ours(Dataset<Row> frame, List<String> features) {
    SparkColumns columns = new SparkColumns(features, "y", Optional.empty(), MissingValues.FAIL);
    return ours(frame, columns, TrainingConfig.of(new FullBatch()));
  }

  private static Training ours(Dataset<Row> frame, SparkColumns columns, TrainingConfig config) {
    return new DistributedTrainer(config).fit(SparkRows.of(frame, columns), point -> {});
  }

  private static LinearRegressionModel theirs(Dataset<Row> vectors) {
    return new LinearRegression()
        .setSolver("normal")
        .setFeaturesCol("features")
        .setLabelCol("y")
        .fit(vectors);
  }

  private Dataset<Row> assembled(Dataset<Row> frame) {
    return new VectorAssembler().setInputCols(names).setOutputCol("features").transform(frame);
  }

  private void compare(long count) {
    Dataset<Row> frame = cached(rows(session, count));
    List<String> columns = List.of(names);
    double[] spark = new double[1];
    double[][] times = new double[2][RUNS];
    for (int run = -2; run < RUNS; run++) {
      for (int turn = 0; turn < 2; turn++) {
        boolean own = (run + turn & 1) == 0;
        long start = System.nanoTime();
        if (own) {
          ours(frame, columns);
        } else {
          spark = theirs(assembled(frame)).coefficients().toArray();
        }
        record(times, own ? 0 : 1, run, start);
      }
    }
    Training found = ours(frame, columns);
    print("columns", times);
    say("largest difference of coefficients to MLlib %.2e", difference(found, spark));
    StopRule fine = new StopRule(OptionalLong.empty(), OptionalDouble.of(1e-24), 0);
    Training finer =
        ours(
            frame,
            new SparkColumns(columns, "y", Optional.empty(), MissingValues.FAIL),
            TrainingConfig.of(new FullBatch()).withStop(fine));
    say("with --tolerance 1e-24 %.2e, in %.3f s", difference(finer, spark), finer.seconds());
    compareWithOneMachine(frame, found);
    Dataset<Row> vectors = cached(assembled(frame).select("features", "y"));
    for (int run = -2; run < RUNS; run++) {
      for (int turn = 0; turn < 2; turn++) {
        boolean own = (run + turn & 1) == 0;
        long start = System.nanoTime();
        if (own) {
          ours(vectors, List.of("features"));
        } else {
          theirs(vectors);
        }
        record(times, own ? 0 : 1, run, start);
      }
    }
    print("vectors", times);
    Set<List<Double>> bits = new HashSet<>();
    for (int run = 0; run < 20; run++) {
      bits.add(Arrays.stream(ours(frame, columns).model().coefficientArray()).boxed().toList());
    }
    say("20 runs: %d bit pattern(s)", bits.size());
  }

  private void compareWithOneMachine(Dataset<Row> frame, Training found) {
    List<Row> rows = frame.collectAsList();
    double[][] features = new double[rows.size()][FEATURES];
    double[] targets = new double[rows.size()];
    for (int i = 0; i < features.length; i++) {
      for (int j = 0; j < FEATURES; j++) {
        features[i][j] = rows.get(i).getDouble(j);
      }
      targets[i] = rows.get(i).getDouble(FEATURES);
    }
    try (INDArray matrix = Nd4j.createFromArray(features);
        INDArray vector = Nd4j.createFromArray(targets);
        io.github.fallline.data.Dataset data = io.github.fallline.data.Dataset.of(matrix, vector)) {
      Training single = new Trainer(TrainingConfig.of(new FullBatch())).fit(data);
      say(
          "largest difference of coefficients to one machine %.2e",
          difference(found, single.model().coefficientArray()));
    }
  }

  private static void record(double[][] times, int who, int run, long start) {
    if (run >= 0) {
      times[who][run] = (System.nanoTime() - start) / 1e9;
    }
  }

  private static double difference(Training found, double[] others) {
    double[] own = found.model().coefficientArray();
    double largest = 0;
    for (int j = 0; j < own.length; j++) {
      largest = Math.max(largest, Math.abs(own[j] - others[j]) / Math.abs(others[j]));
    }
    return largest;
  }

  private static void print(String what, double[][] times) {
    Arrays.sort(times[0]);
    Arrays.sort(times[1]);
    double own = times[0][RUNS / 2];
    double rival = times[1][RUNS / 2];
    say(
        "%s: fallline %.3f s (%.3f - %.3f), MLlib %.3f s (%.3f - %.3f), ratio %.3f",
        what,
        own,
        times[0][0],
        times[0][RUNS - 1],
        rival,
        times[1][0],
        times[1][RUNS - 1],
        own / rival);
  }

  static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
