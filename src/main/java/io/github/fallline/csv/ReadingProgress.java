package io.github.fallline.csv;

/** A listener to the progress of reading. */
@FunctionalInterface
public interface ReadingProgress {
  /**
   * Told now and then, by one thread at a time: the one that asked for the reading; for a {@link
   * CsvStream}, one of its own or one that takes rows.
   *
   * @param bytes of the input taken so far; in the last call, all of them
   * @param rows kept so far
   */
  void at(long bytes, long rows);
}
