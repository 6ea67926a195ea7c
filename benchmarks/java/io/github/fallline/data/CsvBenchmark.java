package io.github.fallline.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.blas.Matrix;
import io.github.fallline.csv.ChunkedRead;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.csv.parser.RecordLayout;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * From a CSV in the page cache to INDArrays, in megabytes a second, beside commons-csv and FastCSV,
 * and beside what merely reading the bytes takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CsvBenchmark {
  private static final int COLUMNS = 21;
  private static final int ROWS = 1_000_000;
  private static final int BLOCK_ROWS = 4096;

  /** Whether every field is quoted. */
  @Param({"false", "true"})
  public boolean quoted;

  /** Whether decimals are behind a comma, and fields separated by semicolons. */
  @Param({"false", "true"})
  public boolean decimalComma;

  private Path file;
  private double megabytes;

  /** What was read, counted over the time of an iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    /** Megabytes (10^6 bytes) of text. */
    public double megabytes;
  }

  /** Writes the file: numbers of seven decimals, ten bytes a field on average. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("fallline-benchmark", ".csv");
    Random random = new Random(1);
    String quote = quoted ? "\"" : "";
    char separator = decimalComma ? ';' : ',';
    char point = decimalComma ? ',' : '.';
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int j = 0; j < COLUMNS; j++) {
        out.append(j == 0 ? "y" : separator + "x" + j);
      }
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          int units = random.nextInt(200) - 100;
          int decimals = 1_000_000 + random.nextInt(9_000_000);
          out.append(j == 0 ? '\n' : separator).append(quote);
          out.append(Integer.toString(units)).append(point).append(Integer.toString(decimals));
          out.append(quote);
        }
      }
    }
    megabytes = Files.size(file) / 1e6;
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The reader on one thread. */
  @Benchmark
  public double oneThread(Volume volume) {
    return read(1, RecordChunks.CHUNK_BYTES, volume);
  }

  /** The reader on two threads. */
  @Benchmark
  public double twoThreads(Volume volume) {
    return read(2, RecordChunks.CHUNK_BYTES, volume);
  }

  /** The reader where it leaves all to commons-csv, with fastdoubleparser. */
  @Benchmark
  public double commonsCsv(Volume volume) {
    return read(1, 0, volume);
  }

  private double read(int threads, int chunkBytes, Volume volume) {
    Schema schema = Schema.target("y");
    CellFormat cells = CellFormat.DEFAULT.withDecimalComma(decimalComma);
    CsvFormat format = CsvFormat.DETECT.withCells(cells);
    try (Dataset data = ChunkedRead.of(file, format, schema, threads, chunkBytes)) {
      volume.megabytes += megabytes;
      return data.features().getDouble(ROWS - 1, 0);
    }
  }

  /**
   * FastCSV by its callback for fields, with fastdoubleparser, into the same memory. Decimal commas
   * are replaced in its buffer.
   */
  @Benchmark
  public double fastCsv(Volume volume) throws IOException {
    int[] places = IntStream.range(0, COLUMNS).toArray();
    RecordLayout layout = new RecordLayout(',', COLUMNS, places, false, RecordLayout.Gaps.REFUSED);
    RowBlock block = layout.newBlock();
    try (GrowableMatrix rows = new GrowableMatrix(COLUMNS, ROWS, true);
        de.siegmar.fastcsv.reader.CsvReader<double[]> reader =
            de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(decimalComma ? ';' : ',')
                .build(new Numbers(decimalComma), file)) {
      reader.skipLines(1);
      for (double[] row : reader) {
        block.add(row);
        if (block.rows() == BLOCK_ROWS) {
          rows.write(rows.append(BLOCK_ROWS), BLOCK_ROWS, block.features());
          block.clear();
        }
      }
      rows.write(rows.append(block.rows()), block.rows(), block.features());
      volume.megabytes += megabytes;
      try (Matrix matrix = rows.drain()) {
        return matrix.array().getDouble(ROWS - 1, 0);
      }
    }
  }

  private static final class Numbers extends AbstractBaseCsvCallbackHandler<double[]> {
    private final double[] row = new double[COLUMNS];
    private final boolean decimalComma;

    Numbers(boolean decimalComma) {
      this.decimalComma = decimalComma;
    }

    @Override
    protected void handleField(int field, char[] text, int offset, int length, boolean quoted) {
      for (int i = offset; decimalComma && i < offset + length; i++) {
        if (text[i] == ',') {
          text[i] = '.';
          break;
        }
      }
      row[field] = JavaDoubleParser.parseDouble(text, offset, length);
    }

    @Override
    protected double[] buildRecord() {
      return row;
    }
  }

  /** A floor: reading the bytes. */
  @Benchmark
  public long readBytes(Volume volume) throws IOException {
    byte[] bytes = new byte[1 << 17];
    long sum = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        sum += bytes[count - 1];
      }
    }
    volume.megabytes += megabytes;
    return sum;
  }

  /** A floor: reading the bytes and counting the line feeds. */
  @Benchmark
  public long countLines(Volume volume) throws IOException {
    byte[] bytes = new byte[1 << 17];
    long lines = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        for (int i = 0; i < count; i++) {
          lines += bytes[i] == '\n' ? 1 : 0;
        }
      }
    }
    volume.megabytes += megabytes;
    return lines;
  }
}
