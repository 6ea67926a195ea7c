package io.github.fallline.race;

import io.github.fallline.compare.Candidate;
import io.github.fallline.compare.MachineLoad;
import io.github.fallline.compare.MethodComparison;
import io.github.fallline.compare.Repetitions;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * All methods on one data set, one repetition an invocation: every method descends once, in an
 * order drawn anew, so that a disturbance of the machine meets all of them alike. {@link
 * Experiment} runs it on every point of its design.
 *
 * <p>The time that JMH takes is that of all methods together; the counters are those of each.
 * Traces go to the file that the system property {@code fallline.traces} names.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(1)
public class ExperimentBenchmark {
  /** Runs end at the smallest gap that is compared. */
  private static final double ENOUGH = 1e-6;

  /** What the counters are seconds to. */
  private static final double COUNTED = 1e-3;

  /** The data set and the threads, as {@link ExperimentPoint} writes them. */
  @Param("100000/20/10.0/0.25/2/FEW")
  public String point;

  /** The first repetition of this process, which decides seeds and orders. */
  @Param("0")
  public int firstRepetition;

  private final List<TimedRun> runs = new ArrayList<>();
  private ExperimentPoint parsed;
  private Dataset rows;
  private MethodComparison comparison;
  private int repetitions;

  /** Mean seconds to a gap of 1e-3; NaN where one run never came there. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class SecondsTo3 {
    public double fullBatchByRows;
    public double fullBatchByMoments;
    public double stochastic;
    public double miniBatch256;

    void take(TimedRun run, int iterations) {
      double seconds = run.secondsTo(COUNTED);
      double share = Double.isFinite(seconds) ? seconds / iterations : Double.NaN;
      switch (run.method().label()) {
        case "full-batch by rows" -> fullBatchByRows = share;
        case "full-batch by moments" -> fullBatchByMoments = share;
        case "stochastic" -> stochastic = share;
        case "mini-batch 256" -> miniBatch256 = share;
        default -> {}
      }
    }
  }

  /** Makes the data set, by way of a file, and warms the methods up. */
  @Setup
  public void prepare() throws IOException {
    parsed = ExperimentPoint.parse(point);
    Path file = Files.createTempFile("fallline-benchmark", ".csv");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        parsed.synthetic().writeCsv(out, Runtime.getRuntime().availableProcessors(), written -> {});
      }
      rows = CsvReader.read(file, Schema.target("y"));
    } finally {
      Files.delete(file);
    }
    ConvergenceRun.Limits limits =
        new ConvergenceRun.Limits(ENOUGH, parsed.seconds(), Long.MAX_VALUE);
    comparison = comparison(parsed.candidates(isWhitened()), limits);
    comparison.warmUp(name -> {});
    repetitions = firstRepetition;
  }

  private MethodComparison comparison(List<Candidate> candidates, ConvergenceRun.Limits limits) {
    return new MethodComparison(
        parsed.benchmarkData().name(), rows, candidates, limits, Repetitions.DEFAULT);
  }

  /** Whether stochastic steps whiten the features by default. */
  private boolean isWhitened() {
    ConvergenceRun.Limits look = new ConvergenceRun.Limits(ENOUGH, 1e-9, 1);
    return parsed.candidates(false).stream()
        .anyMatch(each -> ConvergenceRun.run(each.config(), rows, look).steps().whitened());
  }

  /** One repetition. */
  @Benchmark
  public int repetition(SecondsTo3 counters, IterationParams iteration) {
    boolean measured = iteration.getType() == IterationType.MEASUREMENT;
    MachineLoad watch = MachineLoad.start();
    List<TimedRun> timed = new ArrayList<>();
    comparison
        .repetition(repetitions, name -> {})
        .forEach(
            (candidate, curve) ->
                timed.add(candidate.timedRun(parsed.benchmarkData(), curve, repetitions + 1)));
    timed.forEach(run -> counters.take(run, iteration.getCount()));
    if (measured) {
      double load = watch.others();
      timed.forEach(run -> runs.add(run.withOthersLoad(load)));
      repetitions++;
    }
    return timed.size();
  }

  /** Adds the traces to those of the processes before. */
  @TearDown(Level.Trial)
  public void write() {
    rows.close();
    TraceFile.addMeasured(runs);
  }
}
