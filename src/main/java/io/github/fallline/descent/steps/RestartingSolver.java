package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;

/**
 * Full-batch steps that, after one to a loss above that of the start, return to the best point that
 * was evaluated and continue from there with a lower learning rate. That point is the output.
 */
public final class RestartingSolver extends FullBatchSolver {
  private final BestPoint best;
  private long restarts;

  /** The loss at the start: steps to a higher loss are too long. */
  private double highest = Double.POSITIVE_INFINITY;

  /**
   * @param start in the coordinates; left alone
   */
  public RestartingSolver(
      Coordinates coordinates, UpdateRule rule, ScheduledRate scheduledRate, double[] start) {
    super(coordinates, rule, scheduledRate, start);
    best = new BestPoint(start);
  }

  @Override
  public Evaluation evaluate() {
    Evaluation lowest = best.evaluate(point, coordinates.function());
    if (epochs() == 0) {
      highest = lowest.loss();
    } else if (!(best.lastLoss() <= highest)) {
      restartFrom(best.point());
      restarts++;
    }
    return lowest;
  }

  @Override
  public long restarts() {
    return restarts;
  }

  @Override
  public double[] parameters() {
    return best.point();
  }

  @Override
  public void serialize(StateArchive archive) {
    super.serialize(archive);
    // Older checkpoints of version 1 lack these entries: such a run lowers no rate.
    if (archive.has("highest loss")) {
      serializeRate(archive);
      restarts = archive.integer("restarts", restarts);
      highest = archive.real("highest loss", highest);
      best.serialize(archive);
    }
  }
}
