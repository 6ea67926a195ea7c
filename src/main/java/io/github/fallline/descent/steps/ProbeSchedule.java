package io.github.fallline.descent.steps;

import java.util.function.ObjLongConsumer;

/**
 * Steps after which the iterate is probed: the first ones, then each about a tenth further than the
 * one before. Counted in steps and not in time, so that runs alike are looked at alike; ten million
 * steps have about 150.
 */
public final class ProbeSchedule {
  /** No probes. */
  static final ProbeSchedule NONE = new ProbeSchedule((point, steps) -> {}, Long.MAX_VALUE);

  private static final double SPACING = 1.1;

  private final ObjLongConsumer<double[]> watcher;
  private long next;

  private ProbeSchedule(ObjLongConsumer<double[]> watcher, long next) {
    this.watcher = watcher;
    this.next = next;
  }

  /**
   * Milestones from the first step on.
   *
   * @param watcher shown the iterate, which it must not keep, and the steps until there
   */
  public ProbeSchedule(ObjLongConsumer<double[]> watcher) {
    this(watcher, 1);
  }

  boolean isDue(long steps) {
    return steps >= next;
  }

  /** The step at which the next one is due. */
  public long next() {
    return next;
  }

  /** Shows the iterate after some steps. */
  public void pass(long steps, double[] point) {
    watcher.accept(point, steps);
    next = Math.max(steps + 1, (long) (steps * SPACING));
  }
}
