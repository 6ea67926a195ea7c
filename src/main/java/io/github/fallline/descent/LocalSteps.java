package io.github.fallline.descent;

import java.util.Arrays;
import java.util.List;

/**
 * Local descent: in an epoch every part of the rows takes mini-batch or stochastic steps of its own
 * from one point, and the mean of where they end, weighted by their rows, is the next.
 *
 * <p>With an automatic rate the answer is a mean of the iterates, and the rate is quartered when
 * means of more and more epochs turn back on their way, or when an epoch ends above where losses
 * may be, which is then taken back.
 */
final class LocalSteps implements Steps {
  private final DistributedRows rows;
  private final TrainingConfig config;
  private final Coordinates coordinates;
  private final Evaluator evaluator;
  private final Pace pace;
  private final boolean automatic;
  private final double highest;
  private final double[] shift;
  private final double[] scale;
  private final State state;

  /** Where local descent is: all that it needs to go on. */
  static final class State {
    double[] point;
    double[] mean;
    double[] earlier;
    double[] way;
    long averaged;
    long epochs;
    long updates;
    double share = 1;

    static State of(double[] start) {
      State state = new State();
      state.point = start.clone();
      state.mean = start.clone();
      state.earlier = start.clone();
      state.way = new double[start.length];
      return state;
    }
  }

  /**
   * Steps that go on from a state, which is changed.
   *
   * @param evaluator the objective over all rows, for looking
   * @param highest the mean loss above the start that is divergence
   */
  LocalSteps(
      DistributedRows rows,
      TrainingConfig config,
      Coordinates coordinates,
      Evaluator evaluator,
      Pace pace,
      State state,
      double highest) {
    this.rows = rows;
    this.config = config;
    this.coordinates = coordinates;
    this.evaluator = evaluator;
    this.pace = pace;
    this.state = state;
    this.highest = highest;
    automatic = config.learningRate() instanceof LearningRate.Automatic;
    shift = new double[coordinates.features()];
    scale = new double[coordinates.features()];
    Arrays.setAll(shift, coordinates::shift);
    Arrays.setAll(scale, coordinates::scale);
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
    while (true) {
      Merged merged = Merged.of(rows.localEpochs(next()), state.point.length);
      if (merged.loss <= highest) {
        accept(merged);
        return 0;
      }
      if (!automatic || state.share < 1e-12) {
        return Double.isNaN(merged.loss) ? Double.POSITIVE_INFINITY : merged.loss;
      }
      state.share *= WatchedSteps.TOO_LARGE;
    }
  }

  private LocalEpoch next() {
    return new LocalEpoch(
        config.objective(),
        shift,
        scale,
        coordinates.hasIntercept(),
        (int) Math.min(Integer.MAX_VALUE, config.method().batchRows(Integer.MAX_VALUE)),
        rate(),
        state.point,
        state.epochs,
        config.shuffling());
  }

  private void accept(Merged merged) {
    state.point = merged.end;
    state.epochs++;
    state.updates += merged.steps;
    state.averaged++;
    for (int j = 0; j < state.mean.length; j++) {
      state.mean[j] += (merged.mean[j] - state.mean[j]) / state.averaged;
    }
    if (automatic && Long.bitCount(state.epochs) == 1) {
      look();
    }
  }

  /** At epochs 1, 2, 4, 8, ...: has the mean turned back since the last look? */
  private void look() {
    double product = 0;
    for (int j = 0; j < state.mean.length; j++) {
      double way = state.mean[j] - state.earlier[j];
      product += way * state.way[j];
      state.way[j] = way;
    }
    if (product < 0) {
      state.share *= WatchedSteps.TOO_LARGE;
    }
    state.earlier = state.mean.clone();
    state.averaged = 0;
  }

  /** What the parts answered, put together in their order. */
  private static final class Merged {
    private final double[] end;
    private final double[] mean;
    private long steps;
    private double loss;

    private Merged(int size) {
      end = new double[size];
      mean = new double[size];
    }

    static Merged of(List<double[]> answers, int size) {
      Merged merged = new Merged(size);
      double rows = 0;
      for (double[] answer : answers) {
        rows += answer[2 * size];
        merged.steps += (long) answer[2 * size + 1];
        merged.loss += answer[2 * size + 2];
      }
      for (double[] answer : answers) {
        double share = answer[2 * size] / rows;
        for (int j = 0; j < size; j++) {
          merged.end[j] += share * answer[j];
          merged.mean[j] += share * answer[size + j];
        }
      }
      merged.loss /= rows;
      return merged;
    }
  }

  /** All there is to go on from; not a copy. */
  State state() {
    return state;
  }

  @Override
  public Evaluation evaluate() {
    return evaluator.at(answer());
  }

  @Override
  public double[] answer() {
    if (!automatic) {
      return state.point.clone();
    }
    return (state.averaged == 0 ? state.earlier : state.mean).clone();
  }

  @Override
  public long epochs() {
    return state.epochs;
  }

  @Override
  public long updates() {
    return state.updates;
  }

  @Override
  public double rate() {
    return pace.at(state.epochs) * state.share;
  }

  @Override
  public long stride() {
    return 1;
  }

  @Override
  public void keep(Ledger ledger) {
    ledger.array("point", state.point);
    ledger.array("mean", state.mean);
    ledger.array("earlier", state.earlier);
    ledger.array("way", state.way);
    state.averaged = ledger.count("averaged", state.averaged);
    state.epochs = ledger.count("epochs", state.epochs);
    state.updates = ledger.count("updates", state.updates);
    state.share = ledger.number("share", state.share);
  }

  @Override
  public void close() {
    // The rows are the caller's.
  }
}
