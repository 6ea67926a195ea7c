package io.github.fallline.csv;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import java.nio.file.Path;

/** The reader with a chunk size of its own, for benchmarks in other packages. */
public final class ChunkedRead {
  private ChunkedRead() {}

  /**
   * Reads a file.
   *
   * @param chunkBytes bytes that a thread parses at once; 0 to leave all to commons-csv
   */
  public static Dataset of(
      Path file, CsvFormat format, Schema schema, int threads, int chunkBytes) {
    return CsvReader.read(
        TextInput.of(file),
        format,
        schema,
        MissingValues.FAIL,
        ReadingOptions.DEFAULT,
        new CsvTable.Speed(threads, chunkBytes));
  }
}
