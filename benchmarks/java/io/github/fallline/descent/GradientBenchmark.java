package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.parallel.TileExecutor;
import java.util.Arrays;
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

/** One full-batch gradient of squared errors over rows in memory, beside a plain loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GradientBenchmark {
  /** Shape of the data, rows x features. */
  @Param({"1000000x20", "200000x100"})
  public String shape;

  /** How features are stored and computed with. */
  @Param({"DOUBLE"})
  public Precision precision;

  private int rows;
  private int features;
  private INDArray stored;
  private Dataset data;
  private double[] flat;
  private double[] targets;
  private double[] point;
  private double[] gradient;
  private Blas.SingleThread singleThread;
  private TileExecutor[] executors;
  private RowObjective[] functions;

  /** Fills the data set, and a copy of it on the heap for the floor. */
  @Setup
  public void fill() {
    String[] sizes = shape.split("x", 2);
    rows = Integer.parseInt(sizes[0]);
    features = Integer.parseInt(sizes[1]);
    Random random = new Random(1);
    flat = random.doubles((long) rows * features, -1, 1).toArray();
    targets = random.doubles(rows, -1, 1).toArray();
    Matrix matrix = Matrix.uninitialized(rows, features, Precision.DOUBLE); // as from a file
    matrix.view().write(flat);
    INDArray x = matrix.array();
    INDArray y = Nd4j.create(targets, new long[] {rows, 1}, DataType.DOUBLE);
    data = Dataset.of(x, y, precision);
    stored = x;
    point = random.doubles(features + 1, -1, 1).toArray();
    gradient = new double[features + 1];
    singleThread = Blas.singleThread();
    executors = new TileExecutor[] {new TileExecutor(1), new TileExecutor(2)};
    functions = new RowObjective[executors.length];
    FeatureScaling raw = FeatureScaling.raw(features, true);
    for (int i = 0; i < executors.length; i++) {
      functions[i] = new RowObjective(data, Objective.LEAST_SQUARES, raw, executors[i]);
    }
  }

  /** Frees the native memory. */
  @TearDown
  public void free() {
    for (int i = 0; i < executors.length; i++) {
      functions[i].close();
      executors[i].close();
    }
    singleThread.close();
    data.close();
    stored.close();
    data.targets().close();
  }

  private double[] evaluate(RowObjective function) {
    point[0] = -point[0]; // the objective caches its last point
    function.gradient(point, gradient);
    return gradient;
  }

  /** Tiles through BLAS on one thread. */
  @Benchmark
  public double[] oneThread() {
    return evaluate(functions[0]);
  }

  /** Tiles through BLAS on two threads. */
  @Benchmark
  public double[] twoThreads() {
    return evaluate(functions[1]);
  }

  /** The floor: the same sums in a plain loop, four accumulators, one thread. */
  @Benchmark
  public double[] plainLoop() {
    Arrays.fill(gradient, 0);
    for (int i = 0, at = 0; i < rows; i++, at += features) {
      double residual = point[features] - targets[i] + dot(at);
      for (int j = 0; j < features; j++) {
        gradient[j] += residual * flat[at + j];
      }
      gradient[features] += residual;
    }
    return gradient;
  }

  private double dot(int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < features; j += 4) {
      a += flat[at + j] * point[j];
      b += flat[at + j + 1] * point[j + 1];
      c += flat[at + j + 2] * point[j + 2];
      d += flat[at + j + 3] * point[j + 3];
    }
    for (; j < features; j++) {
      a += flat[at + j] * point[j];
    }
    return a + b + (c + d);
  }
}
