package io.github.fallline.groups;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups in many partitions, of which each collects rows until there are enough to add them to its
 * groups at once. The sums of many groups are larger than a cache; those of a partition are not, so
 * they are fetched once for many rows. Rows of a group are added in their order.
 */
final class GroupPartitions {
  private static final int PARTITIONS = 512;

  /** Bits of a hash that are not those of the partition. */
  private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PARTITIONS);

  /** The most bytes of collected rows, if the heap allows them. */
  private static final long MOST_BYTES = 128L << 20;

  /** The part of the heap that collected rows may take. */
  private static final int SHARE_OF_HEAP = 8;

  private static final int FIRST_ROWS = 16;

  /** Numbers of a collected row before the features: key, weight and target. */
  private static final int BEFORE = 3;

  private final int columns;
  private final int stride;
  private final int mostRows;
  private final GroupLimit limit;
  private final @Nullable Partition[] partitions = new Partition[PARTITIONS];

  /**
   * No groups.
   *
   * @param columns of a row, the target last
   * @param heapBytes of the JVM
   */
  GroupPartitions(int columns, long heapBytes) {
    this.columns = columns;
    stride = BEFORE + columns - 1;
    long bytes = Math.min(MOST_BYTES, heapBytes / SHARE_OF_HEAP);
    mostRows = (int) Math.max(FIRST_ROWS, bytes / PARTITIONS / stride / Double.BYTES);
    limit = new GroupLimit(columns, heapBytes);
  }

  /** Adds a row, whose features begin at {@code at}. */
  void add(double key, double weight, double target, double[] features, int at) {
    int place = (int) (GroupTable.hash(key) >>> SHIFT);
    Partition partition = partitions[place];
    if (partition == null) {
      partition = new Partition();
      partitions[place] = partition;
    }
    partition.collect(key, weight, target, features, at);
  }

  /** The groups, after all rows were added. */
  GroupTable[] tables() {
    GroupTable[] tables = new GroupTable[PARTITIONS];
    int count = 0;
    for (Partition partition : partitions) {
      if (partition != null) {
        partition.flush();
        tables[count++] = partition.table;
      }
    }
    return Arrays.copyOf(tables, count);
  }

  private final class Partition {
    private final GroupTable table = new GroupTable(columns, limit);
    private double[] rows = new double[FIRST_ROWS * stride];
    private int count;

    void collect(double key, double weight, double target, double[] features, int at) {
      if (count == mostRows) {
        flush();
      }
      int place = count * stride;
      if (place == rows.length) {
        rows = Arrays.copyOf(rows, Math.min(2 * rows.length, mostRows * stride));
      }
      rows[place] = key;
      rows[place + 1] = weight;
      rows[place + 2] = target;
      System.arraycopy(features, at, rows, place + BEFORE, stride - BEFORE);
      count++;
    }

    void flush() {
      for (int place = 0; place < count * stride; place += stride) {
        table.add(rows[place], rows, place + BEFORE, rows[place + 2], rows[place + 1]);
      }
      count = 0;
    }
  }
}
