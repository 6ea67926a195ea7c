package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Dataset;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.descent.steps.Coordinates;
import io.github.fallline.descent.steps.FullBatchSolver;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.ScheduledRate;
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

/** Default full-batch training, from rows in memory to a certified model, beside dsyrk alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MomentsBenchmark {
  private static final int BLOCK = 8192;

  /** Shape of the data, rows x features. */
  @Param({"1000000x20", "200000x100"})
  public String shape;

  private int rows;
  private Dataset data;
  private Workspace workspace;
  private RowView features;
  private RowView gram;

  /** Fills the data set. */
  @Setup
  public void fill() {
    String[] sizes = shape.split("x", 2);
    rows = Integer.parseInt(sizes[0]);
    int width = Integer.parseInt(sizes[1]);
    Random random = new Random(1);
    double[] flat = random.doubles((long) rows * width, -1, 1).toArray();
    double[] targets = random.doubles(rows, -1, 1).toArray();
    INDArray x = Nd4j.create(flat, new long[] {rows, width}, DataType.DOUBLE);
    INDArray y = Nd4j.create(targets, new long[] {rows, 1}, DataType.DOUBLE);
    data = Dataset.of(x, y);
    workspace = new Workspace();
    features = RowView.on(x);
    gram = workspace.view(width, width);
  }

  /** Frees the native memory. */
  @TearDown
  public void free() {
    workspace.close();
    data.features().close();
    data.targets().close();
  }

  /** Training, on one thread. */
  @Benchmark
  public double trainOnOneThread() {
    return train(1);
  }

  /** Training, on two threads. */
  @Benchmark
  public double trainOnTwoThreads() {
    return train(2);
  }

  private double train(int threads) {
    TrainingConfig config = TrainingConfig.of(new GradientMethod.FullBatch()).withThreads(threads);
    return new Trainer(config).fit(data).gap();
  }

  /** Rows to a certified gap of 1e-10 variances, on one thread: training less its report. */
  @Benchmark
  public double descendOnOneThread() {
    try (Blas.SingleThread single = Blas.singleThread();
        TileExecutor executor = new TileExecutor(1)) {
      TrainingProblem problem =
          new TrainingProblem(
              data, Objective.LEAST_SQUARES, ModelSpec.DEFAULT, Preconditioning.NONE, executor);
      QuadraticObjective quadratic = problem.quadratic().objective();
      ScheduledRate scheduledRate = ScheduledRate.constant(1 / (2 * quadratic.largestCurvature()));
      try (FullBatchSolver solver =
          new FullBatchSolver(
              Coordinates.alongAxes(quadratic, quadratic),
              new PlainUpdate(),
              scheduledRate,
              quadratic.toAxes(problem.start(true)))) {
        while (solver.evaluate().gap() > 1e-10 * problem.targetVariance()) {
          solver.advance(solver.epochsUntilEvaluation());
        }
        return solver.parameters()[0];
      }
    }
  }

  /** The floor: dsyrk over all rows in blocks, one thread. */
  @Benchmark
  public double dsyrkOnly() {
    try (Blas.SingleThread single = Blas.singleThread()) {
      for (int first = 0; first < rows; first += BLOCK) {
        features.moveTo(first, Math.min(BLOCK, rows - first));
        Blas.gram(features, gram);
      }
    }
    return gram.rows();
  }
}
