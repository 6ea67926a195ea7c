package io.github.fallline;

import io.github.fallline.blas.NativeMemory;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/** What is open in native memory of this process: arrays by ND4J's books, and blocks of our own. */
public final class NativeArrays {
  private NativeArrays() {}

  /**
   * The names of the open buffers of doubles and floats, and of as many blocks as are not freed.
   * Unreachable ones count until they are garbage-collected.
   */
  public static Set<String> open() {
    Set<String> open = new TreeSet<>();
    books()
        .forEach(
            (name, reference) -> {
              if (reference.get() instanceof DataBuffer buffer
                  && (buffer.dataType() == DataType.DOUBLE || buffer.dataType() == DataType.FLOAT)
                  && !buffer.wasClosed()) {
                open.add(name);
              }
            });
    for (long i = 0; i < NativeMemory.blocks(); i++) {
      open.add("block " + i);
    }
    return open;
  }

  /** The names of those that were opened since and are still open. */
  public static Set<String> openedSince(Set<String> before) {
    Set<String> open = open();
    open.removeAll(before);
    return open;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, DeallocatableReference> books() {
    try {
      Field books = DeallocatorService.class.getDeclaredField("referenceMap");
      books.setAccessible(true);
      return (Map<String, DeallocatableReference>) books.get(Nd4j.getDeallocatorService());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("ND4J keeps its books elsewhere now", e);
    }
  }
}
