package io.github.fallline.csv;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Precision;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.Split;
import io.github.fallline.parallel.Threads;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of reading; only precision and split affect the numbers.
 *
 * @param threads that parse, at least 1
 * @param precision of the features
 * @param progress receives the progress
 * @param manyPasses whether the rows in memory will be read many times: if they are large, the
 *     system is asked for huge pages, which takes a moment and makes passes faster
 * @param split the rows that will be held out: means that replace missing values are those of the
 *     other rows; empty if all rows are trained on
 * @param notes receives warnings about the text, one line each
 * @param keys collects the keys of clusters of a schema that has them; empty if they are not wanted
 * @param exposures collects the exposures of a schema that has them; empty if they are not wanted
 * @param kept collects fields of the rows of a {@link CsvStream} as text, which are then read by
 *     one thread; empty if they are not wanted
 */
public record ReadingOptions(
    int threads,
    Precision precision,
    ReadingProgress progress,
    boolean manyPasses,
    Optional<Split> split,
    Consumer<String> notes,
    Optional<RowKeys> keys,
    Optional<RowExposures> exposures,
    Optional<KeptFields> kept) {
  /** All processors, doubles, many passes, no split, and neither progress nor notes. */
  public static final ReadingOptions DEFAULT =
      new ReadingOptions(
          Runtime.getRuntime().availableProcessors(),
          Precision.DOUBLE,
          (bytes, rows) -> {},
          true,
          Optional.empty(),
          note -> {},
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public ReadingOptions {
    Argument.require(threads >= 1, "threads", "at least 1", threads);
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(notes, "notes");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(exposures, "exposures");
    Objects.requireNonNull(kept, "kept");
  }

  /** The same on this many threads. */
  public ReadingOptions withThreads(int count) {
    return new ReadingOptions(
        count, precision, progress, manyPasses, split, notes, keys, exposures, kept);
  }

  /** The same with features in this precision. */
  public ReadingOptions withPrecision(Precision other) {
    return new ReadingOptions(
        threads, other, progress, manyPasses, split, notes, keys, exposures, kept);
  }

  /** The same with this listener. */
  public ReadingOptions withProgress(ReadingProgress listener) {
    return new ReadingOptions(
        threads, precision, listener, manyPasses, split, notes, keys, exposures, kept);
  }

  /** The same for rows that are read many times, or not. */
  public ReadingOptions withManyPasses(boolean many) {
    return new ReadingOptions(
        threads, precision, progress, many, split, notes, keys, exposures, kept);
  }

  /** The same for rows of which some will be held out. */
  public ReadingOptions withSplit(Split chosen) {
    return new ReadingOptions(
        threads,
        precision,
        progress,
        manyPasses,
        Optional.of(chosen),
        notes,
        keys,
        exposures,
        kept);
  }

  /** The same with this receiver of notes. */
  public ReadingOptions withNotes(Consumer<String> receiver) {
    return new ReadingOptions(
        threads, precision, progress, manyPasses, split, receiver, keys, exposures, kept);
  }

  /** The same with this collector of the keys of clusters, filled by one reading. */
  public ReadingOptions withKeys(RowKeys collector) {
    return new ReadingOptions(
        threads,
        precision,
        progress,
        manyPasses,
        split,
        notes,
        Optional.of(collector),
        exposures,
        kept);
  }

  /** The same with this collector of fields, filled by one pass. */
  public ReadingOptions withKept(KeptFields collector) {
    return new ReadingOptions(
        threads,
        precision,
        progress,
        manyPasses,
        split,
        notes,
        keys,
        exposures,
        Optional.of(collector));
  }

  /** The same with this collector of exposures, filled by one reading. */
  public ReadingOptions withExposures(RowExposures collector) {
    return new ReadingOptions(
        threads, precision, progress, manyPasses, split, notes, keys, Optional.of(collector), kept);
  }

  CsvTable.Speed speed() {
    return new CsvTable.Speed(Threads.useful(threads), RecordChunks.CHUNK_BYTES);
  }
}
