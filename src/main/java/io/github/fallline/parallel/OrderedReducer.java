package io.github.fallline.parallel;

import io.github.fallline.blas.Vectors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Merges the parts that several threads compute, in the order of their index, so that the total
 * does not depend on which thread was first.
 *
 * @param <T> a mergeable statistic
 */
public final class OrderedReducer<T> {
  private final T total;
  private final Supplier<T> fresh;
  private final BiConsumer<T, T> merge;
  private final Map<Long, T> waiting = new HashMap<>();
  private final Deque<T> free = new ArrayDeque<>();
  private long next;

  /**
   * @param total what the parts are merged into
   * @param fresh makes a part
   * @param merge merges the second into the first
   */
  public OrderedReducer(T total, Supplier<T> fresh, BiConsumer<T, T> merge) {
    this.total = total;
    this.fresh = fresh;
    this.merge = merge;
  }

  /**
   * Adds up vectors.
   *
   * @param total what the parts, of as many elements, are added to
   */
  public static OrderedReducer<double[]> ofSums(double[] total) {
    return new OrderedReducer<>(total, () -> new double[total.length], Vectors::add);
  }

  /** Restarts at index 0. The caller clears the total. */
  public synchronized void restart() {
    next = 0;
    free.addAll(waiting.values());
    waiting.clear();
  }

  /**
   * Returns a part to overwrite: one that was merged before if there is one, otherwise a new one.
   */
  public synchronized T part() {
    return free.isEmpty() ? fresh.get() : free.pop();
  }

  /** Adds the part of an index; every index from 0 on is added once. */
  public synchronized void add(long index, T part) {
    if (index != next) {
      waiting.put(index, part);
      return;
    }
    T ready = part;
    while (ready != null) {
      merge.accept(total, ready);
      free.push(ready);
      next++;
      ready = waiting.remove(next);
    }
  }
}
