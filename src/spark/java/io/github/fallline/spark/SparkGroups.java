package io.github.fallline.spark;

import io.github.fallline.csv.GroupName;
import io.github.fallline.data.MissingValues;
import io.github.fallline.groups.GroupCollector;
import io.github.fallline.groups.GroupMoments;
import io.github.fallline.stats.Moments;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * The moments of groups of the rows of a frame: each partition computes those of its rows, and
 * those of a group are merged in the order of the partitions, so the same partitioning gives the
 * same bits.
 */
public final class SparkGroups {
  private SparkGroups() {}

  /**
   * Computes the moments in one pass; all groups come to the driver.
   *
   * @param columns of numbers; missing values are errors, or rows with one are left out
   * @param by the column of the groups: numbers are equal by value, words by their letters
   * @throws IllegalArgumentException if a column is not there or not of numbers, is missing a value
   *     that may not be, or means are to replace such
   */
  public static GroupMoments moments(Dataset<Row> frame, SparkColumns columns, String by) {
    if (columns.missing() == MissingValues.MEAN) {
      throw new IllegalArgumentException(
          "missing: expected FAIL or SKIP for groups, got MEAN; a mean of all groups would mix them");
    }
    if (columns.features().contains(by) || columns.target().equals(by)) {
      throw new IllegalArgumentException(
          "column '" + by + "' cannot be that of the groups and a feature or the target");
    }
    new FrameColumns(frame, columns); // checks names and types
    List<Column> selected = new ArrayList<>();
    selected.add(named(by).cast("string"));
    columns.features().forEach(name -> selected.add(named(name).cast("double")));
    selected.add(named(columns.target()).cast("double"));
    columns.weight().ifPresent(name -> selected.add(named(name).cast("double")));
    Partition partition =
        new Partition(
            columns.features().size(),
            columns.weight().isPresent(),
            columns.missing() == MissingValues.SKIP);
    int width = columns.features().size() + 1;
    JavaPairRDD<String, Tuple2<Integer, double[]>> parts =
        JavaPairRDD.fromJavaRDD(
            frame
                .select(selected.toArray(Column[]::new))
                .toJavaRDD()
                .mapPartitionsWithIndex(partition::groups, true));
    Map<String, Moments> merged = new HashMap<>();
    parts
        .groupByKey()
        .mapValues(found -> merged(found, width))
        .collect()
        .forEach(group -> merged.put(group._1(), Moments.ofArray(width, group._2())));
    return GroupMoments.of(columns.features(), columns.target(), merged);
  }

  private static Column named(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private static double[] merged(Iterable<Tuple2<Integer, double[]>> parts, int width) {
    List<Tuple2<Integer, double[]>> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort(Comparator.comparing(Tuple2::_1));
    Moments all = Moments.ofArray(width, ordered.get(0)._2());
    for (Tuple2<Integer, double[]> part : ordered.subList(1, ordered.size())) {
      all = all.merge(Moments.ofArray(width, part._2()));
    }
    return all.toArray();
  }

  /** What an executor computes. */
  private record Partition(int features, boolean weighted, boolean skipping)
      implements Serializable {
    Iterator<Tuple2<String, Tuple2<Integer, double[]>>> groups(int index, Iterator<Row> rows) {
      GroupCollector collector = new GroupCollector(features);
      double[] numbers = new double[features];
      while (rows.hasNext()) {
        Row row = rows.next();
        if (isComplete(row)) {
          for (int j = 0; j < features; j++) {
            numbers[j] = row.getDouble(1 + j);
          }
          double weight = weighted ? row.getDouble(features + 2) : 1;
          String group = GroupName.of(row.getString(0).strip());
          collector.add(group, numbers, row.getDouble(features + 1), weight);
        }
      }
      List<Tuple2<String, Tuple2<Integer, double[]>>> found = new ArrayList<>();
      collector
          .moments()
          .forEach(
              (name, moments) ->
                  found.add(new Tuple2<>(name, new Tuple2<>(index, moments.toArray()))));
      return found.iterator();
    }

    private boolean isComplete(Row row) {
      boolean complete = !row.isNullAt(0) && !row.getString(0).isBlank();
      for (int j = 1; j < row.size(); j++) {
        complete &= !row.isNullAt(j) && !Double.isNaN(row.getDouble(j));
      }
      if (!complete && !skipping) {
        throw new IllegalArgumentException(
            "a row misses a value; expected none (MissingValues.SKIP drops such rows)");
      }
      return complete;
    }
  }
}
