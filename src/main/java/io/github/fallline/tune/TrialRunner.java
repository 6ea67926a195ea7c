package io.github.fallline.tune;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.DivergedException;
import io.github.fallline.descent.StabilityLimit;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Schedule;
import java.util.List;

/** Short runs with batches of one size: what they cost, and how far they get. */
final class TrialRunner {
  /** A rate that is safe whatever the noise, of the largest stable one: only its time counts. */
  private static final double SAFE_SHARE = 1e-3;

  /** Epochs are timed over at least this long. */
  private static final double LEAST_SECONDS = 0.02;

  private static final int MOST_TIMED_EPOCHS = 1 << 14;

  private final RowSource rows;
  private final TrainingConfig config;
  private final Schedule schedule;
  private final double stableRate;
  private double epochSeconds = Double.POSITIVE_INFINITY;
  private int timedEpochs = 2;
  private double startLoss;

  /**
   * Creates runs that have not started.
   *
   * @param config with the method as it is to be run; its learning rate matters for its schedule
   */
  TrialRunner(RowSource rows, TrainingConfig config) {
    this.rows = rows;
    this.config = config;
    schedule = config.learningRate().schedule();
    stableRate = StabilityLimit.of(rows, config);
  }

  long batchRows() {
    return config.method().batchRows(rows.rows());
  }

  double stableRate() {
    return stableRate;
  }

  /** Seconds of an epoch, on as many threads as training has; the least that was measured. */
  double epochSeconds() {
    return epochSeconds;
  }

  double startLoss() {
    return startLoss;
  }

  /** Measures the seconds of an epoch once more. No other work should run meanwhile. */
  void time() {
    double seconds = 0;
    while (true) {
      List<Trace.Point> points =
          new Trainer(settings(SAFE_SHARE * stableRate, timedEpochs)).fit(rows).trace().points();
      startLoss = points.get(0).loss();
      seconds = points.get(points.size() - 1).seconds() - points.get(0).seconds();
      if (seconds >= LEAST_SECONDS || timedEpochs >= MOST_TIMED_EPOCHS) {
        epochSeconds = Math.min(epochSeconds, seconds / timedEpochs);
        return;
      }
      timedEpochs *= 2;
    }
  }

  /** The settings of a run. */
  TrainingConfig settings(double rate, long epochs) {
    return config
        .withLearningRate(LearningRate.scheduled(rate, schedule))
        .withStop(StopRule.epochs(epochs));
  }

  /** A run on one thread; its verdict is DIVERGING or, for now, GOOD. */
  Trial run(double rate, long epochs, ReferenceLoss reference, double target) {
    try {
      List<Trace.Point> points =
          new Trainer(settings(rate, epochs).withThreads(1)).fit(rows).trace().points();
      SuboptimalityCurve curve = new SuboptimalityCurve(points, reference, target);
      boolean down = curve.lastGap() < 1;
      double seconds = curve.epochs() * epochSeconds;
      return new Trial(
          rate,
          batchRows(),
          down ? TrialStatus.GOOD : TrialStatus.DIVERGING,
          curve.lastLoss(),
          curve.lastGap(),
          curve.reachesTarget(),
          curve.epochs(),
          seconds,
          down ? curve.decades() / seconds : 0);
    } catch (DivergedException e) {
      List<Trace.Point> points = e.trace().points();
      long done = points.get(points.size() - 1).epoch() + 1;
      return new Trial(
          rate,
          batchRows(),
          TrialStatus.DIVERGING,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          false,
          done,
          done * epochSeconds,
          0);
    }
  }
}
