package io.github.fallline.spark;

import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How training time grows with rows, on one and two executors, each a process with one core: a full
 * batch by moments over cached rows. The figures go to a file as JMH writes them.
 */
final class Growth {
  private static final int WARM_UPS = 2;
  private static final int RUNS = 5;

  private final List<String> results = new ArrayList<>();

  private Growth() {}

  /** Measures at these rows, twice, four and eight times as many, and writes a file. */
  static void measure(long rows, Path file) throws IOException {
    Growth growth = new Growth();
    Path folder = Files.createTempDirectory("growth");
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      for (int executors = 1; executors <= 2; executors++) {
        SparkSession session = cluster.session(executors);
        for (int factor = 1; factor <= 8; factor *= 2) {
          growth.add(session, rows * factor, executors);
        }
        session.stop();
      }
    }
    Files.writeString(file, growth.results.stream().collect(Collectors.joining(",", "[", "\n]\n")));
  }

  private void add(SparkSession session, long rows, int executors) {
    Dataset<Row> frame = SparkRival.cached(SparkRival.rows(session, rows));
    double[] seconds = new double[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      long start = System.nanoTime();
      new DistributedTrainer(TrainingConfig.of(new FullBatch()))
          .fit(SparkRows.of(frame, SparkColumns.target(frame, "y")), point -> {});
      if (run >= 0) {
        seconds[run] = (System.nanoTime() - start) / 1e9;
      }
    }
    frame.unpersist(true);
    Arrays.sort(seconds);
    SparkRival.say(
        "%,d rows, %d executor(s): %.3f s (%.3f - %.3f)",
        rows, executors, seconds[RUNS / 2], seconds[0], seconds[RUNS - 1]);
    results.add(json(rows, executors, seconds));
  }

  private static String json(long rows, int executors, double[] seconds) {
    return String.format(
        Locale.ROOT,
        """

        {
            "benchmark": "io.github.fallline.spark.Growth.fit",
            "mode": "ss",
            "threads": %d,
            "forks": 1,
            "jdkVersion": "%s",
            "vmName": "%s",
            "vmVersion": "%s",
            "warmupIterations": %d,
            "measurementIterations": %d,
            "params": {
                "rows": "%d",
                "executors": "%d",
                "processors": "%d",
                "system": "%s"
            },
            "primaryMetric": {
                "score": %.6f,
                "scoreError": "NaN",
                "scoreUnit": "s/op",
                "rawData": [%s]
            },
            "secondaryMetrics": {}
        }\
        """,
        executors,
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        WARM_UPS,
        RUNS,
        rows,
        executors,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Arrays.stream(seconds).average().orElseThrow(),
        Arrays.toString(seconds));
  }
}
