package io.github.fallline.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The checksum of a data set as its rows come by: CRC-32C over names, numbers in the order of the
 * rows, and their count. It notices damage and change, not forgery, and does not depend on how many
 * rows are added at once.
 */
final class Fingerprint {
  private static final int ELEMENTS = 1 << 13;

  private final CRC32C names = new CRC32C();
  private final CRC32C features = new CRC32C();
  private final CRC32C targets = new CRC32C();
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(ELEMENTS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final int columns;
  private long rows;

  /** The checksum of no rows, of columns with these names. */
  Fingerprint(List<String> featureNames, String targetName) {
    columns = featureNames.size();
    featureNames.forEach(this::name);
    name(targetName);
  }

  /** Takes up a name, or what else tells the data apart, without regard to rows. */
  void name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    names.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
    names.update(text);
  }

  /**
   * Takes up rows from the front of these arrays.
   *
   * @param rowFeatures row by row
   */
  void add(int count, double[] rowFeatures, double[] rowTargets) {
    update(features, rowFeatures, count * columns);
    update(targets, rowTargets, count);
    rows += count;
  }

  private void update(CRC32C sum, double[] numbers, int length) {
    for (int first = 0; first < length; first += ELEMENTS) {
      int count = Math.min(ELEMENTS, length - first);
      bytes.clear();
      bytes.asDoubleBuffer().put(numbers, first, count);
      sum.update(bytes.limit(count * Double.BYTES));
    }
  }

  /** The checksum of all so far, its method first: {@code crc32c:} and eight hexadecimal digits. */
  String text() {
    ByteBuffer parts = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    parts.putLong(names.getValue()).putLong(features.getValue()).putLong(targets.getValue());
    CRC32C all = new CRC32C();
    all.update(parts.putLong(rows).flip());
    return String.format("crc32c:%08x", all.getValue());
  }
}
