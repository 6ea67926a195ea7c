package io.github.fallline.descent.distributed;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.stats.ColumnStatistics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Names and number of distributed rows, and a checksum of their statistics.
 *
 * @param fingerprint the CRC-32C of the names and of the statistics, to the last bit: other data
 *     has another, and so has the same data in other partitions, whose sums are rounded differently
 */
public record DistributedMetadata(
    List<String> featureNames, String targetName, long rows, double totalWeight, String fingerprint)
    implements RowMetadata {
  /** The metadata of rows with these statistics. */
  public static DistributedMetadata of(
      List<String> featureNames, String targetName, ColumnStatistics columns) {
    CRC32C sum = new CRC32C();
    sum.update(String.join("\0", featureNames).getBytes(StandardCharsets.UTF_8));
    sum.update(("\0" + targetName).getBytes(StandardCharsets.UTF_8));
    double[] numbers = columns.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    sum.update(bytes);
    return new DistributedMetadata(
        List.copyOf(featureNames),
        targetName,
        columns.rows(),
        columns.weight(),
        String.format("crc32c:%08x", sum.getValue()));
  }
}
