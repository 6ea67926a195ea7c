package io.github.fallline.descent.distributed;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.stats.ColumnStatistics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** Names and number of distributed rows, and a checksum of their statistics. */
public final class DistributedMetadata implements RowMetadata {
  private final List<String> featureNames;
  private final String targetName;
  private final long rows;
  private final String fingerprint;

  /**
   * @param columns their statistics
   */
  public DistributedMetadata(
      List<String> featureNames, String targetName, ColumnStatistics columns) {
    this.featureNames = List.copyOf(featureNames);
    this.targetName = targetName;
    rows = columns.rows();
    fingerprint = fingerprint(columns);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public List<String> featureNames() {
    return featureNames;
  }

  @Override
  public String targetName() {
    return targetName;
  }

  /**
   * The CRC-32C of the names and of the statistics, to the last bit: other data has another, and so
   * has the same data in other partitions, whose sums are rounded differently.
   */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  private String fingerprint(ColumnStatistics columns) {
    CRC32C sum = new CRC32C();
    sum.update(String.join("\0", featureNames).getBytes(StandardCharsets.UTF_8));
    sum.update(("\0" + targetName).getBytes(StandardCharsets.UTF_8));
    double[] numbers = columns.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    sum.update(bytes);
    return String.format("crc32c:%08x", sum.getValue());
  }
}
