package io.github.fallline.race;

import io.github.fallline.files.OutputException;
import io.github.fallline.race.ExperimentPoint.Methods;
import io.github.fallline.report.comparison.ComparisonPage;
import io.github.fallline.report.comparison.Results;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures which method comes to the optimum fastest, and what changes that: rows, features, sizes
 * of batches, condition, noise and threads, one at a time around a centre. Every point of this
 * design is measured in several processes of JMH; a round takes all points in a drawn order, so
 * that a slow hour of the machine meets all of them.
 *
 * <p>Arguments: {@code --quick} for fewer points and rounds; {@code --results FILE.json}, a new
 * file; and {@code --report FILE.html}.
 */
public final class Experiment {
  private static final ExperimentPoint CENTRE =
      new ExperimentPoint(
          1_000_000, 20, 10, 0.25, Runtime.getRuntime().availableProcessors(), Methods.FEW);

  /** The rows on which features are varied: with those of the centre, 500 would be 4 GB. */
  private static final long ROWS_OF_WIDE = 100_000;

  private static final int QUICK_ROUNDS = 2;
  private static final int FULL_ROUNDS = 3;

  /** Repetitions that one process adds, as {@link ExperimentBenchmark} measures them. */
  private static final int REPETITIONS = 4;

  private static final String HEAP = "-Xmx2g";

  private final boolean quick;
  private final Path results;

  private Experiment(boolean quick, Path results) {
    this.quick = quick;
    this.results = results;
  }

  /** Runs the experiment. */
  public static void main(String[] args) throws RunnerException {
    boolean quick = false;
    Path results = newFile();
    Path report = null;
    for (int i = 0; i < args.length; i++) {
      boolean named = i + 1 < args.length;
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (args[i].equals("--results") && named) {
        results = Path.of(args[++i]);
      } else if (args[i].equals("--report") && named) {
        report = Path.of(args[++i]);
      } else {
        System.err.println(
            args[i] + ": expected --quick, --results FILE.json or --report FILE.html");
        System.exit(2);
      }
    }
    try {
      new Experiment(quick, results).run(String.join(" ", args));
      if (report != null) {
        String command = "fallline report " + results + " --output " + report;
        ComparisonPage.write(report, Results.read(List.of(results)), command);
        System.err.println("wrote " + report);
      }
    } catch (OutputException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  /** A name with host and time, below {@code target}. */
  private static Path newFile() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "here";
    }
    String time =
        ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmm"));
    return Path.of("target", "benchmark-" + host + "-" + time + ".json");
  }

  /** The design: each point once. */
  private Set<ExperimentPoint> points() {
    Set<ExperimentPoint> points = new LinkedHashSet<>();
    for (long rows : quick ? new long[] {1_000, 10_000, 100_000, 1_000_000} : ALL_ROWS) {
      points.add(CENTRE.withRows(rows));
    }
    for (int features : quick ? new int[] {5, 20, 100} : ALL_FEATURES) {
      points.add(CENTRE.withRows(ROWS_OF_WIDE).withFeatures(features));
    }
    for (double condition : quick ? new double[] {1, 10, 1e4} : ALL_CONDITIONS) {
      points.add(CENTRE.withCondition(condition));
    }
    for (double noise : quick ? new double[] {0.25, 4} : ALL_NOISES) {
      points.add(CENTRE.withNoise(noise));
    }
    for (int threads = 1; threads <= CENTRE.threads(); threads *= 2) {
      points.add(CENTRE.withThreads(threads));
    }
    points.add(CENTRE.withMethods(Methods.ALL_BATCHES));
    if (!quick) {
      points.add(CENTRE.withMethods(Methods.UPDATES));
    }
    return points;
  }

  private static final long[] ALL_ROWS = {
    1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000
  };
  private static final int[] ALL_FEATURES = {2, 5, 10, 20, 50, 100, 200, 500};
  private static final double[] ALL_CONDITIONS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
  private static final double[] ALL_NOISES = {0.01, 0.25, 1, 4, 16};

  private void run(String arguments) throws RunnerException {
    if (Files.exists(results)) {
      throw new OutputException(
          results + ": exists already; name a new file with --results, or move this one", null);
    }
    List<ExperimentPoint> points = new ArrayList<>(points());
    int rounds = quick ? QUICK_ROUNDS : FULL_ROUNDS;
    long start = System.nanoTime();
    System.err.printf(
        Locale.ROOT,
        "%d points in %d rounds, each a process of its own; results go to %s%n",
        points.size(),
        rounds,
        results);
    int done = 0;
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(points, new Random(round));
      for (ExperimentPoint point : points) {
        new Runner(options(point, round * REPETITIONS, arguments)).run();
        done++;
        double minutes = (System.nanoTime() - start) / 60e9;
        System.err.printf(
            Locale.ROOT,
            "%d of %d: %s, %s, %d threads; %.1f min so far, about %.0f min left%n",
            done,
            rounds * points.size(),
            point.benchmarkData().name(),
            point.methods().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            point.threads(),
            minutes,
            minutes / done * (rounds * points.size() - done));
      }
    }
    System.err.println("wrote " + results);
  }

  private Options options(ExperimentPoint point, int firstRepetition, String arguments) {
    return new OptionsBuilder()
        .include(ExperimentBenchmark.class.getName() + ".repetition")
        .param("point", point.toString())
        .param("firstRepetition", Integer.toString(firstRepetition))
        .forks(1)
        .measurementIterations(REPETITIONS)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .jvmArgsAppend(
            HEAP,
            "-D" + TraceFile.PROPERTY + "=" + results,
            "-D"
                + TraceFile.REPEATS
                + "=mvn -B -ntp -q test-compile exec:exec@benchmark -Dbenchmark="
                + '"'
                + arguments
                + '"')
        .build();
  }
}
