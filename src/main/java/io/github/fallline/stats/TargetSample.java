package io.github.fallline.stats;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/** A sample of the targets with their weights, sorted. */
final class TargetSample {
  /** The most targets, of which about as many are drawn by the numbers of their rows. */
  private static final int MOST = 1 << 16;

  /** A mean distance this many times larger than the deviation is due to outliers. */
  private static final double MUCH = 10;

  /** The median absolute deviation of a normal distribution, in standard deviations. */
  private static final double NORMAL = 0.6744897501960817;

  private final double[] targets;
  private final double[] weights;
  private final int count;
  private double weightSum;
  private double targetSum;
  private double leastSum;

  TargetSample(RowSource rows, Loss loss) {
    long total = rows.rows();
    int capacity = (int) Math.min(total, 2L * MOST);
    double[] values = new double[capacity];
    double[] shares = new double[capacity];
    long most = total <= MOST ? -1 : Long.divideUnsigned(-1, total) * MOST;
    boolean counts = loss.equals(Loss.POISSON);
    int tileRows = TileSize.rows(rows.featureNames().size());
    int taken = 0;
    long row = 0;
    try (Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows)) {
      while (pass.next(tile)) {
        for (int i = 0; i < tile.rows(); i++, row++) {
          double target = tile.targets()[i];
          double weight = tile.weight(i);
          weightSum += weight;
          targetSum += weight * target;
          leastSum += counts && target > 0 ? weight * (target - target * Math.log(target)) : 0;
          if (taken < capacity && weight > 0 && Long.compareUnsigned(mixed(row), most) <= 0) {
            values[taken] = target;
            shares[taken++] = weight;
          }
        }
      }
    }
    count = taken;
    targets = new double[count];
    weights = new double[count];
    sort(values, shares, targets, weights);
  }

  /** Hashes row numbers to all longs (the finalizer of SplittableRandom). */
  private static long mixed(long row) {
    long z = (row + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Heap sort of pairs by value; equal values may come in any order that depends on them only. */
  private static void sort(double[] values, double[] shares, double[] sorted, double[] weights) {
    int n = sorted.length;
    for (int i = n / 2 - 1; i >= 0; i--) {
      sink(values, shares, i, n);
    }
    for (int end = n - 1; end >= 0; end--) {
      sorted[end] = values[0];
      weights[end] = shares[0];
      values[0] = values[end];
      shares[0] = shares[end];
      sink(values, shares, 0, end);
    }
  }

  private static void sink(double[] values, double[] shares, int from, int n) {
    int place = from;
    double value = values[from];
    double share = shares[from];
    while (2 * place + 1 < n) {
      int child = 2 * place + 1;
      child += child + 1 < n && values[child + 1] > values[child] ? 1 : 0;
      if (values[child] <= value) {
        break;
      }
      values[place] = values[child];
      shares[place] = shares[child];
      place = child;
    }
    values[place] = value;
    shares[place] = share;
  }

  double mean() {
    return weightSum > 0 ? targetSum / weightSum : 0;
  }

  double leastPoisson() {
    return weightSum > 0 ? leastSum / weightSum : 0;
  }

  double quantile(double level) {
    return count == 0 ? 0 : quantile(targets, weights, level);
  }

  private static double quantile(double[] sorted, double[] weights, double level) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double wanted = level * sum;
    double before = 0;
    for (int i = 0; i < sorted.length; i++) {
      before += weights[i];
      if (before >= wanted) {
        return sorted[i];
      }
    }
    return sorted[sorted.length - 1];
  }

  /** The median distance from a place; where it is 0, that of the targets elsewhere. */
  double deviation(double middle) {
    double[] distances = new double[count];
    double[] shares = new double[count];
    int elsewhere = 0;
    double all = 0;
    double away = 0;
    for (int i = 0; i < count; i++) {
      all += weights[i];
      if (targets[i] != middle) {
        distances[elsewhere] = Math.abs(targets[i] - middle);
        shares[elsewhere++] = weights[i];
        away += weights[i];
      }
    }
    if (elsewhere == 0) {
      return middle != 0 ? Math.abs(middle) : 1;
    }
    double[] sorted = new double[elsewhere];
    double[] sortedShares = new double[elsewhere];
    sort(
        Arrays.copyOf(distances, elsewhere),
        Arrays.copyOf(shares, elsewhere),
        sorted,
        sortedShares);
    double level = Math.max(0.5 * all - (all - away), 0);
    double distance =
        level > 0
            ? quantile(sorted, sortedShares, level / away)
            : quantile(sorted, sortedShares, 0.5);
    return distance / NORMAL;
  }

  double reach(double middle, double deviation) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] * Math.abs(targets[i] - middle);
      all += weights[i];
    }
    double mean = all > 0 ? sum / all : 0;
    return mean > MUCH * deviation && mean < Double.POSITIVE_INFINITY ? mean : deviation;
  }

  /** The mean difference of slopes one deviation apart, over the deviation. */
  double curvature(Loss loss, double place, double deviation) {
    double[] predictions = new double[3 * count];
    double[] wanted = new double[3 * count];
    for (int i = 0; i < 3 * count; i++) {
      predictions[i] = place + (i / count - 1) * deviation;
      wanted[i] = targets[i % count];
    }
    double[] slopes = new double[3 * count];
    loss.evaluate(predictions, wanted, 3 * count, new double[3 * count], slopes);
    double below = 0;
    double above = 0;
    double all = 0;
    for (int i = 0; i < count; i++) {
      below += weights[i] * (slopes[count + i] - slopes[i]);
      above += weights[i] * (slopes[2 * count + i] - slopes[count + i]);
      all += weights[i];
    }
    double change = Math.max(Math.abs(below), Math.abs(above));
    return all > 0 && change < Double.POSITIVE_INFINITY ? change / (all * deviation) : 0;
  }

  /** The loss of a residual of one deviation, beyond the loss of none. */
  double unit(Loss loss, double place, double middle, double deviation) {
    double[] losses = new double[2];
    double[] slopes = new double[2];
    double[] wanted = {middle, middle};
    if (loss.hasLogLink()) {
      double mean = mean();
      wanted = new double[] {mean, mean};
    }
    double[] predictions = {place, place + deviation};
    loss.evaluate(predictions, wanted, 2, losses, slopes);
    if (!loss.hasLogLink()) {
      predictions = new double[] {middle, middle + deviation};
      loss.evaluate(predictions, wanted, 2, losses, slopes);
    }
    double unit = Math.abs(losses[1] - losses[0]);
    return unit > 0 && unit < Double.POSITIVE_INFINITY ? unit : 1;
  }
}
