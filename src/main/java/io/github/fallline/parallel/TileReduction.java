package io.github.fallline.parallel;

import io.github.fallline.blas.Vectors;
import io.github.fallline.data.Tile;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A statistic of all rows, as the sum of a part of each tile: what a part is and how parts merge,
 * what a thread holds, and what it computes of a tile. {@link TileReducer} makes the passes.
 *
 * @param <T> a mergeable statistic
 */
public interface TileReduction<T> {
  /** Creates the statistic of no rows; parts are merged into one, and overwrite others. */
  T newPart();

  /** Merges the part of a tile into the total of those before it. */
  void merge(T total, T part);

  /** Creates the task of a thread, with memory of its own; called on that thread. */
  Task<T> newTask();

  /** What a thread computes, with the memory that it holds. */
  interface Task<T> extends AutoCloseable {
    /** Begins a pass; the same task serves many. */
    default void start() {
      // Most tasks do not change from pass to pass.
    }

    /**
     * Computes the part of a tile.
     *
     * @param part of an earlier tile or of none; overwritten
     */
    void compute(Tile tile, T part);

    @Override
    default void close() {
      // Many tasks hold only arrays.
    }
  }

  /**
   * A reduction of these three.
   *
   * @param parts creates a part
   * @param merging merges the second part into the first
   * @param tasks creates the task of a thread
   */
  static <T> TileReduction<T> of(
      Supplier<T> parts, BiConsumer<T, T> merging, Supplier<? extends Task<T>> tasks) {
    return new TileReduction<>() {
      @Override
      public T newPart() {
        return parts.get();
      }

      @Override
      public void merge(T total, T part) {
        merging.accept(total, part);
      }

      @Override
      public Task<T> newTask() {
        return tasks.get();
      }
    };
  }

  /** The sums of vectors of this length. */
  static TileReduction<double[]> ofSums(int length, Supplier<? extends Task<double[]>> tasks) {
    return of(() -> new double[length], Vectors::add, tasks);
  }
}
