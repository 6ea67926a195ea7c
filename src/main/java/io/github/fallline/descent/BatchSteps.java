package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;

/**
 * Stochastic and mini-batch steps: an epoch visits the rows in its order, cut into batches, and
 * each batch makes one gradient and one step. Batches of one row are stochastic descent; a batch of
 * all rows is a full batch.
 */
final class BatchSteps implements Steps {
  private final RowSource source;
  private final Penalty penalty;
  private final BatchPlan plan;
  private final Evaluator evaluator;
  private final UpdateRule.Update update;
  private final int features;
  private final int tileRows;
  private final Tile tile;
  private final RowGradient rows;
  private final LossWatch watch;
  private final Answer answer;
  private final double[] point;
  private final double[] gradient;
  private Pace pace;
  private long epochs;
  private long updates;

  /**
   * Steps from a starting point.
   *
   * @param evaluator the objective over all rows, for looking; the caller closes it
   * @param averaged whether the answer is an average of the iterates or the last one
   */
  BatchSteps(
      RowSource source,
      Objective objective,
      Coordinates coordinates,
      BatchPlan plan,
      Evaluator evaluator,
      UpdateRule rule,
      Pace pace,
      double[] start,
      LossWatch watch,
      boolean averaged) {
    this.source = source;
    this.plan = plan;
    this.evaluator = evaluator;
    this.pace = pace;
    this.watch = watch;
    penalty = objective.penalty();
    features = coordinates.features();
    update = rule.start(start.length);
    tileRows = TileSize.rows(features);
    tile = source.newTile(tileRows);
    rows = new RowGradient(objective.loss(), coordinates, tileRows);
    point = start.clone();
    gradient = new double[point.length];
    answer = averaged ? new AveragedIterates(start, plan.batches()) : new LastIterate();
  }

  @Override
  public double advance(long count) {
    for (long i = 0; i < count && watch.excess() == 0; i++) {
      epoch();
    }
    return watch.excess();
  }

  private void epoch() {
    RowSource.Pass pass = source.pass(plan.order(epochs), tileRows);
    long batch = 0;
    long first = 0;
    long visit = 0;
    rows.start(point);
    while (pass.next(tile)) {
      int used = 0;
      while (used < tile.rows()) {
        long end = plan.end(batch);
        int taken = (int) Math.min(end - visit, tile.rows() - used);
        rows.add(tile, used, taken);
        used += taken;
        visit += taken;
        if (visit == end) {
          watch.add(rows.lossSum(), end - first);
          step(end - first);
          rows.start(point);
          first = end;
          batch++;
        }
      }
      if (watch.excess() != 0) {
        return;
      }
    }
    epochs++;
    if (answer.stepIsTooLargeAt(epochs)) {
      pace = pace.times(0.25);
    }
  }

  private void step(long batchRows) {
    rows.gradient(plan.visitsPerRow() / batchRows, gradient);
    penalty.addGradient(point, features, gradient);
    double rate = pace.at(epochs);
    update.step(point, gradient, rate);
    penalty.shrink(point, features, rate);
    updates++;
    answer.after(updates, point);
  }

  @Override
  public Evaluation evaluate() {
    return answer.evaluate(point, evaluator);
  }

  @Override
  public double[] answer() {
    return answer.parameters(point);
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
    return pace.at(epochs);
  }

  @Override
  public long stride() {
    return 1;
  }

  @Override
  public void close() {
    tile.close();
    rows.close();
  }

  /** Which point is the answer, given the iterates. */
  interface Answer {
    /** Sees the iterate after a step. */
    void after(long updates, double[] iterate);

    /** Judges the learning rate at the end of an epoch. */
    boolean stepIsTooLargeAt(long epochs);

    /** The objective at the answer. */
    Evaluation evaluate(double[] iterate, Evaluator evaluator);

    /** The answer; a copy. */
    double[] parameters(double[] iterate);
  }

  /** The last iterate, as in a textbook. */
  private static final class LastIterate implements Answer {
    @Override
    public void after(long updates, double[] iterate) {
      // Nothing to remember.
    }

    @Override
    public boolean stepIsTooLargeAt(long epochs) {
      return false;
    }

    @Override
    public Evaluation evaluate(double[] iterate, Evaluator evaluator) {
      return evaluator.at(iterate);
    }

    @Override
    public double[] parameters(double[] iterate) {
      return iterate.clone();
    }
  }
}
