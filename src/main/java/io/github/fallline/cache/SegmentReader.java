package io.github.fallline.cache;

import java.util.zip.CRC32C;

/** Reads stretches of a file, one after the other, and checks them; for one thread. */
final class SegmentReader {
  private final CacheFile file;
  private final RowConsumer receiver;
  private final RowBuffer buffer;
  private final double[] features;
  private final double[] targets;
  private final CRC32C sum = new CRC32C();

  /**
   * A reader with memory of its own.
   *
   * @param receiver takes the rows; null to check them only
   */
  SegmentReader(CacheFile file, RowConsumer receiver) {
    this.file = file;
    this.receiver = receiver;
    int columns = file.contents().featureNames().size();
    buffer = new RowBuffer(columns, file.contents().columns());
    int rows = receiver == null ? 0 : buffer.rows();
    features = new double[rows * columns];
    targets = new double[rows];
  }

  /**
   * Reads a stretch.
   *
   * @throws DamagedCacheException if its checksum does not fit
   */
  void read(Segment stretch) {
    sum.reset();
    for (int done = 0; done < stretch.rows(); ) {
      int count = Math.min(stretch.rows() - done, buffer.rows());
      sum.update(file.fill(buffer, stretch.first() + done, count));
      if (receiver != null) {
        buffer.get(count, features, targets, 0);
        receiver.accept(stretch.first() + done, count, features, targets);
      }
      done += count;
    }
    if ((int) sum.getValue() != stretch.crc()) {
      long last = stretch.first() + stretch.rows();
      throw new DamagedCacheException(
          "the checksum of rows " + (stretch.first() + 1) + " to " + last + " does not match");
    }
  }
}
