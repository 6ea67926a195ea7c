package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.synthetic.SyntheticData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/**
 * The time that evaluations of the gap add to the seconds of a timed descent: the same descent,
 * same seed and epochs, by its clock and without any evaluation, in an order that is drawn for each
 * invocation: the first run finds other caches than the second, and the frequency of the processor
 * drifts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 50)
@Measurement(iterations = 400)
@Fork(1)
public class LooksBenchmark {
  private static final int EPOCHS = 4;

  /** Rows a step; 0 for a full batch by rows. */
  @Param({"0", "1", "32", "256"})
  public int batch;

  private final Random order = new Random(1);
  private Dataset rows;

  /** Means over the iterations, of which each counts by its share: JMH adds them up. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Clocks {
    /** Seconds of a descent with evaluations, by its clock. */
    public double withLooks;

    /** Seconds of one without. */
    public double without;
  }

  /** Makes the data set, by way of a file. */
  @Setup
  public void read() throws IOException {
    Path file = Files.createTempFile("fallline-benchmark", ".csv");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        new SyntheticData(200_000, 20, 1, 0.25, 10).writeCsv(out, 2, written -> {});
      }
      rows = CsvReader.read(file, Schema.target("y"));
    } finally {
      Files.delete(file);
    }
  }

  /** Gives the rows back. */
  @TearDown
  public void close() {
    rows.close();
  }

  /** A descent of each kind. */
  @Benchmark
  public double pair(Clocks clocks, IterationParams iteration) {
    GradientMethod method =
        switch (batch) {
          case 0 -> new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS);
          case 1 -> new GradientMethod.Stochastic();
          default -> new GradientMethod.MiniBatch(batch);
        };
    TrainingConfig config = TrainingConfig.of(method).withThreads(2);
    boolean looksFirst = order.nextBoolean();
    double first = looksFirst ? looking(config) : blind(config);
    double second = looksFirst ? blind(config) : looking(config);
    double with = looksFirst ? first : second;
    double without = looksFirst ? second : first;
    clocks.withLooks = with / iteration.getCount();
    clocks.without = without / iteration.getCount();
    return with / without;
  }

  private double looking(TrainingConfig config) {
    ConvergenceRun.Limits limits = new ConvergenceRun.Limits(0, Double.MAX_VALUE, EPOCHS);
    List<ConvergenceRun.Point> points = ConvergenceRun.run(config, rows, limits).points();
    return points.get(points.size() - 1).seconds();
  }

  private double blind(TrainingConfig config) {
    long start = System.nanoTime();
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(config.threads())) {
      return blind(config, TrainingProblem.of(config, rows, executor), executor, start);
    }
  }

  private double blind(
      TrainingConfig config, TrainingProblem problem, TileExecutor executor, long start) {
    Objective objective = new Objective(Loss.SQUARED, Penalty.NONE);
    try (RowObjective function = new RowObjective(rows, objective, problem.scaling(), executor);
        Solver solver =
            SolverPlanner.plan(
                    new FitContext(
                        config, rows, problem, Optional.of(function), Optional.of(executor)))
                .solver()) {
      while (solver.epochs() < EPOCHS) {
        solver.advance(1);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
