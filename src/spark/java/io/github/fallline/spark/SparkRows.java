package io.github.fallline.spark;

import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.GradientStatistics;
import io.github.fallline.descent.distributed.LocalEpoch;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The rows of a frame, in its partitions.
 *
 * <p>Nothing is computed before the first pass, and every pass computes the frame anew unless the
 * caller has persisted it: worth it where an epoch is a pass. A pass ships one array to each
 * partition and one back.
 *
 * <p>Held by one thread at a time.
 */
public final class SparkRows implements DistributedRows {
  private static final long DRIVER_BYTES = 1L << 27;

  /**
   * Numbers in rows that are brought to the driver, whose moments are then those of one machine:
   * the partitions of small data leave no mark on its model.
   */
  private static final long FEW = 1L << 16;

  private final JavaRDD<InternalRow> rows;
  private final RowLayout layout;
  private final JavaSparkContext context;

  /** Null until it is needed. */
  private @Nullable Broadcast<double[]> means;

  private long skippedRows;
  private String fingerprint = "";

  private SparkRows(JavaRDD<InternalRow> rows, RowLayout layout, JavaSparkContext context) {
    this.rows = rows;
    this.layout = layout;
    this.context = context;
  }

  /**
   * The rows of a frame.
   *
   * @throws IllegalArgumentException when a column is not there or not of numbers
   */
  public static SparkRows of(Dataset<Row> frame, SparkColumns columns) {
    FrameColumns chosen = new FrameColumns(frame, columns);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext());
    return new SparkRows(
        chosen.selected().queryExecution().toRdd().toJavaRDD(), chosen.layout(), context);
  }

  /** A computation of a partition on its rows. */
  private interface Work extends Serializable {
    double[] apply(PartitionRows rows, int partition);
  }

  @Override
  public List<String> featureNames() {
    return layout.names();
  }

  @Override
  public String targetName() {
    return layout.target();
  }

  /** Rows that the last pass for statistics left out. */
  public long skippedRows() {
    return skippedRows;
  }

  /**
   * The CRC-32C of the merged numbers of the last pass for statistics, rows left out counted; empty
   * before. Rows that differ in a mean or a product have another, and so have the same rows in
   * other partitions or another order, wherever that rounds a sum otherwise; where it does not, the
   * model's bits are the same too.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** The number of partitions; the result depends on it, unless there are few rows. */
  public int partitions() {
    return rows.getNumPartitions();
  }

  @Override
  public Moments moments() {
    int columns = layout.features() + 1;
    double[] numbers =
        statistics(
            (part, partition) -> Moments.of(part).toArray(),
            new Moments(columns).toArray().length,
            (total, other) -> {
              Moments sum = Moments.ofArray(columns, total).merge(Moments.ofArray(columns, other));
              double[] merged = sum.toArray();
              System.arraycopy(merged, 0, total, 0, merged.length);
            });
    Moments merged = Moments.ofArray(columns, numbers);
    boolean few = (merged.rows() + skippedRows) * columns <= FEW;
    return few && partitions() > 1 ? momentsOnDriver() : merged;
  }

  /**
   * The moments of the folds of a cross-validation, in one pass. Rows are counted from 0 in each
   * partition.
   *
   * @param folds of rows; not by a column
   * @throws IllegalArgumentException if folds are by a column, or fewer than two have rows
   */
  public FoldMoments foldMoments(FoldAssignment folds) {
    if (folds.isByColumn()) {
      throw new IllegalArgumentException(
          "folds: expected folds of rows, got a column; filter the frame by it and use moments()");
    }
    int columns = layout.features() + 1;
    int length = new Moments(columns).toArray().length;
    double[] numbers =
        statistics(
            (part, partition) ->
                concatenated(FoldMoments.parts(part, folds.ofPart(partition), 1), length),
            folds.count() * length,
            (total, other) -> mergeFolds(total, other, columns, length));
    return new FoldMoments(separated(numbers, columns, length));
  }

  private static double[] concatenated(List<Moments> folds, int length) {
    double[] numbers = new double[folds.size() * length];
    for (int k = 0; k < folds.size(); k++) {
      System.arraycopy(folds.get(k).toArray(), 0, numbers, k * length, length);
    }
    return numbers;
  }

  private static List<Moments> separated(double[] numbers, int columns, int length) {
    List<Moments> folds = new ArrayList<>();
    for (int from = 0; from < numbers.length; from += length) {
      folds.add(Moments.ofArray(columns, Arrays.copyOfRange(numbers, from, from + length)));
    }
    return folds;
  }

  private static void mergeFolds(double[] total, double[] other, int columns, int length) {
    List<Moments> all = separated(total, columns, length);
    List<Moments> more = separated(other, columns, length);
    for (int k = 0; k < all.size(); k++) {
      all.set(k, all.get(k).merge(more.get(k)));
    }
    System.arraycopy(concatenated(all, length), 0, total, 0, total.length);
  }

  private Moments momentsOnDriver() {
    Broadcast<double[]> fill = means();
    List<InternalRow> all = rows.map(InternalRow::copy).collect();
    return Moments.of(
        new PartitionRows(all.iterator(), layout, fill == null ? null : fill.value()));
  }

  @Override
  public ColumnStatistics columns() {
    int columns = layout.features() + 1;
    double[] numbers =
        statistics(
            (part, partition) -> ColumnStatistics.of(part).toArray(),
            new ColumnStatistics(columns).toArray().length,
            (total, other) -> {
              ColumnStatistics sum = ColumnStatistics.ofArray(total);
              sum.merge(ColumnStatistics.ofArray(other));
              double[] merged = sum.toArray();
              System.arraycopy(merged, 0, total, 0, merged.length);
            });
    return ColumnStatistics.ofArray(numbers);
  }

  /** A statistic of a partition. */
  private interface Statistic extends Serializable {
    double[] of(PartitionRows rows, int partition);
  }

  /** A pass for a statistic, which counts the rows left out besides, in a number at the end. */
  private double[] statistics(Statistic statistic, int length, OrderedReduction.Merge merge) {
    double[] counted =
        pass(
            (part, partition) -> {
              double[] numbers = Arrays.copyOf(statistic.of(part, partition), length + 1);
              numbers[length] = part.skippedRows();
              return numbers;
            },
            length + 1,
            (total, other) -> {
              double skipped = total[length] + other[length];
              double[] sum = Arrays.copyOf(total, length);
              merge.apply(sum, Arrays.copyOf(other, length));
              System.arraycopy(sum, 0, total, 0, length);
              total[length] = skipped;
            });
    skippedRows = (long) counted[length];
    fingerprint = checksum(counted);
    return Arrays.copyOf(counted, length);
  }

  private static String checksum(double[] numbers) {
    CRC32C checksum = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    checksum.update(bytes);
    return "statistics:%08x".formatted(checksum.getValue());
  }

  @Override
  public double[] gradientSums(Loss loss, double[] weights, double constant) {
    if (!(loss instanceof Serializable)) {
      throw new IllegalArgumentException(
          "loss: the " + loss.label() + " loss cannot be sent to executors; make it serializable");
    }
    Broadcast<double[]> sent = context.broadcast(weights.clone());
    try {
      return pass(
          (part, partition) -> GradientStatistics.of(part, loss, sent.value(), constant),
          GradientStatistics.length(weights.length),
          GradientStatistics::merge);
    } finally {
      sent.destroy();
    }
  }

  @Override
  public List<double[]> localEpochs(LocalEpoch epoch) {
    Broadcast<LocalEpoch> sent = context.broadcast(epoch);
    try {
      return each(
              (part, partition) -> {
                LocalEpoch own = sent.value();
                return own.run(part.shuffled(own.shuffling(), own.epoch(), partition));
              })
          .collect()
          .stream()
          .map(Tuple2::_2)
          .toList();
    } catch (Exception e) {
      throw translated(e);
    } finally {
      sent.destroy();
    }
  }

  @Override
  public ErrorStatistics errors(LinearModel model) {
    PartitionErrors errors = new PartitionErrors(model);
    return PartitionErrors.sums(
        pass((part, partition) -> errors.of(part), PartitionErrors.LENGTH, PartitionErrors::merge));
  }

  private double[] pass(Work work, int length, OrderedReduction.Merge merge) {
    try {
      return OrderedReduction.reduce(
          OrderedReduction.indexed(each(work)), length, merge, DRIVER_BYTES);
    } catch (Exception e) {
      throw translated(e);
    }
  }

  /** The answer of each partition, with its index. */
  private JavaRDD<Tuple2<Integer, double[]>> each(Work work) {
    if (rows.getNumPartitions() == 0) {
      throw new InvalidDataException("no rows to train on");
    }
    RowLayout form = layout;
    Broadcast<double[]> fill = means();
    return rows.mapPartitionsWithIndex(
        (partition, part) -> {
          PartitionRows own = new PartitionRows(part, form, fill == null ? null : fill.value());
          return Collections.singleton(new Tuple2<>(partition, work.apply(own, partition)))
              .iterator();
        },
        true);
  }

  /** The values imputed for missing ones; null for none. */
  private @Nullable Broadcast<double[]> means() {
    if (means == null && layout.missing() == MissingValues.MEAN) {
      RowLayout form = layout;
      JavaRDD<Tuple2<Integer, double[]>> parts =
          rows.mapPartitionsWithIndex(
              (partition, part) ->
                  Collections.singleton(new Tuple2<>(partition, PartitionMeans.of(part, form)))
                      .iterator(),
              true);
      double[] merged =
          OrderedReduction.reduce(
              OrderedReduction.indexed(parts),
              2 * layout.features(),
              PartitionMeans::merge,
              DRIVER_BYTES);
      means = context.broadcast(PartitionMeans.means(merged, layout.names()));
    }
    return means;
  }

  /**
   * An executor's complaint of the data as one of ours. Spark throws checked exceptions that its
   * signatures do not show.
   */
  private static RuntimeException translated(Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidDataException ours) {
        return ours;
      }
      String text = cause instanceof SparkException ? String.valueOf(cause.getMessage()) : "";
      String name = InvalidDataException.class.getName() + ": ";
      int at = text.indexOf(name);
      if (at >= 0) {
        return new InvalidDataException(
            text.substring(at + name.length()).lines().findFirst().orElse(""));
      }
    }
    return error instanceof RuntimeException ours
        ? ours
        : new IllegalStateException("Spark: " + error.getMessage(), error);
  }
}
