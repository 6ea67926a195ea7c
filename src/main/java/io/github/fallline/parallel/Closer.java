package io.github.fallline.parallel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes the parts of an object whose construction fails, the last one first: memory may run out at
 * any part, and the caller then has no object to close.
 *
 * <pre>{@code
 * try (Closer closer = new Closer()) {
 *   tiles = closer.register(new ShuffledTiles(source), TileStream::close);
 *   tile = closer.register(tiles.newTile(), Tile::close);
 *   closer.release();
 * }
 * }</pre>
 */
public final class Closer implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Registers a part to close; null registers none. */
  public <T extends @Nullable Object> T register(T part, Consumer<? super T> closing) {
    if (part != null) {
      closings.push(() -> closing.accept(part));
    }
    return part;
  }

  /** Leaves all parts open: the object is built and owns them. */
  public void release() {
    closings.clear();
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
