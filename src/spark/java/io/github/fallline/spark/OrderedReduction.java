package io.github.fallline.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Merges one array a partition into one, in the order of the partitions: neighbours in groups,
 * their results in groups, and so on. Spark's own reductions merge in order of arrival, and give
 * different bits from run to run.
 *
 * <p>Small arrays are merged on the driver. Where all of them together are too large for it, the
 * groups are merged on the cluster until they are not: the same groups, the same bits.
 */
final class OrderedReduction {
  /** Neighbours in a group. */
  static final int GROUP = 16;

  private OrderedReduction() {}

  /** Merges the second array into the first. */
  interface Merge extends Serializable {
    void apply(double[] total, double[] other);
  }

  /**
   * Computes an array a partition and merges them.
   *
   * @param parts one array a partition, at the index of the partition
   * @param length numbers of an array
   * @param driverBytes what the driver may hold at once
   */
  static double[] reduce(
      JavaPairRDD<Integer, double[]> parts, int length, Merge merge, long driverBytes) {
    JavaPairRDD<Integer, double[]> level = parts;
    int count = parts.getNumPartitions();
    while ((long) count * length * Double.BYTES > driverBytes && count > GROUP) {
      count = (count + GROUP - 1) / GROUP;
      level = groups(level, count, merge);
    }
    List<Tuple2<Integer, double[]>> found = new ArrayList<>(level.collect());
    return onDriver(inOrder(found), merge);
  }

  private static JavaPairRDD<Integer, double[]> groups(
      JavaPairRDD<Integer, double[]> level, int count, Merge merge) {
    return level
        .mapToPair(part -> new Tuple2<>(part._1() / GROUP, part))
        .groupByKey(count)
        .mapValues(
            members -> {
              List<Tuple2<Integer, double[]>> group = new ArrayList<>();
              members.forEach(group::add);
              return merged(inOrder(group), merge);
            });
  }

  private static List<double[]> inOrder(List<Tuple2<Integer, double[]>> parts) {
    parts.sort(Comparator.comparing(Tuple2::_1));
    return new ArrayList<>(parts.stream().map(Tuple2::_2).toList());
  }

  /** Merges arrays that are here, which it changes. */
  static double[] onDriver(List<double[]> parts, Merge merge) {
    List<double[]> level = parts;
    while (level.size() > 1) {
      List<double[]> next = new ArrayList<>();
      for (int first = 0; first < level.size(); first += GROUP) {
        next.add(merged(level.subList(first, Math.min(first + GROUP, level.size())), merge));
      }
      level = next;
    }
    return level.get(0);
  }

  private static double[] merged(List<double[]> group, Merge merge) {
    double[] total = group.get(0);
    group.subList(1, group.size()).forEach(part -> merge.apply(total, part));
    return total;
  }

  /** The array that a partition answers with, for {@link #reduce}. */
  static JavaPairRDD<Integer, double[]> indexed(JavaRDD<Tuple2<Integer, double[]>> parts) {
    return JavaPairRDD.fromJavaRDD(parts);
  }
}
