package io.github.fallline.spark;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The path of local descent, by partitions, beside that of the single machine: the gap to the
 * optimum, relative to the start, after some epochs. No clock: the same rows give the same table.
 */
final class LocalPaths {
  private static final int FEATURES = 10;
  private static final int EPOCHS = 100;
  private static final double ENOUGH = 1e-3;

  private final SparkSession session;
  private final Path file;
  private final double least;

  private LocalPaths(SparkSession session, Path file) {
    this.session = session;
    this.file = file;
    try (var data = CsvReader.read(file, Schema.target("y"))) {
      least = new Trainer(TrainingConfig.of(new GradientMethod.FullBatch())).fit(data).loss();
    }
  }

  /** Prints a table of paths over generated rows. */
  static void print(SparkSession session, long rows) throws IOException {
    Path file = Files.createTempFile("paths", ".csv");
    write(file, rows);
    LocalPaths paths = new LocalPaths(session, file);
    SparkRival.say("| method | partitions | gap after 1 | 5 | 20 epochs | epochs to 1e-3 |");
    for (GradientMethod method :
        List.of(new GradientMethod.MiniBatch(256), new GradientMethod.Stochastic())) {
      paths.print(method);
    }
    Files.delete(file);
  }

  /** Rows whose neighbouring columns are correlated, so that paths have something to do. */
  private static void write(Path file, long rows) throws IOException {
    Random random = new Random(11);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int j = 1; j <= FEATURES; j++) {
        writer.write("x" + j + ",");
      }
      writer.write("y\n");
      for (long i = 0; i < rows; i++) {
        double last = random.nextGaussian();
        double target = 0;
        for (int j = 1; j <= FEATURES; j++) {
          last = 0.8 * last + 0.6 * random.nextGaussian();
          target += (j % 2 == 0 ? -j : j) * last;
          writer.write(last + ",");
        }
        writer.write(target + 5 * random.nextGaussian() + "\n");
      }
    }
  }

  private void print(GradientMethod method) {
    StopRule stop = new StopRule(OptionalLong.of(EPOCHS), OptionalDouble.of(0), 0);
    TrainingConfig config = TrainingConfig.of(method).withStop(stop);
    try (var data = CsvReader.read(file, Schema.target("y"))) {
      row(method, "one machine", told -> new Trainer(config).fit(data, told));
    }
    Dataset<Row> all =
        session.read().option("header", true).option("inferSchema", true).csv(file.toString());
    for (int partitions : new int[] {1, 2, 8, 32}) {
      Dataset<Row> frame = all.coalesce(1).repartition(partitions).persist();
      SparkRows rows = SparkRows.of(frame, SparkColumns.target(frame, "y"));
      row(method, "" + partitions, told -> new DistributedTrainer(config).fit(rows, told));
      frame.unpersist();
    }
  }

  /** A training that is listened to. */
  private interface Run {
    Training with(Consumer<Trace.Point> listener);
  }

  private void row(GradientMethod method, String partitions, Run run) {
    List<Trace.Point> path = new ArrayList<>();
    run.with(path::add);
    double start = path.get(0).loss() - least;
    String reached =
        path.stream()
            .filter(point -> point.loss() - least <= ENOUGH * start)
            .findFirst()
            .map(point -> "" + point.epoch())
            .orElse("more than " + EPOCHS);
    SparkRival.say(
        "| %s | %s | %s | %s | %s | %s |",
        method.label(),
        partitions,
        gap(path, 1, start),
        gap(path, 5, start),
        gap(path, 20, start),
        reached);
  }

  private String gap(List<Trace.Point> path, long epoch, double start) {
    return path.stream()
        .filter(point -> point.epoch() == epoch)
        .findFirst()
        .map(point -> String.format(Locale.ROOT, "%.1e", (point.loss() - least) / start))
        .orElse("-");
  }
}
