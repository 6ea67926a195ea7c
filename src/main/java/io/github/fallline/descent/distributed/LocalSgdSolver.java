package io.github.fallline.descent.distributed;

import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.AveragedIterate;
import io.github.fallline.descent.steps.BestPoint;
import io.github.fallline.descent.steps.MonitoredSolver;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Objective;
import io.github.fallline.optim.ScheduledRate;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Local SGD: in an epoch every part of the rows takes mini-batch or stochastic steps of its own
 * from one point, and the mean of the final points, weighted by their rows, is the next.
 *
 * <p>With an automatic rate the output is the best mean of iterates that was evaluated, and the
 * rate is quartered when means over more and more epochs reverse direction or have settled (at a
 * point that is nearer to the optimum for shorter steps), or when losses are too high in an epoch,
 * after which steps continue from the output.
 */
public final class LocalSgdSolver implements Solver {
  private final DistributedRows rows;
  private final Settings settings;
  private final ObjectiveFunction function;
  private final ScheduledRate scheduledRate;
  private final LocalEpoch.Coordinates coordinates;
  private final BestPoint best;
  private final double[] point;
  private final double[] mean;
  private final double[] earlier;
  private final double[] displacement;
  private long averaged;
  private long epochs;
  private long updates;
  private long restarts;
  private double share = 1;

  /** Whether the losses of the last epoch were too high. */
  private boolean isTooHigh;

  /**
   * The settings of the steps.
   *
   * @param objective to minimize
   * @param batchRows the most rows of a step
   * @param shuffling the order of the rows of a part
   * @param automatic whether the learning rate is chosen automatically
   * @param highest the mean loss in an epoch that counts as divergence
   */
  public record Settings(
      Objective objective, int batchRows, Shuffling shuffling, boolean automatic, double highest)
      implements Serializable {}

  /**
   * @param function the objective over all rows, for evaluations
   */
  public LocalSgdSolver(
      DistributedRows rows,
      Settings settings,
      FeatureScaling scaling,
      ObjectiveFunction function,
      ScheduledRate scheduledRate,
      double[] start) {
    this.rows = rows;
    this.settings = settings;
    this.function = function;
    this.scheduledRate = scheduledRate;
    double[] shift = new double[scaling.features()];
    double[] scale = new double[scaling.features()];
    Arrays.setAll(shift, scaling::shift);
    Arrays.setAll(scale, scaling::scale);
    coordinates = new LocalEpoch.Coordinates(shift, scale, scaling.hasIntercept());
    best = new BestPoint(start);
    point = start.clone();
    mean = start.clone();
    earlier = start.clone();
    displacement = new double[start.length];
  }

  @Override
  public double advance(long count) {
    double excess = 0;
    for (long i = 0; i < count && excess == 0; i++) {
      excess = epoch();
    }
    return excess;
  }

  private double epoch() {
    LocalEpoch next = new LocalEpoch(settings, coordinates, rate(), point.clone(), epochs);
    Merged merged = Merged.of(rows.localEpochs(next), point.length);
    isTooHigh = !(merged.loss <= settings.highest());
    if (isTooHigh) {
      return Double.isNaN(merged.loss) ? Double.POSITIVE_INFINITY : merged.loss;
    }
    merge(merged);
    return 0;
  }

  @Override
  public boolean restart() {
    if (!settings.automatic()) {
      return false;
    }
    if (isTooHigh) {
      epochs++;
      isTooHigh = false;
    }
    copy(best.point(), point);
    copy(point, mean);
    copy(point, earlier);
    Arrays.fill(displacement, 0);
    averaged = 0;
    share *= MonitoredSolver.TOO_LARGE;
    restarts++;
    return true;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  @Override
  public long restarts() {
    return restarts;
  }

  private void merge(Merged merged) {
    copy(merged.end, point);
    epochs++;
    updates += merged.steps;
    averaged++;
    for (int j = 0; j < mean.length; j++) {
      mean[j] += (merged.mean[j] - mean[j]) / averaged;
    }
    if (settings.automatic() && Long.bitCount(epochs) == 1) {
      checkMean();
    }
  }

  /**
   * At epochs 1, 2, 4, 8, ...: quarters the rate if the mean has reversed direction since the last
   * check, or has settled.
   */
  private void checkMean() {
    double product = 0;
    double length = 0;
    double lastLength = 0;
    for (int j = 0; j < mean.length; j++) {
      double now = mean[j] - earlier[j];
      product += now * displacement[j];
      length += now * now;
      lastLength += displacement[j] * displacement[j];
      displacement[j] = now;
    }
    double settled = AveragedIterate.SETTLED;
    if (product < 0 || length < settled * settled * lastLength) {
      share *= MonitoredSolver.TOO_LARGE;
    }
    copy(mean, earlier);
    averaged = 0;
  }

  /** The results of the parts, merged in their order. */
  private static final class Merged {
    private final double[] end;
    private final double[] mean;
    private long steps;
    private double loss;

    private Merged(int size) {
      end = new double[size];
      mean = new double[size];
    }

    static Merged of(List<double[]> results, int size) {
      Merged merged = new Merged(size);
      double rows = 0;
      for (double[] result : results) {
        rows += result[2 * size];
        merged.steps += (long) result[2 * size + 1];
        merged.loss += result[2 * size + 2];
      }
      for (double[] result : results) {
        double share = result[2 * size] / rows;
        for (int j = 0; j < size; j++) {
          merged.end[j] += share * result[j];
          merged.mean[j] += share * result[size + j];
        }
      }
      merged.loss /= rows;
      return merged;
    }
  }

  @Override
  public Evaluation evaluate() {
    if (!settings.automatic()) {
      return function.at(point);
    }
    return best.evaluate(averaged == 0 ? earlier : mean, function);
  }

  @Override
  public double[] parameters() {
    return settings.automatic() ? best.point() : point.clone();
  }

  @Override
  public long epochs() {
    return epochs;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public double rate() {
    return scheduledRate.at(epochs) * share;
  }

  @Override
  public void serialize(StateArchive archive) {
    best.serialize(archive);
    archive.array("point", point);
    archive.array("mean", mean);
    archive.array("earlier", earlier);
    archive.array("way", displacement);
    averaged = archive.integer("averaged", averaged);
    epochs = archive.integer("epochs", epochs);
    updates = archive.integer("updates", updates);
    restarts = archive.integer("restarts", restarts);
    share = archive.real("share", share);
  }
}
