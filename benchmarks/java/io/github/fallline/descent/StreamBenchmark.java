package io.github.fallline.descent;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import io.github.fallline.synthetic.SyntheticData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * Full-batch training in one pass over a CSV in the page cache, beside merely loading it: rows and
 * megabytes a second, whatever the number of rows. It is warmed up for long because of the smallest
 * file: what runs once a file is compiled after hundreds of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 4)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class StreamBenchmark {
  private static final int FEATURES = 20;

  /** Rows of the file. */
  @Param({"100000", "1000000", "10000000", "50000000"})
  public long rows;

  private Path file;

  /** What was read, counted over the time of an iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    /** Rows. */
    public double rows;

    /** Megabytes (10^6 bytes) of text. */
    public double megabytes;
  }

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("fallline-benchmark", ".csv");
    SyntheticData data =
        new SyntheticData(
            rows, FEATURES, 0, SyntheticData.DEFAULT_NOISE, SyntheticData.DEFAULT_CONDITION);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      data.writeCsv(out, Runtime.getRuntime().availableProcessors(), written -> {});
    }
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The model, in one pass. */
  @Benchmark
  public double train(Volume volume) throws IOException {
    try (CsvStream stream =
        new CsvStream(
            TextInput.of(file),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.FAIL,
            ReadingOptions.DEFAULT.withThreads(Runtime.getRuntime().availableProcessors()))) {
      Training training =
          new Trainer(TrainingConfig.of(new GradientMethod.FullBatch())).fit(stream);
      count(volume);
      return training.loss();
    }
  }

  /** The rows in memory, as for one pass; up to 10 million of them fit in. */
  @Benchmark
  public long load(Volume volume) throws IOException {
    try (Dataset data =
        CsvReader.read(
            TextInput.of(file),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.FAIL,
            ReadingOptions.DEFAULT.withManyPasses(false))) {
      count(volume);
      return data.rows();
    }
  }

  private void count(Volume volume) throws IOException {
    volume.rows += rows;
    volume.megabytes += Files.size(file) / 1e6;
  }
}
