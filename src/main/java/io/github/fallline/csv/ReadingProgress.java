package io.github.fallline.csv;

/** Listens to the progress of reading. */
@FunctionalInterface
public interface ReadingProgress {
  /**
   * Called periodically, by one thread at a time: the one that reads; for a {@link CsvStream}, one
   * of its own or one that takes rows.
   *
   * @param bytes of the input read so far; in the last call, all of them
   * @param rows kept so far
   */
  void at(long bytes, long rows);
}
