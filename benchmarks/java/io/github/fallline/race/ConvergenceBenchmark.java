package io.github.fallline.race;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Candidate;
import io.github.fallline.compare.ComparisonResult;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.synthetic.SyntheticData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Seconds to a gap of 1e-1, 1e-2, 1e-3 and 1e-6 to the exact optimum, and decades of the gap closed
 * a second: one descent an invocation, each with a seed of its own, learning rates automatic.
 *
 * <p>The time that JMH takes includes the looks at the gap and the metrics of the answer; the
 * counters do not. Traces, as many points as a chart shows, go to the file that the system property
 * {@code fallline.traces} names, which must not be there when the command begins: all trials of one
 * command go to one file, and no others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(1)
public class ConvergenceBenchmark {
  private static final double ENOUGH = 1e-9;

  /** The main class of JMH's process for a trial. */
  private static final String TRIAL = "org.openjdk.jmh.runner.ForkedMain";

  /**
   * The method: a batch size, or a word; behind it, perhaps, an update rule, or that features stay
   * unwhitened however alike they are. Full batches by rows never whiten.
   */
  @Param({
    "rows",
    "moments",
    "1",
    "8",
    "32",
    "256",
    "4096",
    "32-momentum",
    "32-nesterov",
    "32-adam",
    "rows-nesterov",
    "1-unwhitened",
    "32-unwhitened"
  })
  public String method;

  /** Rows x features. */
  @Param({"10000x10", "100000x20", "1000000x20", "1000000x100"})
  public String shape;

  /** Largest over smallest eigenvalue of the correlations of the features. */
  @Param({"10", "1000", "100000"})
  public double condition;

  /** Deviation of the noise over that of the signal. */
  @Param({"0.25", "4"})
  public double noise;

  /** Threads of the descent. */
  @Param({"1", "2"})
  public int workers;

  /** Training of a run at most. */
  @Param("2")
  public double seconds;

  private final List<TimedRun> runs = new ArrayList<>();
  private Optional<TraceFile> traces;
  private Dataset rows;
  private Candidate candidate;
  private BenchmarkData benchmarkData;

  /**
   * What descents came to, as means: JMH adds up the events of all iterations, so each counts by
   * its share. A gap that one never reached is NaN.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Gaps {
    /** Seconds to a gap of 1e-1. */
    public double secondsTo1;

    /** Seconds to a gap of 1e-2. */
    public double secondsTo2;

    /** Seconds to a gap of 1e-3. */
    public double secondsTo3;

    /** Seconds to a gap of 1e-6. */
    public double secondsTo6;

    /** Decades of the gap closed a second. */
    public double decadesPerSecond;

    void take(TimedRun run, int iterations) {
      secondsTo1 = finite(run.secondsTo(1e-1)) / iterations;
      secondsTo2 = finite(run.secondsTo(1e-2)) / iterations;
      secondsTo3 = finite(run.secondsTo(1e-3)) / iterations;
      secondsTo6 = finite(run.secondsTo(1e-6)) / iterations;
      decadesPerSecond = run.decadesPerSecond() / iterations;
    }

    private static double finite(double seconds) {
      return Double.isFinite(seconds) ? seconds : Double.NaN;
    }
  }

  /** Makes the data set, by way of a file. */
  @Setup
  public void read() throws IOException {
    traces = traces();
    String[] sizes = shape.split("x", -1);
    long count = Long.parseLong(sizes[0]);
    int features = Integer.parseInt(sizes[1]);
    SyntheticData data = new SyntheticData(count, features, 1, noise, condition);
    Path file = Files.createTempFile("fallline-benchmark", ".csv");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        data.writeCsv(out, Runtime.getRuntime().availableProcessors(), written -> {});
      }
      rows = CsvReader.read(file, Schema.target("y"));
    } finally {
      Files.delete(file);
    }
    String name =
        String.format(
            Locale.ROOT, "%,d x %d, condition %,.0f, noise %s", count, features, condition, noise);
    benchmarkData = new BenchmarkData(name, count, features, condition, noise);
    candidate = contender();
  }

  private Candidate contender() {
    String[] words = method.split("-", -1);
    String variant = words.length == 1 ? "" : words[1];
    UpdateRule rule =
        switch (variant) {
          case "momentum" -> new Momentum(UpdateRule.DEFAULT_MOMENTUM);
          case "nesterov" -> new Nesterov(UpdateRule.DEFAULT_MOMENTUM);
          case "adam" -> new Adam();
          default -> new PlainUpdate();
        };
    boolean unwhitened = variant.equals("unwhitened");
    GradientMethod.Acceleration acceleration =
        unwhitened ? GradientMethod.Acceleration.NONE : GradientMethod.Acceleration.DEFAULT;
    GradientMethod gradients =
        switch (words[0]) {
          case "rows" -> new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS);
          case "moments" -> new GradientMethod.FullBatch(GradientMethod.Gradients.MOMENTS);
          case "1" -> new GradientMethod.Stochastic(acceleration);
          default -> new GradientMethod.MiniBatch(Integer.parseInt(words[0]), acceleration);
        };
    String name =
        gradients instanceof GradientMethod.FullBatch
            ? "full-batch by " + words[0]
            : gradients.label() + (unwhitened ? " unwhitened" : "");
    TrainingConfig common = TrainingConfig.of(gradients).withUpdate(rule).withThreads(workers);
    return Candidate.of(name, gradients, common);
  }

  /** One descent. */
  @Benchmark
  public double descent(Gaps gaps, IterationParams iteration) {
    ConvergenceRun.Limits limits = new ConvergenceRun.Limits(ENOUGH, seconds, Long.MAX_VALUE);
    TrainingConfig config = candidate.config().withSeed(runs.size());
    ConvergenceRun.ConvergenceCurve curve = ConvergenceRun.run(config, rows, limits);
    TimedRun run = candidate.timedRun(benchmarkData, curve, runs.size() + 1);
    if (iteration.getType() == IterationType.MEASUREMENT) {
      runs.add(run);
    }
    gaps.take(run, iteration.getCount());
    return run.leastGap();
  }

  /** Refuses a file of traces that another command wrote, before anything is measured. */
  private static Optional<TraceFile> traces() {
    String file = System.getProperty("fallline.traces");
    return file == null ? Optional.empty() : Optional.of(TraceFile.open(Path.of(file), command()));
  }

  /** The identity of this command: the process of JMH, and its start. */
  private static String command() {
    ProcessHandle process = ProcessHandle.current();
    if (System.getProperty("sun.java.command", "").startsWith(TRIAL)) {
      process = process.parent().orElse(process); // the trial has a process of its own
    }
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** Adds the traces to those of the trials before. */
  @TearDown(Level.Trial)
  public void write() {
    rows.close();
    Environment environment = Environment.current(commit(), "see benchmarks/README.md");
    traces.ifPresent(file -> file.add(environment, ComparisonResult.rules(), runs));
  }

  private static String commit() {
    try {
      Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
