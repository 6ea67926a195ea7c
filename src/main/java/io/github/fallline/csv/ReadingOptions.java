package io.github.fallline.csv;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Precision;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.Split;
import io.github.fallline.parallel.Threads;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of reading; only precision and split affect the numbers. Immutable: each method gives
 * other options, from {@link #DEFAULT} on.
 */
public final class ReadingOptions {
  /** All processors, doubles, many passes; no split, and nothing is reported or collected. */
  public static final ReadingOptions DEFAULT = new ReadingOptions();

  private int threads = Runtime.getRuntime().availableProcessors();
  private Precision precision = Precision.DOUBLE;
  private ReadingProgress progress = (bytes, rows) -> {};
  private boolean manyPasses = true;
  private Optional<Split> split = Optional.empty();
  private Consumer<String> notes = note -> {};
  private Optional<RowKeys> keys = Optional.empty();
  private Optional<KeyNames> keyNames = Optional.empty();
  private Optional<RowExposures> exposures = Optional.empty();
  private Optional<KeptFields> kept = Optional.empty();
  private Optional<RowIndex> index = Optional.empty();

  private ReadingOptions() {}

  private ReadingOptions copy() {
    ReadingOptions copy = new ReadingOptions();
    copy.threads = threads;
    copy.precision = precision;
    copy.progress = progress;
    copy.manyPasses = manyPasses;
    copy.split = split;
    copy.notes = notes;
    copy.keys = keys;
    copy.keyNames = keyNames;
    copy.exposures = exposures;
    copy.kept = kept;
    copy.index = index;
    return copy;
  }

  /** The same on this many threads, at least 1. */
  public ReadingOptions withThreads(int count) {
    Argument.require(count >= 1, Setting.READING_THREADS, "at least 1", count);
    ReadingOptions other = copy();
    other.threads = count;
    return other;
  }

  /** The same with features in this precision. */
  public ReadingOptions withPrecision(Precision chosen) {
    ReadingOptions other = copy();
    other.precision = Objects.requireNonNull(chosen, "precision");
    return other;
  }

  /** The same with this listener. */
  public ReadingOptions withProgress(ReadingProgress listener) {
    ReadingOptions other = copy();
    other.progress = Objects.requireNonNull(listener, "progress");
    return other;
  }

  /**
   * The same for rows in memory that will be read many times, or not: if they are large, the system
   * is asked for huge pages, which takes a moment and makes passes faster.
   */
  public ReadingOptions withManyPasses(boolean many) {
    ReadingOptions other = copy();
    other.manyPasses = many;
    return other;
  }

  /**
   * The same for rows of which some will be held out: means that replace missing values are those
   * of the other rows.
   */
  public ReadingOptions withSplit(Split chosen) {
    ReadingOptions other = copy();
    other.split = Optional.of(chosen);
    return other;
  }

  /** The same with this receiver of warnings about the text, one line each. */
  public ReadingOptions withNotes(Consumer<String> receiver) {
    ReadingOptions other = copy();
    other.notes = Objects.requireNonNull(receiver, "notes");
    return other;
  }

  /**
   * The same with this collector of the keys of clusters of a schema that has them, filled by one
   * reading.
   */
  public ReadingOptions withKeys(RowKeys collector) {
    ReadingOptions other = copy();
    other.keys = Optional.of(collector);
    return other;
  }

  /** The same with this collector of the cells behind the keys of a {@link CsvStream}'s rows. */
  public ReadingOptions withKeyNames(KeyNames collector) {
    ReadingOptions other = copy();
    other.keyNames = Optional.of(collector);
    return other;
  }

  /** The same with this collector of exposures, filled by one reading. */
  public ReadingOptions withExposures(RowExposures collector) {
    ReadingOptions other = copy();
    other.exposures = Optional.of(collector);
    return other;
  }

  /** The same with this collector of fields, filled by one pass, which one thread makes. */
  public ReadingOptions withKept(KeptFields collector) {
    ReadingOptions other = copy();
    other.kept = Optional.of(collector);
    return other;
  }

  /** The same with this index of the text's rows, filled by each reading. */
  public ReadingOptions withIndex(RowIndex filled) {
    ReadingOptions other = copy();
    other.index = Optional.of(filled);
    return other;
  }

  /** Threads that parse. */
  public int threads() {
    return threads;
  }

  /** The precision of the features. */
  public Precision precision() {
    return precision;
  }

  /** Receives the progress. */
  public ReadingProgress progress() {
    return progress;
  }

  /** Whether rows in memory will be read many times. */
  public boolean manyPasses() {
    return manyPasses;
  }

  /** The rows that will be held out; empty if all rows are trained on. */
  public Optional<Split> split() {
    return split;
  }

  /** Receives warnings about the text, one line each. */
  public Consumer<String> notes() {
    return notes;
  }

  /** Collects the cells behind keys; empty if they are not wanted. */
  Optional<KeyNames> keyNames() {
    return keyNames;
  }

  /** Collects the keys of clusters; empty if they are not wanted. */
  public Optional<RowKeys> keys() {
    return keys;
  }

  /** Collects the exposures of a schema that has them; empty if they are not wanted. */
  public Optional<RowExposures> exposures() {
    return exposures;
  }

  /** Collects fields of the rows of a {@link CsvStream} as text; empty if they are not wanted. */
  public Optional<KeptFields> kept() {
    return kept;
  }

  /** Where rows are in the text, filled while it is read; empty if that is not wanted. */
  Optional<RowIndex> index() {
    return index;
  }

  CsvTable.Speed speed() {
    return new CsvTable.Speed(Threads.useful(threads), RecordChunks.CHUNK_BYTES);
  }
}
