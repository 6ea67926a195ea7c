package io.github.fallline.data;

import io.github.fallline.blas.NativeMemory;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Computes the checksum of a data set row by row: CRC-32C over names, numbers in the order of the
 * rows, and their count. It detects damage and change, not forgery, and does not depend on how many
 * rows are added at once.
 */
public final class Fingerprint {
  private static final int ELEMENTS = 1 << 13;

  private final CRC32C names = new CRC32C();
  private final CRC32C features = new CRC32C();
  private final CRC32C targets = new CRC32C();
  private final ByteBuffer bytes = NativeMemory.buffer(ELEMENTS * Double.BYTES);
  private final int columns;
  private long rows;

  /** Creates the checksum of no rows, of columns with these names. */
  public Fingerprint(List<String> featureNames, String targetName) {
    columns = featureNames.size();
    featureNames.forEach(this::name);
    name(targetName);
  }

  /**
   * Returns the checksum of all rows of a source; the same numbers rounded to floats have another.
   */
  public static String of(RowSource source) {
    int columns = source.featureNames().size();
    Fingerprint sum = new Fingerprint(source.featureNames(), source.targetName());
    if (source.precision() != Precision.DOUBLE) {
      double[] offsets = new double[columns];
      Arrays.setAll(offsets, source::offset);
      sum.name(source.precision().label() + Arrays.toString(offsets));
    }
    int blockRows = (int) Math.min(source.rows(), Math.max(1, ELEMENTS / columns));
    double[] numbers = new double[blockRows * columns];
    double[] labels = new double[blockRows];
    try (Workspace workspace = new Workspace();
        RowSource.Reader reader = source.reader()) {
      RowView rows = workspace.view(blockRows, columns, source.precision());
      for (long first = 0; first < source.rows(); first += blockRows) {
        int count = (int) Math.min(blockRows, source.rows() - first);
        reader.read(first, count, rows, labels, 0);
        rows.read(numbers);
        sum.add(count, numbers, labels);
      }
    }
    return sum.text();
  }

  /** Adds a name, or another text that distinguishes the data. */
  public void name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    names.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
    names.update(text);
  }

  /**
   * Adds rows from the front of these arrays.
   *
   * @param rowFeatures row by row
   */
  public void add(int count, double[] rowFeatures, double[] rowTargets) {
    update(features, rowFeatures, count * columns);
    update(targets, rowTargets, count);
    rows += count;
  }

  /** Adds the weights of rows from the front of an array. */
  public void addWeights(int count, double[] rowWeights) {
    update(targets, rowWeights, count);
  }

  private void update(CRC32C sum, double[] numbers, int length) {
    for (int first = 0; first < length; first += ELEMENTS) {
      int count = Math.min(ELEMENTS, length - first);
      bytes.clear();
      bytes.asDoubleBuffer().put(numbers, first, count);
      sum.update(bytes.limit(count * Double.BYTES));
    }
  }

  /** The checksum so far: {@code crc32c:} and eight hexadecimal digits. */
  public String text() {
    ByteBuffer parts = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    parts.putLong(names.getValue()).putLong(features.getValue()).putLong(targets.getValue());
    CRC32C all = new CRC32C();
    all.update(parts.putLong(rows).flip());
    return String.format("crc32c:%08x", all.getValue());
  }
}
