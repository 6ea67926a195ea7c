package io.github.fallline.cache;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads segments of a file and verifies their checksums; for one thread. */
final class SegmentReader {
  private final CacheFile file;
  private final @Nullable RowConsumer consumer;
  private final RowBuffer buffer;
  private final double[] features;
  private final double[] targets;
  private final CRC32C sum = new CRC32C();

  /**
   * @param consumer receives the rows; null to verify them only
   */
  SegmentReader(CacheFile file, @Nullable RowConsumer consumer) {
    this.file = file;
    this.consumer = consumer;
    int columns = file.contents().featureNames().size();
    buffer = new RowBuffer(columns, file.contents().columns());
    int rows = consumer == null ? 0 : buffer.rows();
    features = new double[rows * columns];
    targets = new double[rows];
  }

  /**
   * Reads a segment.
   *
   * @throws DamagedCacheException if its checksum does not fit
   */
  void read(Segment segment) {
    sum.reset();
    for (int done = 0; done < segment.rows(); ) {
      int count = Math.min(segment.rows() - done, buffer.rows());
      sum.update(file.fill(buffer, segment.first() + done, count));
      if (consumer != null) {
        buffer.get(count, features, targets, 0);
        consumer.accept(segment.first() + done, count, features, targets);
      }
      done += count;
    }
    if ((int) sum.getValue() != segment.crc()) {
      long last = segment.first() + segment.rows();
      throw new DamagedCacheException(
          "the checksum of rows " + (segment.first() + 1) + " to " + last + " does not match");
    }
  }
}
