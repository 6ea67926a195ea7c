import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a CSV of numbers row by row, for libraries without a reader of their own. The last column
 * is the target.
 */
final class Rows implements AutoCloseable {
  private final BufferedReader reader;
  private final String[] names;

  /** Features of the current row. {@link #next} overwrites it. */
  final double[] features;

  /** Target of the current row. */
  double target;

  Rows(Path file) throws IOException {
    reader = Files.newBufferedReader(file);
    names = reader.readLine().split(",");
    features = new double[names.length - 1];
  }

  /** Returns the names of the features and, last, of the target. */
  static String[] names(Path file) throws IOException {
    try (Rows rows = new Rows(file)) {
      return rows.names;
    }
  }

  /** Reads the next row and returns whether there was one. */
  boolean next() throws IOException {
    String line = reader.readLine();
    if (line == null) {
      return false;
    }
    int start = 0;
    for (int j = 0; j < features.length; j++) {
      int end = line.indexOf(',', start);
      features[j] = Double.parseDouble(line.substring(start, end));
      start = end + 1;
    }
    target = Double.parseDouble(line.substring(start));
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
