package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.RecordChunks;
import java.util.Objects;

/**
 * How rows are read; which numbers come of it does not depend on it, but for the precision.
 *
 * @param threads that parse, at least 1
 * @param precision of the features
 * @param progress told how far the reading is
 * @param manyPasses whether the rows in memory will be gone over many times: where they are large,
 *     the system is asked for huge pages under them, which takes a moment and makes passes faster
 */
public record ReadingOptions(
    int threads, Precision precision, ReadingProgress progress, boolean manyPasses) {
  /** All processors, doubles, nobody is told, and many passes. */
  public static final ReadingOptions DEFAULT =
      new ReadingOptions(
          Runtime.getRuntime().availableProcessors(), Precision.DOUBLE, (bytes, rows) -> {}, true);

  /** Checks the range. */
  public ReadingOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(progress, "progress");
  }

  /** The same on this many threads. */
  public ReadingOptions withThreads(int count) {
    return new ReadingOptions(count, precision, progress, manyPasses);
  }

  /** The same with features in this precision. */
  public ReadingOptions withPrecision(Precision other) {
    return new ReadingOptions(threads, other, progress, manyPasses);
  }

  /** The same, and this one is told. */
  public ReadingOptions withProgress(ReadingProgress listener) {
    return new ReadingOptions(threads, precision, listener, manyPasses);
  }

  /** The same for rows that are gone over many times, or are not. */
  public ReadingOptions withManyPasses(boolean many) {
    return new ReadingOptions(threads, precision, progress, many);
  }

  CsvTable.Speed speed() {
    return new CsvTable.Speed(ThreadCount.useful(threads), RecordChunks.CHUNK_BYTES);
  }
}
