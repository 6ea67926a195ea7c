package io.github.fallline.descent.steps;

import java.util.function.ObjLongConsumer;

/**
 * The steps after which the iterate is probed, spaced geometrically: the first ones, then each
 * about a tenth further than the one before. Counted in steps, not in time, so that equal runs are
 * probed equally; ten million steps have about 150.
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
   * Probes from the first step on.
   *
   * @param watcher receives the iterate, which it must not keep, and the steps so far
   */
  public ProbeSchedule(ObjLongConsumer<double[]> watcher) {
    this(watcher, 1);
  }

  boolean isDue(long steps) {
    return steps >= next;
  }

  /** The step of the next probe. */
  public long next() {
    return next;
  }

  /** Passes the iterate after some steps. */
  public void pass(long steps, double[] point) {
    watcher.accept(point, steps);
    next = Math.max(steps + 1, (long) (steps * SPACING));
  }
}
