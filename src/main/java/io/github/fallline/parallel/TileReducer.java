package io.github.fallline.parallel;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Passes over rows for a reduction: threads compute the parts of tiles, which are merged in the
 * order of the tiles, so that the result has the same bits for any number of threads. Tiles, tasks
 * and parts are created in the first pass and serve the following ones.
 *
 * @param <T> a mergeable statistic
 */
public final class TileReducer<T> implements AutoCloseable {
  private final RowStream rows;
  private final int tileRows;
  private final TileExecutor executor;
  private final TileReduction<T> reduction;
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();
  private final Deque<T> parts = new ArrayDeque<>();

  /**
   * @param tileRows rows of every tile but the last
   */
  public TileReducer(
      RowStream rows, int tileRows, TileExecutor executor, TileReduction<T> reduction) {
    this.rows = rows;
    this.tileRows = tileRows;
    this.executor = executor;
    this.reduction = reduction;
  }

  /** Makes a single pass. */
  public static <T> T reduce(
      RowStream rows, int tileRows, TileExecutor executor, TileReduction<T> reduction) {
    try (TileReducer<T> reducer = new TileReducer<>(rows, tileRows, executor, reduction)) {
      return reducer.run();
    }
  }

  /** Makes a pass and returns the statistic of all rows. */
  public T run() {
    OrderedReducer<T> ordered = new OrderedReducer<>(reduction, parts);
    executor.run(rows.pass(tileRows), new Works(ordered));
    return ordered.total();
  }

  /** What a thread holds, created once and lent for a pass. */
  private final class Memory {
    private final Tile tile = rows.newTile(tileRows);
    private final TileReduction.Task<T> task;

    Memory() {
      try {
        task = reduction.newTask();
      } catch (RuntimeException | Error e) {
        tile.close();
        throw e;
      }
    }

    void close() {
      tile.close();
      task.close();
    }
  }

  /** Gives each thread of a pass its work; a lambda here would delay the first pass of a run. */
  private final class Works implements Supplier<Work> {
    private final OrderedReducer<T> ordered;

    Works(OrderedReducer<T> ordered) {
      this.ordered = ordered;
    }

    @Override
    public Work get() {
      return new Work(ordered);
    }
  }

  /** The work of a thread in a pass. */
  private final class Work implements TileExecutor.TileTask {
    private final OrderedReducer<T> ordered;
    private final Memory memory;

    Work(OrderedReducer<T> ordered) {
      this.ordered = ordered;
      Memory lent = idle.poll();
      memory = lent == null ? new Memory() : lent;
      memory.task.start();
    }

    @Override
    public Tile tile() {
      return memory.tile;
    }

    @Override
    public void work() {
      T part = ordered.part();
      memory.task.compute(memory.tile, part);
      ordered.add(memory.tile.index(), part);
    }

    @Override
    public void close() {
      idle.add(memory);
    }
  }

  @Override
  public void close() {
    for (Memory memory : idle) {
      memory.close();
    }
    idle.clear();
  }
}
