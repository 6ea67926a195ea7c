package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;

/**
 * Base of solvers whose losses are monitored for divergence: the iterate, the learning rate and the
 * output iterate.
 */
public abstract class MonitoredSolver implements Solver {
  /** The factor of a learning rate that is too large. */
  public static final double TOO_LARGE = 0.25;

  /** The iterate, which steps change. */
  public final double[] point;

  /** The gradient of a batch, as large as the iterate. */
  public final double[] gradient;

  public UpdateRule.State update;
  public final OutputIterate outputIterate;
  public final DivergenceMonitor monitor;
  private final UpdateRule rule;
  private final ObjectiveFunction function;
  private ScheduledRate scheduledRate;
  private long epochs;
  private long updates;
  private long restarts;

  /**
   * @param start copied
   */
  public MonitoredSolver(StochasticStart start) {
    rule = start.rule;
    scheduledRate = start.rate;
    function = start.function;
    outputIterate = start.output;
    monitor = start.monitor;
    point = start.point.clone();
    gradient = new double[point.length];
    update = rule.init(point.length);
  }

  /** Takes the steps of an epoch. Returns false if the losses were too high to complete it. */
  protected abstract boolean epoch();

  /** Counts steps taken. */
  protected final void count(long steps) {
    updates += steps;
  }

  /** Saves or loads the state between epochs. */
  final void serializeIterates(StateArchive archive) {
    archive.array("point", point);
    scheduledRate =
        new ScheduledRate(archive.real("rate", scheduledRate.rate()), scheduledRate.schedule());
    epochs = archive.integer("epochs", epochs);
    updates = archive.integer("updates", updates);
    restarts = archive.integer("restarts", restarts);
    archive.arrays("update", update.arrays());
    monitor.serialize(archive);
    outputIterate.serialize(archive);
  }

  @Override
  public final double advance(long count) {
    for (long i = 0; i < count && monitor.divergedLoss() == 0; i++) {
      if (epoch()) {
        epochs++;
        if (outputIterate.isLearningRateTooLarge(epochs)) {
          scheduledRate = scheduledRate.times(TOO_LARGE);
        }
      }
    }
    return monitor.divergedLoss();
  }

  @Override
  public final boolean restart() {
    if (!outputIterate.restart(point)) {
      return false;
    }
    if (monitor.divergedLoss() != 0) {
      epochs++;
    }
    monitor.clear();
    update = rule.init(point.length);
    scheduledRate = scheduledRate.times(TOO_LARGE);
    restarts++;
    return true;
  }

  @Override
  public final long restarts() {
    return restarts;
  }

  @Override
  public final Evaluation evaluate() {
    return outputIterate.evaluate(point, function);
  }

  @Override
  public final double[] parameters() {
    return outputIterate.parameters(point);
  }

  @Override
  public final long epochs() {
    return epochs;
  }

  @Override
  public final long updates() {
    return updates;
  }

  @Override
  public final double rate() {
    return scheduledRate.at(epochs);
  }
}
