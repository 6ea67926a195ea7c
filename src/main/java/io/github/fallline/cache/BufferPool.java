package io.github.fallline.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Buffers that threads borrow and give back; as many exist as were in use at once. */
final class BufferPool<T> {
  private final Supplier<T> creation;
  private final Deque<T> idle = new ArrayDeque<>();

  BufferPool(Supplier<T> creation) {
    this.creation = creation;
  }

  synchronized T borrow() {
    T buffer = idle.poll();
    return buffer == null ? creation.get() : buffer;
  }

  synchronized void giveBack(T buffer) {
    idle.push(buffer);
  }
}
