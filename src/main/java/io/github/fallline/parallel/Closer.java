package io.github.fallline.parallel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What an object is being built of: closed again, the last part first, unless the object gets done.
 * Memory may run out at any part, and who asked for the object has nothing to close then.
 *
 * <pre>{@code
 * try (Closer parts = new Closer()) {
 *   feed = parts.add(new GroupedFeed(source), RowFeed::close);
 *   tile = parts.add(feed.newTile(), Tile::close);
 *   parts.keep();
 * }
 * }</pre>
 */
public final class Closer implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Takes a part; null is none. */
  public <T> T add(T part, Consumer<? super T> closing) {
    if (part != null) {
      closings.push(() -> closing.accept(part));
    }
    return part;
  }

  /** Leaves all parts to the object, which is done. */
  public void keep() {
    closings.clear();
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
