package io.github.fallline.parallel;

import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Merges the parts that several threads compute, in the order of their index, so that the total
 * does not depend on which thread was first.
 *
 * @param <T> a mergeable statistic
 */
final class OrderedReducer<T> {
  private final TileReduction<T> reduction;
  private final T total;
  private final Deque<T> free;
  private final Map<Long, T> waiting = new HashMap<>();
  private long next;

  /**
   * @param free parts to overwrite; those that were merged are added to them
   */
  OrderedReducer(TileReduction<T> reduction, Deque<T> free) {
    this.reduction = reduction;
    this.free = free;
    total = reduction.newPart();
  }

  /** The total of the parts up to the first that is missing. */
  T total() {
    return total;
  }

  /**
   * Returns a part to overwrite: one that was merged before if there is one, otherwise a new one.
   */
  synchronized T part() {
    return free.isEmpty() ? reduction.newPart() : free.pop();
  }

  /** Adds the part of an index; every index from 0 on is added once. */
  synchronized void add(long index, T part) {
    if (index != next) {
      waiting.put(index, part);
      return;
    }
    T ready = part;
    while (ready != null) {
      reduction.merge(total, ready);
      free.push(ready);
      next++;
      ready = waiting.remove(next);
    }
  }
}
