package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.gradient.VarianceReduction;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.RowMultiplicity;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.BatchRun;
import io.github.fallline.descent.steps.BatchSolver;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.TileExecutor;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

/** One epoch of stochastic or mini-batch steps on rows in memory, features taken as they are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StepBenchmark {
  /** Shape of the data, rows x features. */
  @Param({"1000000x20", "200000x100"})
  public String shape;

  /** Rows a step. */
  @Param({"1", "32", "256"})
  public int batch;

  /** Whether each epoch shuffles the rows. */
  @Param({"false", "true"})
  public boolean shuffle;

  /** Threads: with two, one fetches rows ahead. */
  @Param({"1", "2"})
  public int threads;

  /** The update rule. */
  @Param({"plain"})
  public String update;

  /** How features are stored and computed with. */
  @Param({"DOUBLE"})
  public Precision precision;

  private INDArray stored;
  private INDArray targets;
  private Dataset data;
  private Blas.SingleThread singleThread;
  private TileExecutor executor;
  private RowObjective function;
  private BatchSolver solver;

  /** Fills the data set. */
  @Setup
  public void fill() {
    String[] sizes = shape.split("x", 2);
    int rows = Integer.parseInt(sizes[0]);
    int features = Integer.parseInt(sizes[1]);
    Random random = new Random(1);
    double[] flat = random.doubles((long) rows * features, -1, 1).toArray();
    double[] flatTargets = random.doubles(rows, -1, 1).toArray();
    Matrix matrix = Matrix.uninitialized(rows, features, Precision.DOUBLE); // as from a file
    matrix.view().write(flat);
    INDArray x = matrix.array();
    INDArray y = Nd4j.create(flatTargets, new long[] {rows, 1}, DataType.DOUBLE);
    data = Dataset.of(x, y, precision);
    stored = x;
    targets = y;
    singleThread = Blas.singleThread();
    executor = new TileExecutor(1);
    FeatureScaling raw = FeatureScaling.raw(features, true);
    function = new RowObjective(data, Objective.LEAST_SQUARES, raw, executor);
    GradientMethod method =
        batch == 1 ? new GradientMethod.Stochastic() : new GradientMethod.MiniBatch(batch);
    UpdateRule rule =
        switch (update) {
          case "momentum" -> new Momentum(UpdateRule.DEFAULT_MOMENTUM);
          case "adagrad" -> new AdaGrad();
          case "rmsprop" -> new RmsProp();
          case "adam" -> new Adam();
          case "nesterov" -> new Nesterov(UpdateRule.DEFAULT_MOMENTUM);
          default -> new PlainUpdate();
        };
    BatchPlan plan =
        new BatchPlan(
            rows,
            RowMultiplicity.once(rows),
            method.batchRows(rows),
            new Shuffling(shuffle, 0, 0),
            false);
    solver =
        BatchSolver.of(
            new BatchRun(data, Objective.LEAST_SQUARES, raw, plan, threads),
            new StochasticStart(
                new double[features + 1],
                rule,
                ScheduledRate.constant(1e-4),
                function,
                new OutputIterate.LastIterate(),
                new DivergenceMonitor(rows, 1, 100)),
            VarianceReduction.NONE);
  }

  /** Frees the native memory. */
  @TearDown
  public void free() {
    solver.close();
    function.close();
    executor.close();
    singleThread.close();
    data.close();
    stored.close();
    targets.close();
  }

  /** All steps of an epoch. */
  @Benchmark
  public double epoch() {
    return solver.advance(1);
  }
}
