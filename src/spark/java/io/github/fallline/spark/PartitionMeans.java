package io.github.fallline.spark;

import io.github.fallline.data.InvalidDataException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The means of features over the rows that have them, weighted where rows are: for each feature the
 * weight of those rows, their number without weights, then for each a mean, [2 d]. They merge like
 * other statistics.
 */
final class PartitionMeans {
  private PartitionMeans() {}

  /** The means of a partition, of the rows that have a target and a weight above 0. */
  static double[] of(Iterator<InternalRow> rows, RowLayout layout) {
    int width = layout.features();
    double[] means = new double[2 * width];
    double[] numbers = new double[width];
    double[] target = new double[1];
    double[] weight = new double[1];
    while (rows.hasNext()) {
      if (layout.read(rows.next(), numbers, 0, target, weight, 0) == RowLayout.Verdict.USED) {
        for (int j = 0; j < width; j++) {
          if (!Double.isNaN(numbers[j])) {
            means[j] += weight[0];
            double distance = numbers[j] - means[width + j];
            means[width + j] +=
                layout.isWeighted() ? distance * (weight[0] / means[j]) : distance / means[j];
          }
        }
      }
    }
    return means;
  }

  static void merge(double[] total, double[] other) {
    int width = total.length / 2;
    for (int j = 0; j < width; j++) {
      if (other[j] > 0) {
        total[j] += other[j];
        total[width + j] += (other[width + j] - total[width + j]) * (other[j] / total[j]);
      }
    }
  }

  /** The means alone. */
  static double[] means(double[] merged, List<String> names) {
    double[] means = new double[names.size()];
    for (int j = 0; j < means.length; j++) {
      if (merged[j] == 0) {
        throw new InvalidDataException("column '" + names.get(j) + "' has no value at all");
      }
      means[j] = merged[means.length + j];
    }
    return means;
  }
}
