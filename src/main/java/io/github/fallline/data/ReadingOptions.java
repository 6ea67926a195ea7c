package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.RecordChunks;
import java.util.Objects;
import java.util.Optional;

/**
 * How rows are read; which numbers come of it does not depend on it, but for the precision and the
 * split.
 *
 * @param threads that parse, at least 1
 * @param precision of the features
 * @param progress told how far the reading is
 * @param manyPasses whether the rows in memory will be gone over many times: where they are large,
 *     the system is asked for huge pages under them, which takes a moment and makes passes faster
 * @param split the rows that are to be held out afterwards: the means that replace missing values
 *     are those of the other rows; empty if all rows are to be trained on
 */
public record ReadingOptions(
    int threads,
    Precision precision,
    ReadingProgress progress,
    boolean manyPasses,
    Optional<Split> split) {
  /** All processors, doubles, nobody is told, and many passes. */
  public static final ReadingOptions DEFAULT =
      new ReadingOptions(
          Runtime.getRuntime().availableProcessors(),
          Precision.DOUBLE,
          (bytes, rows) -> {},
          true,
          Optional.empty());

  /** Checks the range. */
  public ReadingOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(split, "split");
  }

  /** The same on this many threads. */
  public ReadingOptions withThreads(int count) {
    return new ReadingOptions(count, precision, progress, manyPasses, split);
  }

  /** The same with features in this precision. */
  public ReadingOptions withPrecision(Precision other) {
    return new ReadingOptions(threads, other, progress, manyPasses, split);
  }

  /** The same, and this one is told. */
  public ReadingOptions withProgress(ReadingProgress listener) {
    return new ReadingOptions(threads, precision, listener, manyPasses, split);
  }

  /** The same for rows that are gone over many times, or are not. */
  public ReadingOptions withManyPasses(boolean many) {
    return new ReadingOptions(threads, precision, progress, many, split);
  }

  /** The same for rows of which some are to be held out. */
  public ReadingOptions withSplit(Split chosen) {
    return new ReadingOptions(threads, precision, progress, manyPasses, Optional.of(chosen));
  }

  CsvTable.Speed speed() {
    return new CsvTable.Speed(ThreadCount.useful(threads), RecordChunks.CHUNK_BYTES);
  }
}
