package io.github.fallline.data;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.files.TextFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
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
 * From the same rows in one file, in several, compressed or between runs of blanks, in the page
 * cache, to INDArrays, in megabytes of plain text a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TableSourceBenchmark {
  private static final int COLUMNS = 21;
  private static final int ROWS = 500_000;

  /** How the rows are stored: {@code 1000} and {@code 4} are files. */
  @Param({"1", "4", "1000", "blanks", "gzip", "zstd"})
  public String source;

  private Path directory;
  private double megabytes;

  /** Writes the files: numbers of seven decimals, ten bytes a field on average. */
  @Setup
  public void write() throws IOException {
    directory = Files.createTempDirectory("fallline-benchmark");
    int files = Character.isDigit(source.charAt(0)) ? Integer.parseInt(source) : 1;
    String separator = source.equals("blanks") ? "  " : ",";
    Random random = new Random(1);
    for (int file = 0; file < files; file++) {
      Path path = directory.resolve(String.format(Locale.ROOT, "%04d.csv", file));
      try (BufferedWriter out =
          new BufferedWriter(new OutputStreamWriter(open(path), StandardCharsets.UTF_8))) {
        for (int j = 0; j < COLUMNS; j++) {
          out.append(j == 0 ? "y" : separator + "x" + j);
        }
        for (int i = 0; i < ROWS / files; i++) {
          for (int j = 0; j < COLUMNS; j++) {
            int units = random.nextInt(200) - 100;
            int decimals = 1_000_000 + random.nextInt(9_000_000);
            String number = units + "." + decimals;
            out.append(j == 0 ? "\n" : separator).append(number);
            megabytes += (1 + number.length()) / 1e6;
          }
        }
      }
    }
  }

  private OutputStream open(Path path) throws IOException {
    OutputStream file = Files.newOutputStream(path);
    return switch (source) {
      case "gzip" -> new GZIPOutputStream(file);
      case "zstd" -> new ZstdOutputStream(file);
      default -> file;
    };
  }

  /** Deletes the files. */
  @TearDown
  public void delete() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** On one thread that parses. */
  @Benchmark
  public double oneThread(CsvBenchmark.Volume volume) {
    return read(1, volume);
  }

  /** On two threads that parse. */
  @Benchmark
  public double twoThreads(CsvBenchmark.Volume volume) {
    return read(2, volume);
  }

  private double read(int threads, CsvBenchmark.Volume volume) {
    ReadingOptions options = ReadingOptions.DEFAULT.withThreads(threads);
    try (Dataset data =
        CsvReader.read(
            TextFiles.of(List.of(directory)),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.FAIL,
            options)) {
      volume.megabytes += megabytes;
      return data.features().getDouble(data.rows() - 1, 0);
    }
  }
}
